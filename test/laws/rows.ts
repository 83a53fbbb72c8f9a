/** Three rows a table that satisfy both drafts; none where going there or back loses data, or where a new column cannot be filled. */
import { columnNamed, tableNamed, type ColumnDraft, type Draft, type TableDraft } from "./draft.js";
import { kindOf } from "./kinds.js";
import { quoted as quotedStored } from "../../src/reflect/snowflake/questions.js";
import { storedName } from "../../src/dialects/snowflake/spelling.js";
import type { Place } from "./places.js";

const held = (table: TableDraft): ReadonlySet<string> =>
  new Set([
    ...(table.key === null ? [] : table.key.columns),
    ...[...table.uniques, ...table.foreignKeys, ...table.indexes.filter((i) => i.unique)].flatMap(
      ({ columns }) => columns,
    ),
  ]);

const losesOrLacks = (from: TableDraft, to: TableDraft | undefined): boolean => {
  if (to === undefined) return true;
  if (from.columns.some(({ name }) => columnNamed(to, name) === undefined)) return true;
  if (
    from.columns.some(
      ({ name, kind }) =>
        !(kindOf(kind).alike as readonly string[])
          .concat(kind)
          .includes(columnNamed(to, name)?.kind ?? kind),
    )
  )
    return true;
  if (
    from.columns.some(
      ({ name, generated }) => (generated === null) !== (columnNamed(to, name)?.generated === null),
    )
  )
    return true;
  const keys = held(to);
  const filled = (column: ColumnDraft): boolean =>
    column.default !== 0 || column.generated !== null;
  return to.columns
    .filter(({ name }) => columnNamed(from, name) === undefined)
    .some(
      (added) =>
        keys.has(added.name) || added.identity !== null || (!added.nullable && !filled(added)),
    );
};

/** A table without rows leaves those that point to it without rows. */
const emptyTables = (from: Draft, to: Draft): ReadonlySet<string> => {
  const empty = new Set(
    from.tables.filter((t) => losesOrLacks(t, tableNamed(to, t.name))).map(({ name }) => name),
  );
  const links = [...from.tables, ...to.tables].flatMap((t) =>
    t.foreignKeys.map((f) => [t.name, f.table] as const),
  );
  for (let size = -1; size !== empty.size;) {
    size = empty.size;
    for (const [own, target] of links)
      if (empty.has(target) || tableNamed(from, target) === undefined) empty.add(own);
  }
  return empty;
};

const pointedTo = (draft: Draft, table: TableDraft): readonly string[] =>
  draft.tables
    .flatMap((t) => t.foreignKeys)
    .filter((f) => f.table === table.name)
    .flatMap(({ targets }) => targets);

const quoted = (name: string, { innodb, dialect }: Place): string =>
  dialect === "snowflake"
    ? quotedStored(storedName(name))
    : innodb
      ? `\`${name.replaceAll("`", "``")}\``
      : `"${name.replaceAll('"', '""')}"`;

const before: Readonly<Record<Place["dialect"], string>> = {
  postgres: "SET session_replication_role = replica",
  mysql: "SET FOREIGN_KEY_CHECKS = 0",
  mariadb: "SET FOREIGN_KEY_CHECKS = 0",
  sqlite: "PRAGMA foreign_keys = OFF",
  snowflake: "SELECT 1",
};

export const rowsFor = (from: Draft, to: Draft, place: Place): readonly string[] => {
  const empty = emptyTables(from, to);
  const inserts = from.tables
    .filter(({ name }) => !empty.has(name))
    .flatMap((table) => {
      const columns = table.columns.filter(({ generated }) => generated === null);
      const after = tableNamed(to, table.name);
      const needed = new Set([
        ...pointedTo(from, table),
        ...(after === undefined ? [] : pointedTo(to, after)),
        ...(table.key?.columns ?? []),
        ...(after?.key?.columns ?? []),
      ]);
      const mayBeNull = (c: ColumnDraft): boolean =>
        c.nullable && columnNamed(after ?? table, c.name)?.nullable === true && !needed.has(c.name);
      return [0, 1, 2].map((row) => {
        const values = columns.map((c) =>
          row === 2 && mayBeNull(c) ? "NULL" : (kindOf(c.kind).values(place)[row] ?? "NULL"),
        );
        const overriding = place.dialect === "postgres" ? " OVERRIDING SYSTEM VALUE" : "";
        return `INSERT INTO ${quoted(table.name, place)} (${columns.map(({ name }) => quoted(name, place)).join(", ")})${overriding} VALUES (${values.join(", ")})`;
      });
    });
  return inserts.length === 0 ? [] : [before[place.dialect], ...inserts];
};
