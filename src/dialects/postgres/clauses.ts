/** Columns, constraints and indexes as clauses of SQL. */
import {
  nameText,
  SchemaDiffError,
  type Action,
  type Column,
  type Columns,
  type Constraint,
  type ConstraintKind,
  type Deferral,
  type Element,
  type Identity,
  type Index,
  type Options,
  type SequenceNumbers,
  type Sql,
  type TableRef,
  lookupTable,
} from "../../model/index.js";
import { defaultClause } from "./defaultClause.js";
import { ownParameters } from "./indexOptions.js";
import { lexicon } from "./lexicon.js";
import { quoteIfNeeded } from "./types.js";

export const quote = lexicon.quote;

/** A table, type, sequence or index: unqualified in the default schema. */
export const refText = ({ schema, name }: TableRef): Sql =>
  schema === null ? quote(name) : `${quote(schema)}.${quote(name)}`;

/** The same for an object in the schema of the given table. */
export const beside = (table: TableRef, name: string): Sql =>
  refText({ schema: table.schema, name });

export const columnList = (columns: Columns): Sql => `(${columns.map(quote).join(", ")})`;

/** The non-empty texts, separated by blanks. */
export const words = (...parts: readonly Sql[]): Sql => parts.filter((p) => p !== "").join(" ");

/** A collation is a name (`C`, `de-x-icu`), or `"app"."german"` with its schema, quoted already. */
export const collate = (collation: string | null): Sql =>
  collation === null ? "" : `COLLATE ${collation.startsWith('"') ? collation : quote(collation)}`;

const numberClauses: readonly (readonly [keyof SequenceNumbers, string])[] = [
  ["increment", "INCREMENT BY"],
  ["min", "MINVALUE"],
  ["max", "MAXVALUE"],
  ["start", "START WITH"],
  ["cache", "CACHE"],
];

/** `INCREMENT BY 5 START WITH 10 CYCLE`: only the numbers that are not the server's defaults. */
export const sequenceNumbers = (numbers: SequenceNumbers): Sql =>
  words(
    ...numberClauses.map(([key, clause]) =>
      numbers[key] === null ? "" : `${clause} ${String(numbers[key])}`,
    ),
    numbers.cycle ? "CYCLE" : "",
  );

const serialTypes: Readonly<Record<string, string>> = lookupTable({
  smallint: "smallserial",
  integer: "serial",
  bigint: "bigserial",
});

const serialType = (column: Column): Sql => {
  const serial = serialTypes[column.type];
  if (serial === undefined) {
    throw new SchemaDiffError(
      "unsupported",
      `column ${column.name} of type ${column.type} cannot be serial`,
      "use smallint, integer or bigint",
    );
  }
  return serial;
};

const identityWords: Readonly<Record<Identity["kind"], string | null>> = {
  always: "ALWAYS",
  byDefault: "BY DEFAULT",
  autoIncrement: "BY DEFAULT",
  serial: null,
};

/** `ALWAYS` or `BY DEFAULT`; null for serial, which is a sequence and a default. */
export const identityWord = (identity: Identity | null): string | null =>
  identity === null ? null : identityWords[identity.kind];

export const identityClause = (identity: Identity | null, options: Options = {}): Sql => {
  const word = identityWord(identity);
  if (identity === null || word === null) return "";
  const { sequence } = options;
  const says = words(
    sequence === undefined ? "" : `SEQUENCE NAME ${quote(sequence)}`,
    sequenceNumbers(identity.numbers),
  );
  return words(`GENERATED ${word} AS IDENTITY`, says === "" ? "" : `(${says})`);
};

/**
 * NOT NULL by the options of a column: in PostgreSQL 18 it can have a name, NO INHERIT and NOT
 * VALID.
 */
export const notNull = {
  isValid: (options: Options): boolean => options["notNullValid"] !== "false",
  inherits: (options: Options): boolean => options["notNullInherit"] !== "false",
  isPlain: (options: Options): boolean =>
    options["notNull"] === undefined && notNull.isValid(options) && notNull.inherits(options),
  /** @param what `NOT NULL`, or `NOT NULL column` where it is added to a table */
  constraint: (options: Options, what: Sql): Sql =>
    words(
      options["notNull"] === undefined ? "" : `CONSTRAINT ${quote(options["notNull"])}`,
      what,
      notNull.inherits(options) ? "" : "NO INHERIT",
    ),
};

/** NOT VALID needs a statement of its own, and serial implies a plain NOT NULL. */
const notNullClause = ({ nullable, identity, options }: Column): Sql =>
  nullable || !notNull.isValid(options) || (identity?.kind === "serial" && notNull.isPlain(options))
    ? ""
    : notNull.constraint(options, "NOT NULL");

/** A column as a clause of CREATE TABLE or ADD COLUMN. */
export const columnClause = (column: Column): Sql =>
  words(
    quote(column.name),
    column.identity?.kind === "serial" ? serialType(column) : column.type,
    column.options["compression"] === undefined
      ? ""
      : `COMPRESSION ${column.options["compression"]}`,
    collate(column.collation),
    column.generated === null
      ? ""
      : `GENERATED ALWAYS AS (${column.generated.expression}) ${column.generated.stored ? "STORED" : "VIRTUAL"}`,
    identityClause(column.identity, column.options),
    defaultClause(column.default),
    notNullClause(column),
  );

