/** What is known about one field of an object: whether it is compared, and which names and SQL it holds. */
import { lookupTable } from "../lookupTable.js";
import type { Options, Sql } from "../column.js";
import type { SqlText, Syntax } from "../syntax.js";
import type { Action, Columns, Element, TableRef } from "../constraint.js";

/**
 * Functions through which an object is mapped: what each name, reference and piece of SQL in it
 * becomes.
 */
export interface Reading {
  /** The name of a column, in the column itself. */
  readonly ownName: (name: string) => string;
  /** The name of a column of the object's own table, wherever something refers to it. */
  readonly column: (name: string) => string;
  readonly table: (ref: TableRef) => TableRef;
  /** A column of another table. */
  readonly columnOf: (table: TableRef, name: string) => string;
  readonly expression: (sql: Sql) => Sql;
  /** The default of a column of that type. */
  readonly columnDefault: (sql: Sql, type: Sql) => Sql;
  /** The expression of a generated column of that type. */
  readonly generated: (sql: Sql, type: Sql) => Sql;
  readonly action: (action: Action) => Action;
}

/** The reading that changes nothing. */
export const asWritten: Reading = {
  ownName: (name) => name,
  column: (name) => name,
  table: (ref) => ref,
  columnOf: (_, name) => name,
  expression: (sql) => sql,
  columnDefault: (sql) => sql,
  generated: (sql) => sql,
  action: (action) => action,
};

/**
 * - `meaning`: part of the definition; objects pair by it, and a difference in it is a change.
 * - `remark`: a difference in it is a change, but objects do not pair by it (a comment).
 * - `identity`: what the object is found by; names have a verdict of their own.
 * - `parts`: objects that are compared as rows of their own kind.
 * - `notCompared`: carried along only; the row has the reason.
 */
type Role = "meaning" | "remark" | "identity" | "parts" | "notCompared";

/** Is a setting the one that would hold without it? */
export type IsUsual = (key: string, text: string) => boolean;

/** What is known about a field of type V in an object of type T. */
export interface Field<V, T> {
  readonly role: Role;
  /** Why a difference in it does not count; present exactly where `role` is `notCompared`. */
  readonly because?: string;
  /** Is it SQL, so that only the server knows whether two texts mean the same? */
  readonly sql: boolean;
  /** May the server print it differently from the declaration, so that the witness asks for it? */
  readonly printed: boolean;
  readonly read: (value: V, reading: Reading, object: T) => V;
  /** The texts in it that enter SQL unquoted; absent where there are none. */
  readonly texts?: (value: V) => readonly SqlText[];
  /**
   * The value that results where a declaration may leave parts of the field unspecified; a declared
   * object without the field takes the live value. Absent: the declared value is complete.
   */
  readonly fill?: (live: V, declared: V, isUsual: IsUsual) => V;
  /** The value that a missing optional field stands for. */
  readonly absent?: V;
}

/** A row for every field of T: one that is missing is a type error. */
export type Fields<T> = { readonly [F in keyof T]-?: Field<Required<T>[F], T> };

export interface PlainField {
  readonly role: Role;
  readonly because?: string;
  readonly sql: false;
  readonly printed: false;
  readonly read: <V>(value: V) => V;
}

const asItIs = <V>(value: V): V => value;

const plain = (role: Role): PlainField => ({
  role,
  sql: false,
  printed: false,
  read: asItIs,
});

/** A field that holds neither a name nor SQL. */
export const value = plain("meaning");
export const remark = plain("remark");
export const identity = plain("identity");
export const parts = plain("parts");

/** Numbers as SQL texts, each with its name as path. */
export const numberTexts = (numbers: Readonly<Record<string, unknown>>): readonly SqlText[] =>
  Object.entries(numbers).flatMap(([path, number]) =>
    typeof number === "string" ? [{ path, text: number, syntax: "number" as const }] : [],
  );

export const notCompared = (because: string): PlainField => ({
  ...plain("notCompared"),
  because,
});

/**
 * A field that the server may print differently although it is no expression (an identity, an
 * index's method).
 */
