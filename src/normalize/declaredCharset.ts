/** Treats a character set that is declared without a collation as equal to the live one, whatever the live collation of that character set. */
import type { Dialect } from "../dialects/index.js";
import { tableKey, type Column, type Options, type Schema, type Table } from "../model/index.js";
import { caseless } from "../sql/index.js";

const withoutCharset = ({ charset: _, ...options }: Options): Options => options;

/** The declared schema without the character sets that the live tables and columns already have, where no collation is declared with them. */
export const withoutLiveCharsets = (
  declared: Schema,
  live: Schema,
  { types: { isOfCharset }, lexicon }: Dialect,
): Schema => {
  if (isOfCharset === undefined) return declared;
  const liveTables = new Map(live.tables.map((t) => [tableKey(t), t]));
  const isLive = ({ charset }: Options, collation: string | null | undefined): boolean =>
    charset !== undefined && typeof collation === "string" && isOfCharset(collation, charset);

  const columnsOf = (table: Table, counterpart: Table, ofTable: string | null): Table => {
    if (table.columns.every(({ options }) => options["charset"] === undefined)) return table;
    const collations = new Map(
      counterpart.columns.map((c) => [caseless(c.name, lexicon), c.collation ?? ofTable]),
    );
    return {
      ...table,
      columns: table.columns.map((column): Column => {
        const { collation, options } = column;
        return collation === null && isLive(options, collations.get(caseless(column.name, lexicon)))
          ? { ...column, options: withoutCharset(options) }
          : column;
      }),
    };
  };

  return {
    ...declared,
    tables: declared.tables.map((table) => {
      const counterpart = liveTables.get(tableKey(table));
      if (counterpart === undefined) return table;
      const collation =
        counterpart.options["collation"] ??
        (counterpart.schema === null ? (live.defaultCollation ?? null) : null);
      const { options } = table;
      const withColumns = columnsOf(table, counterpart, collation);
      return options["collation"] === undefined && isLive(options, collation)
        ? { ...withColumns, options: withoutCharset(options) }
        : withColumns;
    }),
  };
};
