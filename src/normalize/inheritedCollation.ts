/** Writes out the collation of columns that take it from their table, where the two sides may not mean the same one. */
import type { Dialect } from "../dialects/index.js";
import { tableKey, type Column, type Schema, type Table } from "../model/index.js";
import { caseless } from "../sql/index.js";

const saysNone = ({ options }: Table): boolean =>
  options["collation"] === undefined && options["charset"] === undefined;

/** The table's own collation, or its database's; null where only a server knows it. */
const collationOf = (table: Table, ofDatabase: string | null): string | null =>
  saysNone(table)
    ? table.schema === null
      ? ofDatabase
      : null
    : (table.options["collation"] ?? null);

const saysCollation = ({ collation, options }: Column): boolean =>
  collation !== null || options["charset"] !== undefined;

/**
 * Writes out the collation on columns that specify none, where the tables may differ or the column's counterpart specifies one.
 * `noOpinion`: a table of the other side that specifies none means the collation of this one.
 */
export const withInheritedCollations = (
  schema: Schema,
  other: Schema,
  noOpinion: boolean,
  { types: { inheritsCollation, withWrittenCollation }, lexicon }: Dialect,
): Schema => {
  if (inheritsCollation === undefined) return schema;
  const ofDatabase = schema.defaultCollation ?? other.defaultCollation ?? null;
  const ofOthers = other.defaultCollation ?? schema.defaultCollation ?? null;
  const counterparts = new Map(other.tables.map((t) => [tableKey(t), t]));
  return {
    ...schema,
    tables: schema.tables.map((table) => {
      const counterpart = counterparts.get(tableKey(table));
      const own = collationOf(table, ofDatabase);
      if (counterpart === undefined || own === null) return table;
      const differ =
        !(noOpinion && saysNone(counterpart)) && own !== collationOf(counterpart, ofOthers);
      const specified = new Set(
        counterpart.columns.filter(saysCollation).map(({ name }) => caseless(name, lexicon)),
      );
      if (!differ && specified.size === 0) return table;
      return {
        ...table,
        columns: table.columns.map((column) => {
          if (saysCollation(column))
            return differ && !noOpinion ? (withWrittenCollation?.(column) ?? column) : column;
          return inheritsCollation(column.type) &&
            (differ || specified.has(caseless(column.name, lexicon)))
            ? { ...column, collation: own }
            : column;
        }),
      };
    }),
  };
};
