/** Renders keys and constraints as code: those that one column can declare are written on the column, the rest after the columns. */
import {
  partsOf,
  plainElement,
  tableKey,
  type Columns,
  type ConflictAction,
  type Constraint,
  type ConstraintKind,
  type Deferral,
  type Element,
  type Index,
  type Options as Settings,
  type Table,
} from "../../model/index.js";
import { memberOf, stringLiteral, templateLiteral } from "../literals.js";
import {
  callCode,
  nameCode,
  objectCode,
  settingsCode,
  stringsCode,
  textOrNull,
  type Writer,
} from "./writer.js";

type Of<K extends Constraint["kind"]> = Extract<Constraint, { readonly kind: K }>;

/** Column name → its property in the declaration. */
export type Keys = ReadonlyMap<string, string>;

const column = (name: string, keys: Keys): string => memberOf("t", keys.get(name) ?? name);

const columns = (names: readonly string[], keys: Keys): string =>
  `[${names.map((name) => column(name, keys)).join(", ")}]`;

const columnsOrNull = (names: readonly string[], keys: Keys): string | null =>
  names.length === 0 ? null : columns(names, keys);

type Entries = Readonly<Record<string, string | null>>;

const deferralCode = ({ deferral }: { readonly deferral: Deferral }): Entries => ({
  deferrable: deferral === "notDeferrable" ? null : "true",
  initially: deferral === "initiallyDeferred" ? stringLiteral("deferred") : null,
});

const unlessTrue = (value: boolean): string | null => (value ? null : "false");

/** The fields that are arguments of their own, before the options. */
interface Leading {
  readonly primaryKey: "columns" | "parts";
  readonly unique: "columns" | "parts";
  readonly foreignKey: "columns" | "target" | "targetColumns";
  readonly check: "expression";
  readonly exclude: "elements";
}

/** How the options express one field. */
type FieldOption<C> = (constraint: C, keys: Keys, writer: Writer) => Entries;

/** A row for each field that is an option, so that a field without one is a type error. */
type Options<K extends ConstraintKind> = Readonly<
  Record<Exclude<keyof Constraint<K>, "kind" | Leading[K]>, FieldOption<Constraint<K>>>
>;

const common = {
  name: ({ kind, name }: Constraint, _keys: Keys, writer: Writer): Entries => ({
    name: nameCode(kind, name, writer),
  }),
  comment: ({ comment }: Constraint): Entries => ({ comment: textOrNull(comment) }),
};

const include: FieldOption<{ readonly include: Columns }> = ({ include: names }, keys) => ({
  include: columnsOrNull(names, keys),
});

const ownIndexCode = ({ options: settings = {} }: { readonly options?: Settings }): Entries => ({
  options: settingsCode(settings),
});

const rely = ({ rely: relied }: { readonly rely?: boolean }): Entries => ({
  rely: relied === undefined ? null : String(relied),
});

const key = {
  ...common,
  include,
  deferral: deferralCode,
  onConflict: ({ onConflict }: { readonly onConflict: ConflictAction }): Entries => ({
    onConflict: textOrNull(onConflict),
  }),
  options: ownIndexCode,
  rely,
};

interface Held {
  readonly validated: boolean;
  readonly enforced: boolean;
}

const held = {
  validated: ({ validated }: Held): Entries => ({ validated: unlessTrue(validated) }),
  enforced: ({ enforced }: Held): Entries => ({ enforced: unlessTrue(enforced) }),
};

const unless = (value: string, usual: string): string | null =>
  value === usual ? null : stringLiteral(value);

const options: { readonly [K in ConstraintKind]: Options<K> } = {
  primaryKey: key,
  unique: { ...key, nulls: ({ nulls }) => ({ nulls: unless(nulls, "distinct") }) },
  foreignKey: {
    ...common,
    onUpdate: ({ onUpdate }) => ({ onUpdate: unless(onUpdate, "noAction") }),
    onDelete: ({ onDelete }) => ({ onDelete: unless(onDelete, "noAction") }),
    onDeleteColumns: ({ onDeleteColumns: names }) => ({
      onDeleteColumns: names.length === 0 ? null : stringsCode(names),
    }),
    match: ({ match }) => ({ match: unless(match, "simple") }),
    deferral: deferralCode,
    ...held,
    rely,
    // A declaration has no notation for it.
    spelled: () => ({}),
  },
  check: {
    ...common,
    ...held,
    inherited: ({ inherited }) => ({ inherited: unlessTrue(inherited) }),
    ofColumn: ({ ofColumn }, keys) => ({
      ofColumn: ofColumn === null ? null : column(ofColumn, keys),
    }),
  },
  exclude: {
    ...common,
    method: ({ method }) => ({ method: unless(method, "gist") }),
    where: ({ where }) => ({ where: textOrNull(where) }),
    include,
    deferral: deferralCode,
    options: ownIndexCode,
  },
};

