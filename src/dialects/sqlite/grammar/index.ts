/** SQLite's CREATE TABLE and CREATE INDEX as trees of clauses with their places in the text. */
export * from "./tree.js";
export { parseTable } from "./table.js";
export { parseStoredIndex, parseStoredTable } from "./stored.js";
export { parseIndex } from "./indexText.js";
