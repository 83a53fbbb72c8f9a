/** Puts a declaration into the server's words, as far as that is possible without a server. */
import {
  byServer,
  nameText,
  nowhere,
  ofKind,
  plainElement,
  plainNumbers,
  plainIndex,
  same,
  type Column,
  type Constraint,
  type ConstraintKind,
  type Identity,
  type Index,
  type Name,
  type Options,
  type Schema,
  type Table,
} from "../../model/index.js";
import { cutName } from "../../sql/index.js";
import { canonicalDefault, canonicalExpression, catalogueText, nowText } from "./defaults.js";
import { facts } from "./facts.js";
import type { Flavour, MemberName } from "./flavour.js";
import { foreignKeysInKeyOrder } from "./foreignKeyOrder.js";
import { primaryName } from "./names.js";
import { withoutLostComment } from "./quirks.js";
import { normalizedSequence } from "./sequences.js";
import { usualEngine } from "./usualEngine.js";
import { canonical } from "./types.js";

const counted: Identity = { kind: "autoIncrement", numbers: plainNumbers };

const without = (options: Column["options"], key: string): Column["options"] =>
  Object.fromEntries(Object.entries(options).filter(([k]) => k !== key));

/** A collation determines its character set. */
const normalizedCollation = <T extends { readonly options: Column["options"] }>(
  item: T,
  collation: string | null | undefined,
): T =>
  collation === null || collation === undefined
    ? item
    : { ...item, options: without(item.options, "charset") };

const normalizedComment = (comment: string | null): string | null =>
  comment === null || comment === "" ? null : catalogueText(comment);

const normalizedColumn = (column: Column, keyed: ReadonlySet<string>, flavour: Flavour): Column => {
  const type = canonical(column.type);
  const settled: Column = {
    ...column,
    type,
    nullable: column.nullable && !keyed.has(column.name) && column.identity === null,
    default:
      column.generated === null && column.identity === null
        ? canonicalDefault(type, column.default, flavour)
        : null,
    onUpdate:
      column.onUpdate === null ? null : (nowText(column.onUpdate, flavour) ?? column.onUpdate),
    generated:
      column.generated === null
        ? null
        : { ...column.generated, expression: canonicalExpression(column.generated.expression) },
    comment: normalizedComment(column.comment),
  };
  return normalizedCollation(settled, settled.collation);
};

const normalizedConstraint = (declared: Constraint): Constraint => {
  const constraint = withoutLostComment(declared);
  if (constraint.kind === "primaryKey") return { ...constraint, name: primaryName };
  if (constraint.kind === "check")
    return { ...constraint, expression: canonicalExpression(constraint.expression) };
  return constraint;
};

const plainColumns = ({ elements }: Index): readonly string[] | null => {
  const columns = elements.flatMap((element) =>
    "column" in element.of && same(element, plainElement(element.of)) ? [element.of.column] : [],
  );
  return columns.length === elements.length ? columns : null;
};

/** The options of a key's index: the algorithm is kept as an option of the table. */
export const ofKey = ({ keyBlockSize }: Options): Pick<Constraint<"unique">, "options"> =>
  keyBlockSize === undefined ? {} : { options: { keyBlockSize } };

/** The options that a key's index can have too. */
const keyOptions: readonly string[] = ["using", "keyBlockSize"];

const uniqueOver = (columns: readonly string[], name: Name): Constraint<"unique"> => ({
  kind: "unique",
  name,
  comment: null,
  columns,
  include: [],
  nulls: "distinct",
  deferral: "notDeferrable",
  onConflict: null,
});

/**
 * A unique index over whole columns without other traits is the unique constraint of that name;
 * null for any other index.
 */
export const uniqueOf = (index: Index): Extract<Constraint, { readonly kind: "unique" }> | null => {
  const columns = plainColumns(index);
  const { unique, comment, options } = index;
  const plain = { ...plainIndex(index.name, index.elements), unique, comment, options };
  if (
    !unique ||
    columns === null ||
    !same(index, plain) ||
    Object.keys(options).some((key) => !keyOptions.includes(key))
  )
    return null;
  return { ...uniqueOver(columns, index.name), comment: index.comment, ...ofKey(options) };
};

const normalizedIndex = (index: Index): Index => ({
  ...index,
  method: index.method === "btree" ? null : index.method,
  elements: index.elements.map((e) =>
    "expression" in e.of ? { ...e, of: { expression: canonicalExpression(e.of.expression) } } : e,
  ),
});

const isSerial = ({ type }: Column): boolean => /^\s*serial\s*$/i.test(type);

const isKeyOver = (constraint: Constraint, column: string, server: MemberName): boolean =>
  (constraint.kind === "unique" || (constraint.kind === "primaryKey" && server === "mariadb")) &&
  same(constraint.columns, [column]);

/**
 * SERIAL stands for a type, NOT NULL, AUTO_INCREMENT and UNIQUE; MariaDB leaves UNIQUE out where
 * the column is the primary key.
 */
const withoutSerial = (table: Table, { name: server }: Flavour): Table => {
  const serials = table.columns.filter(isSerial);
  if (serials.length === 0) return table;
  return {
    ...table,
    columns: table.columns.map((column) =>
      isSerial(column)
        ? {
            ...column,
            type: "bigint unsigned",
            identity: column.identity ?? counted,
            nullable: false,
          }
        : column,
    ),
    constraints: [
      ...table.constraints,
      ...serials
        .filter(({ name }) => !table.constraints.some((c) => isKeyOver(c, name, server)))
        .map(({ name }) => uniqueOver([name], nowhere)),
    ],
  };
};

