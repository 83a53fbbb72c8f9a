/** Renders a schema as a Mermaid entity-relationship diagram. */
import { ofKind, tableText, type Column, type Schema, type Table } from "../model/index.js";

/** A word that Mermaid accepts for an attribute: letters, digits and a few signs; every other character becomes `_`. */
const word = (text: string): string => {
  const plain = text.replace(/[^\p{L}\p{N}_()[\]-]+/gu, "_").replace(/^[^\p{L}]+/u, "_");
  return plain === "" ? "_" : plain;
};

/** Text in double quotes; the only escapes that Mermaid knows are its entities. */
const quoted = (text: string): string =>
  `"${text.replace(/["#;<>\\`\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (c) => `#${c.charCodeAt(0)};`)}"`;

const entity = (table: Pick<Table, "schema" | "name">): string => quoted(tableText(table));

const keysOf = (table: Table, column: string): readonly string[] => [
  ...(ofKind(table.constraints, "primaryKey").some((c) => c.columns.includes(column))
    ? ["PK"]
    : []),
  ...(ofKind(table.constraints, "foreignKey").some((c) => c.columns.includes(column))
    ? ["FK"]
    : []),
  ...(ofKind(table.constraints, "unique").some(
    (c) => c.columns.length === 1 && c.columns[0] === column,
  )
    ? ["UK"]
    : []),
];

const attribute = (table: Table, column: Column): string => {
  const keys = keysOf(table, column.name).join(", ");
  const name = word(column.name);
  const note = [
    ...(name === column.name ? [] : [column.name]),
    ...(column.nullable ? [] : ["not null"]),
    ...(column.comment === null ? [] : [column.comment]),
  ].join("; ");
  return [
    "   ",
    word(column.type),
    name,
    ...(keys === "" ? [] : [keys]),
    ...(note === "" ? [] : [quoted(note)]),
  ].join(" ");
};

const entityText = (table: Table): string =>
  table.columns.length === 0
    ? `  ${entity(table)}`
    : `  ${entity(table)} {\n${table.columns.map((c) => attribute(table, c)).join("\n")}\n  }`;

/** Are these columns a key of their own table, so that a parent has at most one child? */
const isOne = (table: Table, columns: readonly string[]): boolean =>
  table.constraints.some(
    (c) =>
      (c.kind === "primaryKey" || c.kind === "unique") &&
      c.columns.every((column) => columns.includes(column)),
  );

const relations = (table: Table): readonly string[] =>
  ofKind(table.constraints, "foreignKey").map((key) => {
    const optional = key.columns.some(
      (name) => table.columns.find((c) => c.name === name)?.nullable === true,
    );
    return `  ${entity(key.target)} ${optional ? "|o" : "||"}--${isOne(table, key.columns) ? "o|" : "o{"} ${entity(table)} : ${quoted(key.columns.join(", "))}`;
  });

/** Tables with their columns and keys, and a line for every foreign key. */
export const mermaidText = ({ tables }: Schema): string =>
  `${["erDiagram", ...tables.map(entityText), ...tables.flatMap(relations)].join("\n")}\n`;