/** The options of a constraint, in the order of the rows. */
const optionsOf = <C>(
  rows: Readonly<Record<string, FieldOption<C>>>,
  constraint: C,
  keys: Keys,
  writer: Writer,
): Entries =>
  Object.values(rows).reduce<Entries>(
    (entries, option) => ({ ...entries, ...option(constraint, keys, writer) }),
    {},
  );

/** Are the target table and columns declared? SQLite also holds foreign keys to tables and columns that do not exist. */
const isDeclared = (
  { target, columns: own, targetColumns }: Of<"foreignKey">,
  { tables }: Writer,
): boolean => {
  const table = tables.get(tableKey(target));
  return (
    table !== undefined &&
    own.length === targetColumns.length &&
    targetColumns.every((name) => table.columns.some((c) => c.name === name))
  );
};

const foreignKeyOptions = (key: Of<"foreignKey">, keys: Keys, writer: Writer): Entries => ({
  ...optionsOf(options.foreignKey, key, keys, writer),
  external: isDeclared(key, writer) ? null : "true",
});

/** Can the parts be joined by dots? */
const isDotted = ({ target, targetColumns }: Of<"foreignKey">): boolean =>
  targetColumns.length > 0 &&
  [target.name, target.schema ?? "", ...targetColumns].every((part) => !part.includes("."));

const dotted = ({ target }: Of<"foreignKey">, name: string): string =>
  stringLiteral([...(target.schema === null ? [] : [target.schema]), target.name, name].join("."));

const targetCode = (key: Of<"foreignKey">): string =>
  isDotted(key)
    ? `[${key.targetColumns.map((name) => dotted(key, name)).join(", ")}]`
    : (objectCode({
        schema: textOrNull(key.target.schema),
        table: stringLiteral(key.target.name),
        columns: stringsCode(key.targetColumns),
      }) ?? "{}");

const columnTarget = (key: Of<"foreignKey">, name: string): string =>
  isDotted(key)
    ? dotted(key, name)
    : (objectCode({
        schema: textOrNull(key.target.schema),
        table: stringLiteral(key.target.name),
        column: stringLiteral(name),
      }) ?? "{}");

/** The traits of an element as method calls, in their order; a row for each attribute. */
const modifiers: Readonly<Record<Exclude<keyof Element, "of">, (element: Element) => string>> = {
  prefix: ({ prefix }) => (prefix === null ? "" : `.prefix(${prefix})`),
  collation: ({ collation }) => (collation === null ? "" : `.collate(${stringLiteral(collation)})`),
  operatorClass: ({ operatorClass }) =>
    operatorClass === null ? "" : `.operatorClass(${stringLiteral(operatorClass)})`,
  descending: ({ descending }) => (descending ? ".desc()" : ""),
  nulls: ({ nulls }) =>
    nulls === null ? "" : nulls === "first" ? ".nullsFirst()" : ".nullsLast()",
};

const elementCode = (element: Element, keys: Keys, writer: Writer): string =>
  [
    "column" in element.of
      ? column(element.of.column, keys)
      : `${writer.use("sql")}${templateLiteral(element.of.expression)}`,
    ...Object.values(modifiers).map((modifier) => modifier(element)),
  ].join("");

const keyColumns = (key: Of<"primaryKey"> | Of<"unique">, keys: Keys, writer: Writer): string =>
  `[${partsOf(key)
    .map((part, i) =>
      elementCode({ ...plainElement({ column: key.columns[i] ?? "" }), ...part }, keys, writer),
    )
    .join(", ")}]`;

const isPlainKey = ({ columns: of, parts }: Of<"primaryKey"> | Of<"unique">): boolean =>
  of.length === 1 && parts === undefined;

/** How a constraint of a kind is declared. */
interface Row<K extends ConstraintKind> {
  /** Its call after the columns. */
  readonly extra: (constraint: Constraint<K>, keys: Keys, writer: Writer) => string;
  /** The column that may declare it. */
  readonly owner: (constraint: Constraint<K>) => string | undefined;
  /** The method by which that column declares it; null where it can only be declared after the columns. */
  readonly method: (constraint: Constraint<K>, keys: Keys, writer: Writer) => string | null;
}