/** A column that is only marked as having a written collation has its table's. */
const withWrittenCollation = (column: Column, ofTable: string | undefined): Column =>
  column.options["collationWritten"] === "yes" && column.options["charset"] === undefined
    ? { ...column, collation: column.collation ?? ofTable ?? null }
    : column;

const normalizedTable = (written: Table, flavour: Flavour): Table => {
  const table = withoutSerial(written, flavour);
  const keyed = new Set(ofKind(table.constraints, "primaryKey").flatMap((c) => c.columns));
  const indexes = table.indexes.map(normalizedIndex);
  const uniques = indexes.flatMap((i) => uniqueOf(i) ?? []);
  const { engine, rowFormat } = table.options;
  const options = {
    ...table.options,
    ...(engine?.toLowerCase() === "innodb" && { engine: usualEngine }),
    ...(rowFormat === undefined ? {} : { rowFormat: rowFormat.toUpperCase() }),
  };
  return normalizedCollation(
    {
      ...table,
      columns: table.columns.map((c) =>
        normalizedColumn(withWrittenCollation(c, table.options["collation"]), keyed, flavour),
      ),
      constraints: [...table.constraints.map(normalizedConstraint), ...uniques],
      indexes: indexes.filter((i) => uniqueOf(i) === null),
      options,
      comment: normalizedComment(table.comment),
    },
    table.options["collation"],
  );
};

const withKeyOrders = (tables: readonly Table[]): readonly Table[] =>
  tables.map((table) => ({
    ...table,
    constraints: foreignKeysInKeyOrder(table.constraints, tables),
  }));

export const normalizeFor =
  (flavour: Flavour) =>
  (schema: Schema): Schema => ({
    ...schema,
    tables: withKeyOrders(schema.tables.map((t) => normalizedTable(t, flavour))),
    sequences: schema.sequences.map(normalizedSequence),
  });

/**
 * The first free number after `stem`. The server itself may generate a name that is too long: MySQL
 * and MariaDB refuse any of more than 64 characters, so the name, which is written out here, is cut
 * to fit.
 */
const firstFree = (stem: string, from: number, taken: ReadonlySet<string>): string => {
  for (let n = from; ; n++) {
    const name = cutName(`${stem}${n}`, facts.identifierLimit);
    if (!taken.has(name.toLowerCase())) return name;
  }
};

const namesOf = (items: readonly (Constraint | Index)[]): ReadonlySet<string> =>
  new Set(items.flatMap((i) => nameText(i.name)?.toLowerCase() ?? []));

const isConstraint = (item: Constraint | Index): item is Constraint => "kind" in item;

const keyName = (table: Table, first: string | undefined): string => {
  const stem = first ?? "functional_index";
  const taken = namesOf([...ofKind(table.constraints, "unique"), ...table.indexes]);
  return stem.toLowerCase() === "primary" || taken.has(stem.toLowerCase())
    ? firstFree(`${stem}_`, 2, taken)
    : stem;
};

/** One more than the highest number in use (`generate_fk_name`, `prepare_check_constraints_for_create` in sql_table.cc). */
const nextNumber = (prefix: string, taken: ReadonlySet<string>): string => {
  const numbers = [...taken].flatMap((name) =>
    name.startsWith(prefix.toLowerCase()) ? [Number(name.slice(prefix.length))] : [],
  );
  const highest = Math.max(0, ...numbers.filter((n) => Number.isSafeInteger(n)));
  return firstFree(prefix, highest + 1, taken);
};

const generatedNames: {
  readonly [K in ConstraintKind]: (
    table: Table,
    constraint: Constraint<K>,
    flavour: Flavour,
  ) => string | null;
} = {
  primaryKey: () => "PRIMARY",
  unique: (table, { columns }) => keyName(table, columns[0]),
  foreignKey: (table) =>
    nextNumber(`${table.name}_ibfk_`, namesOf(ofKind(table.constraints, "foreignKey"))),
  check: (table, { ofColumn }, flavour) => {
    const checks = namesOf(ofKind(table.constraints, "check"));
    return flavour.name === "mysql"
      ? nextNumber(`${table.name}_chk_`, checks)
      : (ofColumn ?? firstFree("CONSTRAINT_", 1, checks));
  },
  exclude: () => null,
};

const constraintName = <K extends ConstraintKind>(
  table: Table,
  constraint: Constraint<K>,
  flavour: Flavour,
): string | null => generatedNames[constraint.kind](table, constraint, flavour);

/**
 * The name that this server would give to a nameless constraint or index when it is added to the
 * table.
 */
export const withGeneratedNameFor =
  (flavour: Flavour) =>
  <T extends Constraint | Index>(table: Table, item: T): T => {
    if (nameText(item.name) !== null) return item;
    const first = isConstraint(item) ? undefined : item.elements[0]?.of;
    const name = isConstraint(item)
      ? constraintName(table, item, flavour)
      : keyName(table, first !== undefined && "column" in first ? first.column : undefined);
    return name === null ? item : { ...item, name: byServer(name) };
  };