const actionWords: Readonly<Record<Action, string>> = {
  noAction: "NO ACTION",
  restrict: "RESTRICT",
  cascade: "CASCADE",
  setNull: "SET NULL",
  setDefault: "SET DEFAULT",
};

const deferralWords: Readonly<Record<Deferral, string>> = {
  notDeferrable: "",
  initiallyImmediate: "DEFERRABLE",
  initiallyDeferred: "DEFERRABLE INITIALLY DEFERRED",
};

const include = (columns: Columns): Sql =>
  columns.length === 0 ? "" : `INCLUDE ${columnList(columns)}`;

/** NULLS LAST is the default for ascending order, NULLS FIRST for descending. */
const nullsWords = { first: "NULLS FIRST", last: "NULLS LAST" } as const;

const elementClause = (element: Element): Sql =>
  words(
    "column" in element.of ? quote(element.of.column) : `(${element.of.expression})`,
    collate(element.collation),
    element.operatorClass ?? "",
    element.descending ? "DESC" : "",
    element.nulls === null ? "" : nullsWords[element.nulls],
  );

const parameterValue = (value: string): Sql =>
  /^(?:-?\d+(?:\.\d+)?|true|false|on|off|auto)$/i.test(value) ? value : lexicon.literal(value);

/** `toast.autovacuum_enabled` is two names. */
const parameterName = (key: string): Sql => key.split(".").map(quoteIfNeeded).join(".");

export const parameterNames = (keys: readonly string[]): Sql => keys.map(parameterName).join(", ");

/**
 * Storage parameters in their own order; `besides` lists keys that are printed as other clauses.
 */
export const storageParameters = (options: Options, besides: readonly string[]): Sql =>
  Object.keys(options)
    .filter((key) => !besides.includes(key))
    .map((key) => `${parameterName(key)}=${parameterValue(options[key] ?? "")}`)
    .join(", ");

const withParameters = (options: Options): Sql => {
  const parameters = storageParameters(ownParameters(options), []);
  return parameters === "" ? "" : `WITH (${parameters})`;
};

/** The options of the backing index in the clause of a key. */
const usingIndex = (options: Options = {}): Sql =>
  words(
    withParameters(options),
    options["tablespace"] === undefined
      ? ""
      : `USING INDEX TABLESPACE ${quote(options["tablespace"])}`,
  );

const bodies: { readonly [K in ConstraintKind]: (constraint: Constraint<K>) => Sql } = {
  primaryKey: (c) =>
    words(
      "PRIMARY KEY",
      columnList(c.columns),
      include(c.include),
      usingIndex(c.options),
      deferralWords[c.deferral],
    ),
  unique: (c) =>
    words(
      "UNIQUE",
      c.nulls === "notDistinct" ? "NULLS NOT DISTINCT" : "",
      columnList(c.columns),
      include(c.include),
      usingIndex(c.options),
      deferralWords[c.deferral],
    ),
  foreignKey: (c) =>
    words(
      "FOREIGN KEY",
      columnList(c.columns),
      "REFERENCES",
      refText(c.target),
      columnList(c.targetColumns),
      c.match === "simple" ? "" : `MATCH ${c.match.toUpperCase()}`,
      c.onUpdate === "noAction" ? "" : `ON UPDATE ${actionWords[c.onUpdate]}`,
      c.onDelete === "noAction" ? "" : `ON DELETE ${actionWords[c.onDelete]}`,
      c.onDeleteColumns.length === 0 ? "" : columnList(c.onDeleteColumns),
      deferralWords[c.deferral],
      c.enforced ? "" : "NOT ENFORCED",
    ),
  check: (c) =>
    words(
      `CHECK (${c.expression})`,
      c.inherited ? "" : "NO INHERIT",
      c.enforced ? "" : "NOT ENFORCED",
    ),
  exclude: (c) =>
    words(
      "EXCLUDE USING",
      quoteIfNeeded(c.method),
      `(${c.elements.map((e) => `${elementClause(e)} WITH ${e.operator}`).join(", ")})`,
      include(c.include),
      usingIndex(c.options),
      c.where === null ? "" : `WHERE (${c.where})`,
      deferralWords[c.deferral],
    ),
};

const body = <K extends ConstraintKind>(constraint: Constraint<K>): Sql =>
  bodies[constraint.kind](constraint);

/** Only ALTER TABLE can leave existing rows unchecked; a new table has none. */
export const isNotValid = (c: Constraint): boolean =>
  (c.kind === "check" || c.kind === "foreignKey") && c.enforced && !c.validated;

export const constraintClause = (constraint: Constraint): Sql => {
  const name = nameText(constraint.name);
  return words(name === null ? "" : `CONSTRAINT ${quote(name)}`, body<ConstraintKind>(constraint));
};

export const indexStatement = (table: TableRef, index: Index): Sql => {
  const name = nameText(index.name);
  return words(
    index.unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX",
    name === null ? "" : quote(name),
    "ON",
    refText(table),
    index.method === null ? "" : `USING ${quoteIfNeeded(index.method)}`,
    `(${index.elements.map(elementClause).join(", ")})`,
    include(index.include),
    index.nulls === "notDistinct" ? "NULLS NOT DISTINCT" : "",
    withParameters(index.options),
    index.options["tablespace"] === undefined
      ? ""
      : `TABLESPACE ${quote(index.options["tablespace"])}`,
    index.where === null ? "" : `WHERE ${index.where}`,
  );
};