const firstColumn = ({ columns: [first] }: { readonly columns: Columns }): string | undefined =>
  first;

const rows: { readonly [K in ConstraintKind]: Row<K> } = {
  primaryKey: {
    extra: (key, keys, writer) =>
      callCode(
        writer.use("primaryKey"),
        keyColumns(key, keys, writer),
        objectCode(optionsOf(options.primaryKey, key, keys, writer)),
      ),
    owner: firstColumn,
    method: (key, keys, writer) =>
      isPlainKey(key) && objectCode(optionsOf(options.primaryKey, key, keys, writer)) === null
        ? ".primaryKey()"
        : null,
  },
  unique: {
    extra: (unique, keys, writer) =>
      callCode(
        writer.use("unique"),
        keyColumns(unique, keys, writer),
        objectCode(optionsOf(options.unique, unique, keys, writer)),
      ),
    owner: firstColumn,
    method: (unique, keys, writer) => {
      const { name = null, ...others } = optionsOf(options.unique, unique, keys, writer);
      return isPlainKey(unique) && objectCode(others) === null ? callCode(".unique", name) : null;
    },
  },
  foreignKey: {
    extra: (key, keys, writer) =>
      callCode(
        writer.use("foreignKey"),
        columns(key.columns, keys),
        targetCode(key),
        objectCode(foreignKeyOptions(key, keys, writer)),
      ),
    owner: firstColumn,
    method: (key, keys, writer) => {
      const [target] = key.targetColumns;
      return key.columns.length !== 1 || target === undefined
        ? null
        : callCode(
            ".references",
            columnTarget(key, target),
            objectCode(foreignKeyOptions(key, keys, writer)),
          );
    },
  },
  check: {
    extra: (check, keys, writer) =>
      callCode(
        writer.use("check"),
        stringLiteral(check.expression),
        objectCode(optionsOf(options.check, check, keys, writer)),
      ),
    owner: ({ ofColumn }) => ofColumn ?? undefined,
    method: (check, keys, writer) =>
      check.ofColumn === null
        ? null
        : callCode(
            ".check",
            stringLiteral(check.expression),
            objectCode({ ...optionsOf(options.check, check, keys, writer), ofColumn: "true" }),
          ),
  },
  exclude: {
    extra: (exclude, keys, writer) =>
      callCode(
        writer.use("exclude"),
        `[${exclude.elements.map((e) => `[${elementCode(e, keys, writer)}, ${stringLiteral(e.operator)}]`).join(", ")}]`,
        objectCode(optionsOf(options.exclude, exclude, keys, writer)),
      ),
    owner: () => undefined,
    method: () => null,
  },
};

export const extraCode = <K extends ConstraintKind>(
  constraint: Constraint<K>,
  keys: Keys,
  writer: Writer,
): string => rows[constraint.kind].extra(constraint, keys, writer);

export const methodCode = <K extends ConstraintKind>(
  constraint: Constraint<K>,
  keys: Keys,
  writer: Writer,
): string | null => rows[constraint.kind].method(constraint, keys, writer);

export const ownerOf = <K extends ConstraintKind>(constraint: Constraint<K>): string | undefined =>
  rows[constraint.kind].owner(constraint);

/** A row for each attribute of an index that is an option; its SQL text belongs to the database alone. */
const indexOptions: Readonly<
  Record<
    Exclude<keyof Index, "name" | "elements" | "definition">,
    (index: Index, keys: Keys) => string | null
  >
> = {
  unique: ({ unique }) => (unique ? "true" : null),
  nulls: ({ nulls }) => unless(nulls, "distinct"),
  method: ({ method }) => textOrNull(method),
  include: ({ include: names }, keys) => columnsOrNull(names, keys),
  where: ({ where }) => textOrNull(where),
  comment: ({ comment }) => textOrNull(comment),
  options: ({ options: settings }) => settingsCode(settings),
};

export const indexesCode = (table: Table, keys: Keys, writer: Writer): readonly string[] =>
  table.indexes.map((index) =>
    callCode(
      writer.use("index"),
      nameCode("index", index.name, writer) ?? "null",
      `[${index.elements.map((e) => elementCode(e, keys, writer)).join(", ")}]`,
      objectCode(
        Object.fromEntries(
          Object.entries(indexOptions).map(([option, code]) => [option, code(index, keys)]),
        ),
      ),
    ),
  );
