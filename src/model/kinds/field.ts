/** What is known about one field of an object: whether it is compared, and which names and SQL it holds. */
import { lookupTable } from "../lookupTable.js";
import type { Options, Sql } from "../column.js";
import type { SqlText, Syntax } from "../syntax.js";
import type { Action, Columns, Element, TableRef } from "../constraint.js";

/** How an object is read: what each name, reference and piece of SQL in it becomes. */
export interface Reading {
  /** The name of a column, where the column itself says it. */
  readonly ownName: (name: string) => string;
  /** A column of the object's own table, where something else refers to it. */
  readonly column: (name: string) => string;
  readonly table: (ref: TableRef) => TableRef;
  /** A column of another table. */
  readonly columnOf: (table: TableRef, name: string) => string;
  readonly expression: (sql: Sql) => Sql;
  /** The default of a column of that type. */
  readonly columnDefault: (sql: Sql, type: Sql) => Sql;
  /** The expression that a column of that type is computed by. */
  readonly generated: (sql: Sql, type: Sql) => Sql;
  readonly action: (action: Action) => Action;
}

/** Leaves everything as it is. */
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
 * - `meaning`: what the object says; objects pair by it, and a difference in it is a change.
 * - `remark`: a difference in it is a change, but objects do not pair by it (a comment).
 * - `identity`: by what the object is found; names have a verdict of their own.
 * - `parts`: objects that are compared as rows of their own kind.
 * - `notCompared`: only carried along; the row says why.
 */
type Role = "meaning" | "remark" | "identity" | "parts" | "notCompared";

/** Does a setting say what comes without it? */
export type IsUsual = (key: string, text: string) => boolean;

/** The field of type V of an object of type T. */
export interface Field<V, T> {
  readonly role: Role;
  /** Why a difference in it is none; exactly where `role` is `notCompared`. */
  readonly because?: string;
  /** Does it hold SQL, of which only the server knows whether two texts mean the same? */
  readonly sql: boolean;
  /** May the server print it in other words than the declaration, so that the witness asks for it? */
  readonly printed: boolean;
  readonly read: (value: V, reading: Reading, object: T) => V;
  /** What of it enters SQL as it stands; absent where nothing does. */
  readonly texts?: (value: V) => readonly SqlText[];
  /** What the live and the declared value give together, where to leave something out is no opinion; a declared object without the field takes the live value. Absent: what is declared is all. */
  readonly fill?: (live: V, declared: V, isUsual: IsUsual) => V;
  /** What an object says that does not carry the field, where it is optional. */
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

/** Holds neither a name nor SQL. */
export const value = plain("meaning");
export const remark = plain("remark");
export const identity = plain("identity");
export const parts = plain("parts");

/** Numbers as text, by their names. */
export const numberTexts = (numbers: Readonly<Record<string, unknown>>): readonly SqlText[] =>
  Object.entries(numbers).flatMap(([path, number]) =>
    typeof number === "string" ? [{ path, text: number, syntax: "number" as const }] : [],
  );

export const notCompared = (because: string): PlainField => ({
  ...plain("notCompared"),
  because,
});

/** The server may print it in other words, although it is no expression (an identity, an index's method). */
export const printedValue = { ...value, printed: true };

/** One text that enters SQL as it stands. */
const written =
  (syntax: Syntax) =>
  (text: Sql | null | undefined): readonly SqlText[] =>
    text === null || text === undefined ? [] : [{ path: "", text, syntax }];

export const type = { ...value, texts: written("type") };
export const printedType = { ...printedValue, texts: written("type") };
/** A collation is quoted when it is printed, where it does not come quoted already (with its schema). */
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

/** A switch or a number as servers read it, however it is spelled; any other text is itself. */
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

/** Settings of the index behind a constraint: no constraint is another one for them. */
export const ownIndex = { ...options, role: "remark" as const, absent: noOptions };

/** The text that an object was read from, where it is carried along. */
export const definition = {
  ...notCompared("the text that the other fields were read from"),
  texts: written("definition"),
};

export const undropDays = notCompared("a setting of the account, and no part of what it says");

/** Whether queries rely on a key: who says nothing of it has no opinion, and it is no part of what identifies a key. */
export const rely = {
  ...remark,
  absent: false,
  fill: (_live: boolean, declared: boolean): boolean => declared,
};

/** The list with each item changed; itself where none is, so that what is equal is quickly known to be. */
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

/** A query, as a view has one. */
export const query = { ...expression, texts: written("query") };

/** Settings that define an object. They name nothing that a plan could make; which of them mean the same the server knows. */
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

/** The fields that are wanted as `reading` reads them, in the order of the rows. */
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

/** The same object with every name, reference and piece of SQL in it as `reading` reads it; itself where that changes nothing. */
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
  const said: T[F] | undefined = declared[key];
  const there = held ?? (said === undefined ? undefined : absent);
  return fill === undefined || there === undefined
    ? []
    : [[key, said === undefined ? there : fill(there, said, isUsual)]];
};

/** The declared object with what it leaves unspecified from the live one. */
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

/** Every text of the object that enters SQL as it stands. */
export const textsIn = <T extends object>(object: T, fields: Fields<T>): readonly SqlText[] =>
  keysOf(fields).flatMap((key) => fieldTexts(object, key, fields[key]));
