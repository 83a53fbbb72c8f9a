/** What a plan reads of a schema's own texts: a declared table's, where tables are rebuilt by editing it, and those of what reads tables. */
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

/** With the views and triggers that the dialect finds in texts which the schema carries anyway. */
export const withReaders = (schema: Schema, { readersIn }: Dialect): Schema =>
  readersIn === undefined || schema.opaque !== undefined
    ? schema
    : { ...schema, opaque: readersIn(schema) };
