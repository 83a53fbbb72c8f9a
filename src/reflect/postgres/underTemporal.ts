/** PostgreSQL 18's keys WITHOUT OVERLAPS and foreign keys with a PERIOD are not modelled: changes of the columns that they contain are refused. */
import {
  atLeast,
  nameText,
  refOf,
  sameTable,
  tableText,
  type Change,
  type Sql,
  type TableRef,
} from "../../model/index.js";
import type { Connection, Row } from "../connection.js";
import { text, textOrNull } from "./rows.js";

const question: Sql = `
SELECT n.nspname::text AS schema, c.relname::text AS table, k.conname::text AS name, pg_catalog.pg_get_constraintdef(k.oid) AS definition,
       tn.nspname::text AS target_schema, t.relname::text AS target,
       (SELECT pg_catalog.jsonb_agg(a.attname) FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey))::text AS columns,
       (SELECT pg_catalog.jsonb_agg(a.attname) FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = k.confrelid AND a.attnum = ANY (k.confkey))::text AS target_columns,
       pg_catalog.current_schema()::text AS current
  FROM pg_catalog.pg_constraint AS k
  JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_class AS t ON t.oid = k.confrelid LEFT JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
 WHERE k.conperiod AND NOT c.relispartition
 ORDER BY n.nspname, c.relname, k.conname`;

interface Held {
  readonly table: TableRef;
  readonly columns: readonly string[];
}

/** A table, and the columns of it that the constraint contains. */
const held = (row: Row, schema: string, table: string, columns: string): readonly Held[] => {
  const name = textOrNull(row, table);
  const names: unknown = JSON.parse(textOrNull(row, columns) ?? "[]");
  if (name === null || !Array.isArray(names)) return [];
  const of = text(row, schema);
  return [
    {
      table: { schema: of === text(row, "current") ? null : of, name },
      columns: names.map(String),
    },
  ];
};

/** The aspects of a column that cannot change while a key contains it. */
const shaking = /^(?:type|nullable|collation|generated|identity)\b/;

const touches = (change: Change, { table, columns }: Held): boolean => {
  if (change.table === null) return false;
  if (!sameTable({ schema: change.schema, name: change.table }, table)) return false;
  if (change.kind === "column")
    return (
      change.from !== null &&
      columns.includes(change.from.name) &&
      (change.verb === "drop" || change.aspects.some(({ path }) => shaking.test(path)))
    );
  return false;
};

/** Does the change take the name of the constraint, or add a second primary key? */
const takesPlace = (change: Change, { table }: Held, row: Row): boolean => {
  const { kind, verb, to } = change;
  if (change.table === null || to === null || verb === "drop" || kind === "column") return false;
  if (!("name" in to) || typeof to.name === "string") return false;
  if (!sameTable({ schema: change.schema, name: change.table }, table)) return false;
  return (
    nameText(to.name) === text(row, "name") ||
    (kind === "primaryKey" && verb === "add" && text(row, "definition").startsWith("PRIMARY KEY"))
  );
};

const drops = (changes: readonly Change[], table: TableRef): boolean =>
  changes.some(
    (change) =>
      change.kind === "table" &&
      change.verb === "drop" &&
      change.from !== null &&
      sameTable(refOf(change.from), table),
  );

export const underTemporal = async (
  connection: Connection,
  changes: readonly Change[],
): Promise<readonly string[]> => {
  if (!atLeast(connection.version, 18) || changes.every(({ table }) => table === null)) return [];
  return (await connection.query(question)).flatMap((row): readonly string[] => {
    const own = held(row, "schema", "table", "columns");
    const target = held(row, "target_schema", "target", "target_columns");
    if (own.every(({ table }) => drops(changes, table))) return [];
    const stuck =
      changes.some((change) => [...own, ...target].some((one) => touches(change, one))) ||
      changes.some((change) => own.some((one) => takesPlace(change, one, row))) ||
      target.some(({ table }) => drops(changes, table));
    const [first] = own;
    return stuck && first !== undefined
      ? [
          `constraint ${text(row, "name")} of table ${tableText(first.table)}, ${text(row, "definition")}, is not modelled, and stands in the way`,
        ]
      : [];
  });
};
