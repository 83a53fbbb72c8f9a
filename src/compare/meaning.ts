/** Converts objects so that equal meanings become equal values: names are folded, and equivalent spellings of SQL become one. */
import type { Dialect } from "../dialects/index.js";
import type { Reading, Sql } from "../model/index.js";

export const readingOf = (
  dialect: Dialect,
  fold: (name: string) => string,
  spelled: (sql: Sql) => string,
): Reading => ({
  ownName: (name) => name,
  column: fold,
  table: ({ schema, name }) => ({
    schema: schema === null ? null : fold(schema),
    name: fold(name),
  }),
  columnOf: (_, name) => fold(name),
  expression: spelled,
  columnDefault: (sql, type) => spelled(dialect.defaultKey(sql, type) ?? sql),
  generated: (sql, type) => spelled(dialect.generatedKey?.(sql, type) ?? sql),
  action: dialect.canonicalAction,
});
