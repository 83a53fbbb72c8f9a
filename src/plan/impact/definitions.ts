/** Adds texts to a schema that a plan reads: the CREATE TABLE of declared tables, where tables are rebuilt by editing it, and what reads tables. */
import type { Dialect } from "../../dialects/index.js";
import type { Schema, Table } from "../../model/index.js";

const withDefinition = (table: Table, schema: Schema, dialect: Dialect): Table =>
  table.definition === null
    ? {
        ...table,
        definition:
          dialect.ddl.statements(
            { do: "createTable", table: { ...table, comment: null } },
            schema,
          )[0]?.sql ?? null,
      }
    : table;

export const withDefinitions = (schema: Schema, dialect: Dialect): Schema =>
  dialect.facts.altersByRebuild
    ? { ...schema, tables: schema.tables.map((table) => withDefinition(table, schema, dialect)) }
    : schema;

/** The schema with the views and triggers that the dialect finds in texts which it already holds. */
export const withReaders = (schema: Schema, { readersIn }: Dialect): Schema =>
  readersIn === undefined || schema.opaque !== undefined
    ? schema
    : { ...schema, opaque: readersIn(schema) };
