/** Which defaults a column may have, and how they are kept. */
import { SnowflakeError, compilation } from "../errors.mjs";
import { rewritten, walk } from "../language/text.mjs";
import { isAggregate } from "../query/aggregates.mjs";
import { compile } from "../query/compile.mjs";
import { scopeOf, tableSource } from "../query/scope.mjs";
import { canonical } from "../values/types.mjs";
import { find } from "./find.mjs";
import { fullName } from "./model.mjs";

/** OBJECT, ARRAY and these take whatever is written; it fails when a row is written. */
const loose = ["OBJECT", "ARRAY", "GEOGRAPHY", "GEOMETRY", "FILE"];
const timestamps = ["TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"];
const numbers = ["NUMBER", "FLOAT", "DECFLOAT"];

/** In CREATE TABLE: types of columns that take an expression of a type. Recorded, but for TIME. */
const taken = {
  VARCHAR: ["VARCHAR", "BOOLEAN", "VARIANT", "UUID"],
  NUMBER: [...numbers, "DATE", "TIME", ...timestamps],
  FLOAT: numbers,
  DECFLOAT: numbers,
  BOOLEAN: ["BOOLEAN", "VARIANT"],
  DATE: ["DATE", ...timestamps, "BOOLEAN", ...numbers, "VARIANT"],
  TIME: ["TIME", "VARIANT"],
  TIMESTAMP_NTZ: [...timestamps, "BOOLEAN", ...numbers, "VARIANT"],
  TIMESTAMP_LTZ: [...timestamps, "BOOLEAN", ...numbers, "VARIANT"],
  TIMESTAMP_TZ: [...timestamps, "BOOLEAN", ...numbers, "VARIANT"],
  BINARY: ["BINARY"],
};

/** In ADD COLUMN a literal has to be of the column's own family. */
const takenLater = {
  VARCHAR: ["VARCHAR", "VARIANT"],
  NUMBER: numbers,
  FLOAT: numbers,
  BOOLEAN: ["BOOLEAN"],
  BINARY: ["BINARY"],
};

const fits = (table, from, to) =>
  from.name === "NULL" ||
  loose.includes(to.name) ||
  (table[from.name] ?? [from.name]).includes(to.name);

const mismatch = (column) =>
  compilation(
    "002023",
    "22000",
    `Default value data type does not match data type for column ${column}`,
  );

const invalid = (text) =>
  compilation("002263", "42601", `Invalid column default expression [${text}]`);

const isLiteral = (node) =>
  node.e === "literal" ||
  (node.e === "unary" && node.operator !== "NOT" && isLiteral(node.operand));

const forbidden = ({ e, name, path }) =>
  e === "subquery" ||
  e === "exists" ||
  e === "inQuery" ||
  (e === "call" && path.length === 1 && isAggregate(name));

/** Columns are written after the name of their table. */
const shown = (node, text, table) =>
  rewritten(node, text, ({ path, start, end }) =>
    path.length === 1 ? `${table.name}.${path[0]}` : text.slice(start, end),
  );

/** The name of a sequence in full: DB.SCHEMA.SEQ.NEXTVAL. */
const sequenceText = (session, node) => `${fullName(find(session, "SEQUENCE", node.path))}.NEXTVAL`;

/** It may mention columns that stand before it, as an example on the manual's page "SHOW COLUMNS" does. */
const typeOf = (session, table, { node, whole }) =>
  compile(node, scopeOf(session, whole, { sources: [tableSource(table)] })).type;

/**
 * @param {{ node: object, text: string, whole: string }} written
 * @param {{ later: boolean }} how `later`: by ADD COLUMN
 * @returns {{ text: string, shown: string, literal: boolean, sequence?: object }}
 */
export const defaultFor = (session, table, column, written, { later }) => {
  const { node, whole } = written;
  if (walk(node).some(forbidden)) throw invalid(written.text);
  if (later) {
    if (column.type.name === "BINARY")
      throw new SnowflakeError(
        "002000",
        "0A000",
        "SQL compilation error: Default values are not allowed on 'BINARY' columns.",
      );
    if (!isLiteral(node)) throw invalid(shown(node, whole, table));
    const type = typeOf(session, table, written);
    if (!fits(takenLater, type, column.type)) {
      if (column.type.name === "VARIANT") throw mismatch(column.name);
      throw compilation(
        "002023",
        "22000",
        `Expression type does not match column data type, expecting ${canonical(column.type)} but got ${canonical(type)} for column ${column.name}`,
      );
    }
  } else if (!fits(taken, typeOf(session, table, written), column.type))
    throw mismatch(column.name);
  const isSequence = node.e === "nextval";
  const text = isSequence ? sequenceText(session, node) : shown(node, whole, table);
  return {
    text,
    literal: isLiteral(node),
    ...(isSequence ? { sequence: find(session, "SEQUENCE", node.path) } : {}),
  };
};