export const printedValue = { ...value, printed: true };

/** A field's one text that enters SQL unquoted; none where it is absent. */
const written =
  (syntax: Syntax) =>
  (text: Sql | null | undefined): readonly SqlText[] =>
    text === null || text === undefined ? [] : [{ path: "", text, syntax }];

export const type = { ...value, texts: written("type") };
export const printedType = { ...printedValue, texts: written("type") };
/** A collation is quoted when it is printed, unless it is quoted already (with its schema). */
export const collationTexts = (name: string | null): readonly SqlText[] =>
  name?.startsWith('"') === true ? written("name")(name) : [];
export const numberText = { ...value, texts: written("number") };

const meaning = { role: "meaning", sql: false, printed: false } as const;

const switches: Readonly<Record<string, boolean>> = lookupTable({
  true: true,
  on: true,
  yes: true,
  false: false,
  off: false,
  no: false,
});

/** A switch or a number as servers read it, however it is spelled; any other text unchanged. */
const settingValue = (text: string): string | number | boolean =>
  switches[text.toLowerCase()] ?? (/^[+-]?\d*\.?\d+$/.test(text) ? Number(text) : text);

export const noOptions: Options = {};

const sameSetting = (live: string, declared: string | undefined): boolean =>
  declared !== undefined && settingValue(live) === settingValue(declared);

/** Settings by their names: one that is not mentioned is left to the server. */
export const options = {
  ...value,
  texts: (settings: Options): readonly SqlText[] =>
    Object.entries(settings).flatMap(([key, text]) => [
      { path: key, text, syntax: "setting" as const },
    ]),
  fill: (live: Options, declared: Options, isUsual: IsUsual): Options => ({
    ...Object.fromEntries(
      Object.entries({ ...live, ...declared }).filter(([key, text]) => !isUsual(key, text)),
    ),
    ...Object.fromEntries(
      Object.entries(live).filter(([key, text]) => sameSetting(text, declared[key])),
    ),
  }),
};

/**
 * Settings of a constraint's backing index: they are not part of what identifies the constraint.
 */
export const ownIndex = { ...options, role: "remark" as const, absent: noOptions };

/** The text that an object was read from, where it is carried along. */
export const definition = {
  ...notCompared("the text that the other fields were read from"),
  texts: written("definition"),
};

export const undropDays = notCompared("a setting of the account, and no part of what it says");

/**
 * Whether queries rely on a key: unspecified is no opinion, and it is not part of what identifies a
 * key.
 */
export const rely = {
  ...remark,
  absent: false,
  fill: (_live: boolean, declared: boolean): boolean => declared,
};

/**
 * The list with each item mapped; the same list where no item changes, so that equality is found
 * quickly.
 */
export const mapKept = <V>(list: readonly V[], change: (item: V) => V): readonly V[] => {
  const changed = list.map(change);
  return changed.every((item, i) => item === list[i]) ? list : changed;
};

/** Columns of the object's own table. */
export const ownColumns = {
  ...meaning,
  read: (columns: Columns, { column }: Reading): Columns => mapKept(columns, column),
};

const inSql = { role: "meaning", sql: true, printed: true } as const;

export const expression = {
  ...inSql,
  texts: written("expression"),
  read: (sql: Sql, reading: Reading): Sql => reading.expression(sql),
};

/** The query of a view. */
export const query = { ...expression, texts: written("query") };

/**
 * Settings that define an object. They contain no name that a plan could rename; only the server
 * knows which of them mean the same.
 */
export const settings = { ...inSql, texts: written("settings"), read: (sql: Sql): Sql => sql };

export const optionalExpression = {
  ...inSql,
  texts: written("expression"),
  read: (sql: Sql | null, reading: Reading): Sql | null =>
    sql === null ? null : reading.expression(sql),
};

const operatorOf = (e: Element): string | null => ("operator" in e ? String(e.operator) : null);

const elementTexts = (e: Element, i: number): readonly SqlText[] =>
  [
    ...("expression" in e.of ? written("expression")(e.of.expression) : []),
    ...collationTexts(e.collation),
    ...written("name")(e.operatorClass),
    ...written("operator")(operatorOf(e)),
  ].map((text) => ({ ...text, path: `[${i}]` }));

