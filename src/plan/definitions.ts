/** Where tables are rebuilt by editing their own text, gives a declared table the text it would be created with. */
import type { Dialect } from "../dialects/index.js";
import type { Schema, Table } from "../model/index.js";

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
