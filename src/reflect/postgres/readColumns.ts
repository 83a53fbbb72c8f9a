/** Reads rows of pg_attribute as columns. */
import {
  plainNumbers,
  type Column,
  type Identity,
  type Options,
  type Sql,
  lookupTable,
} from "../../model/index.js";
import { withoutOuterParentheses } from "../../sql/index.js";
import { names, postgres } from "../../dialects/postgres/index.js";
import { printedNextval } from "../../dialects/postgres/ownSequence.js";
import type { Row } from "../connection.js";
import { parametersOf, placeOf, type Catalogue } from "./catalogue.js";
import { isOwnNotNull } from "./origin.js";
import { numbersOf, plainFor } from "./readSequences.js";
import { isSet, text, textOrNull } from "./rows.js";

/** Expressions are kept without parentheses around the whole, as people write them. */
export const bare = (sql: Sql): Sql =>
  sql.startsWith("(") ? withoutOuterParentheses(sql, postgres.lexicon) : sql;

const storages: Readonly<Record<string, string>> = lookupTable({
  p: "PLAIN",
  e: "EXTERNAL",
  x: "EXTENDED",
  m: "MAIN",
});
const compressions: Readonly<Record<string, string>> = lookupTable({ p: "pglz", l: "lz4" });

const notNullOptions = (catalogue: Catalogue, table: Row, column: Row): Options => {
  const row = catalogue.notNullOf.get(placeOf(text(table, "oid"), text(column, "number")));
  if (row === undefined) return {};
  const [schema, name] = [text(table, "schema"), text(row, "name")];
  return {
    ...(!isOwnNotNull(catalogue, schema, text(table, "name"), text(column, "name"), name) && {
      notNull: name,
    }),
    ...(isSet(row, "no_inherit") && { notNullInherit: "false" }),
    ...(isSet(row, "not_valid") && { notNullValid: "false" }),
  };
};

/** The sequences that belong to a column: the one of its identity (`i`), or others that are dropped with it (`a`). */
const ownedBy = (
  { sequencesOf }: Catalogue,
  table: Row,
  column: Row,
  dependence: "i" | "a",
): readonly Row[] =>
  (sequencesOf.get(placeOf(text(table, "oid"), text(column, "number"))) ?? []).filter(
    (row) => textOrNull(row, "dependence") === dependence,
  );

/** The options of an identity's sequence besides its numbers. */
const sequenceOptions = (catalogue: Catalogue, table: Row, column: Row): Options => {
  if (textOrNull(column, "identity") === null) return {};
  const [row] = ownedBy(catalogue, table, column, "i");
  if (row === undefined) return {};
  const [name, comment] = [text(row, "name"), textOrNull(row, "comment")];
  const persistence = textOrNull(row, "persistence");
  return {
    ...(name !== names.sequenceName(text(table, "name"), text(column, "name")) && {
      sequence: name,
    }),
    ...(comment !== null && { sequenceComment: comment }),
    ...(persistence !== null &&
      persistence !== text(table, "persistence") && {
        sequenceUnlogged: String(persistence === "u"),
      }),
  };
};

const optionsOf = (catalogue: Catalogue, table: Row, row: Row): Options => {
  const storage = textOrNull(row, "storage");
  const compression = textOrNull(row, "compression");
  const statistics = textOrNull(row, "statistics");
  return {
    ...(storage === null ? {} : { storage: storages[storage] ?? storage }),
    ...(compression === null ? {} : { compression: compressions[compression] ?? compression }),
    ...(statistics === null ? {} : { statistics }),
    ...parametersOf(row, "parameters"),
    ...sequenceOptions(catalogue, table, row),
    ...notNullOptions(catalogue, table, row),
    ...(isSet(row, "inherited") ? { inherited: "true" } : {}),
  };
};

/** Is the sequence logged as its table is? Until PostgreSQL 14 all sequences are logged. */
const isAsItsTable = (table: Row, sequence: Row): boolean => {
  const persistence = textOrNull(sequence, "persistence");
  return persistence === null || persistence === text(table, "persistence");
};

/** The sequence that makes this column a serial one; null where it was named, numbered, commented or assigned by hand. */
export const serialSequence = (catalogue: Catalogue, table: Row, column: Row): Row | null => {
  if (column["expression"] === null) return null;
  const type = text(column, "type");
  const wanted = names.sequenceName(text(table, "name"), text(column, "name"));
  return (
    ownedBy(catalogue, table, column, "a").find(
      (sequence) =>
        text(sequence, "type") === type &&
        plainFor(sequence) &&
        isAsItsTable(table, sequence) &&
        textOrNull(sequence, "comment") === null &&
        text(sequence, "name") === wanted &&
        text(sequence, "schema") === text(table, "schema") &&
        textOrNull(column, "expression") === printedNextval(text(sequence, "printed")),
    ) ?? null
  );
};

const identityKinds: Readonly<Record<string, Identity["kind"]>> = lookupTable({
  a: "always",
  d: "byDefault",
});

const identityOf = (catalogue: Catalogue, table: Row, column: Row): Identity | null => {
  const kind = identityKinds[textOrNull(column, "identity") ?? ""];
  if (kind === undefined)
    return serialSequence(catalogue, table, column) === null
      ? null
      : { kind: "serial", numbers: plainNumbers };
  const [sequence] = ownedBy(catalogue, table, column, "i");
  return {
    kind,
    numbers: sequence === undefined ? plainNumbers : numbersOf(sequence, text(column, "type")),
  };
};

export const readColumn = (catalogue: Catalogue, table: Row, row: Row): Column => {
  const expression = textOrNull(row, "expression");
  const generated = textOrNull(row, "generated");
  const identity = identityOf(catalogue, table, row);
  return {
    name: text(row, "name"),
    type: text(row, "type"),
    nullable: !isSet(row, "not_null"),
    default: generated !== null || identity?.kind === "serial" ? null : expression,
    identity,
    generated:
      generated === null || expression === null
        ? null
        : { expression: bare(expression), stored: generated === "s" },
    collation: textOrNull(row, "collation"),
    onUpdate: null,
    comment: textOrNull(row, "comment"),
    options: optionsOf(catalogue, table, row),
  };
};
