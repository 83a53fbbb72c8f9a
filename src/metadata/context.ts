/**
 * What every step of reading a declaration needs: the dialect, the default schema, the tables; and
 * how SQL and columns are read from a declaration.
 */
import { SchemaDiffError, tableText, type Sql, type TableRef } from "../model/index.js";
import type { Dialect } from "../dialects/dialect.js";

import { isColumnRef, sqlPieces } from "./indexElement.js";
import { suggestion } from "../decode/suggest.js";
import type { TableDeclaration } from "./table.js";
import type { ColumnInput, ColumnRef, SqlInput } from "./shapes.js";

export interface Context {
  readonly dialect: Dialect;
  readonly defaultSchema: string | null;
  /** The MetaData's own schema. */
  readonly metadataSchema: string | null;
  readonly tables: readonly TableDeclaration[];
  /** The same tables by their keys, with null for the default schema. */
  readonly tableAt: ReadonlyMap<string, TableDeclaration>;
}

export type DeclaredColumn = TableDeclaration["columns"][number];

/** The schema of an object: null for the default one, whatever its name. */
export const schemaIn = (
  context: Pick<Context, "defaultSchema">,
  schema: string | null,
): string | null => (schema === context.defaultSchema ? null : schema);

export const refIn = (
  context: Pick<Context, "defaultSchema">,
  { schema, name }: TableRef,
): TableRef => ({ schema: schemaIn(context, schema), name });

export const metadataError = (message: string, todo: string): SchemaDiffError =>
  new SchemaDiffError("metadata", message, todo);

const sameColumn = (column: DeclaredColumn, table: TableDeclaration, ref: ColumnRef): boolean =>
  ref.table === table.owner && column.key === ref.key;

/**
 * The declared column that a reference means: by its property's name or, failing that, by its name
 * in the database.
 */
export const columnIn = (
  table: TableDeclaration,
  input: ColumnInput,
  where: string,
): DeclaredColumn => {
  if (isColumnRef(input)) {
    const own = table.columns.find((column) => sameColumn(column, table, input));
    if (own !== undefined) return own;
    throw metadataError(
      `${where} of table ${tableText(table)} names the column ${JSON.stringify(input.name)} of table ${tableText(input.table)}`,
      "use the table's own columns",
    );
  }
  const named =
    table.columns.find(({ key }) => key === input) ??
    table.columns.find(({ dbName }) => dbName === input);
  if (named !== undefined) return named;
  throw metadataError(
    `${where} names the column ${JSON.stringify(input)}, which table ${tableText(table)} does not have`,
    suggestion(
      input,
      table.columns.map(({ key }) => key),
      "columns",
    ),
  );
};

/** SQL as the dialect writes it: columns quoted, values as literals, the rest unchanged. */
export const sqlIn = ({ dialect }: Pick<Context, "dialect">, input: SqlInput): Sql =>
  typeof input === "string"
    ? input
    : sqlPieces(input)
        .map((piece) =>
          "raw" in piece
            ? piece.raw
            : "column" in piece
              ? dialect.lexicon.quote(piece.column.name)
              : dialect.lexicon.value(piece.value),
        )
        .join("");