const element = <E extends Element>(e: E, reading: Reading): E => {
  if ("column" in e.of) {
    const column = reading.column(e.of.column);
    return column === e.of.column ? e : { ...e, of: { column } };
  }
  const sql = reading.expression(e.of.expression);
  return sql === e.of.expression ? e : { ...e, of: { expression: sql } };
};

export const elements = {
  ...inSql,
  texts: (list: readonly Element[]): readonly SqlText[] => list.flatMap(elementTexts),
  read: <E extends Element>(list: readonly E[], reading: Reading): readonly E[] =>
    mapKept(list, (e) => element(e, reading)),
};

export const action = {
  ...meaning,
  read: (a: Action, reading: Reading): Action => reading.action(a),
};

const keysOf = <T extends object>(fields: Fields<T>): readonly (keyof T)[] => {
  const keys: (keyof T)[] = [];
  for (const key in fields) keys.push(key);
  return keys;
};

const readField = <T extends object, F extends keyof T>(
  object: T,
  key: F,
  field: Field<Required<T>[F], T>,
  reading: Reading,
): unknown => {
  const held: T[F] | undefined = object[key];
  return held === undefined ? field.absent : field.read(held, reading, object);
};

/** The selected fields, mapped by `reading`, in the order of the rows. */
export const fieldsRead = <T extends object>(
  object: T,
  fields: Fields<T>,
  reading: Reading,
  wanted: <F extends keyof T>(field: Field<Required<T>[F], T>, key: F) => boolean,
): Readonly<Record<string, unknown>> => {
  const values: Record<string, unknown> = {};
  for (const key in fields)
    if (wanted(fields[key], key)) values[key] = readField(object, key, fields[key], reading);
  return values;
};

/**
 * The object with every name, reference and piece of SQL mapped by `reading`; the same object where
 * nothing changes.
 */
export const objectRead = <T extends object>(object: T, fields: Fields<T>, reading: Reading): T => {
  const changed = fieldsRead(object, fields, reading, (field, key) => {
    const held: T[typeof key] | undefined = object[key];
    return (
      held !== undefined && field.read !== asItIs && field.read(held, reading, object) !== held
    );
  });
  return Object.keys(changed).length === 0 ? object : { ...object, ...changed };
};

const filled = <T extends object, F extends keyof T>(
  key: F,
  { fill, absent }: Field<Required<T>[F], T>,
  live: T,
  declared: T,
  isUsual: IsUsual,
): readonly (readonly [F, unknown])[] => {
  const held: T[F] | undefined = live[key];
  const declaredValue: T[F] | undefined = declared[key];
  const there = held ?? (declaredValue === undefined ? undefined : absent);
  return fill === undefined || there === undefined
    ? []
    : [[key, declaredValue === undefined ? there : fill(there, declaredValue, isUsual)]];
};

/** The declared object, with what it leaves unspecified taken from the live one. */
export const objectFilled = <T extends object>(
  live: T,
  declared: T,
  fields: Fields<T>,
  isUsual: IsUsual,
): T => ({
  ...declared,
  ...Object.fromEntries(
    keysOf(fields).flatMap((key) => filled(key, fields[key], live, declared, isUsual)),
  ),
});

const fieldTexts = <T extends object, F extends keyof T>(
  object: T,
  key: F,
  { texts }: Field<Required<T>[F], T>,
): readonly SqlText[] => {
  const held: T[F] | undefined = object[key];
  if (texts === undefined || held === undefined) return [];
  return texts(held).map((text) => ({
    ...text,
    path: `${String(key)}${text.path === "" || text.path.startsWith("[") ? "" : "."}${text.path}`,
  }));
};

/** Every text of the object that enters SQL unquoted. */
export const textsIn = <T extends object>(object: T, fields: Fields<T>): readonly SqlText[] =>
  keysOf(fields).flatMap((key) => fieldTexts(object, key, fields[key]));
