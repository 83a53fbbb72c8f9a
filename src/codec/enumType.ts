/** The codecs of an enum type, and of the columns that are converted when it changes. */
import type { EnumType, Operation, TableRef } from "../model/index.js";
import { defined, text, texts, type Codec } from "./codec.js";
import { movedColumn } from "./column.js";
import type { EnumColumnLiteral } from "./literal.js";
import { needed, orNull, record } from "./record.js";
import { besideTable, tableRefRows } from "./tableRef.js";

export const enumType = defined(
  "enum",
  record<EnumType>({ ...tableRefRows, values: needed(texts), comment: orNull(text) }),
);

type MovedColumn = Operation<"alterEnum">["columns"][number];

/** The name of the type itself as SQL (enum types are PostgreSQL's). */
const typeText = ({ schema, name }: TableRef): string =>
  [...(schema === null ? [] : [schema]), name]
    .map((n) => (/^[a-z_][a-z0-9_]*$/.test(n) ? n : `"${n.replaceAll('"', '""')}"`))
    .join(".");

export const enumColumn = (type: TableRef): Codec<MovedColumn, EnumColumnLiteral> =>
  record<MovedColumn, EnumColumnLiteral>({
    table: besideTable,
    column: movedColumn(typeText(type)),
  });
