/** Finds rows of a SQLite database whose parent row does not exist, and tells them apart: an old one that disappears does not make up for a new one. */
import { lexicon } from "../../../dialects/sqlite/lexicon.js";
import type { Connection } from "../../connection.js";
import { foldAToZ } from "../../../sql/index.js";

/** A foreign key: its table, its number there, and the columns that it joins. */
interface Link {
  readonly child: string;
  readonly id: number;
  readonly parent: string;
  readonly columns: readonly string[];
}

interface Orphan extends Pick<Link, "child" | "parent"> {
  /** The foreign key as its table has it. */
  readonly link: string;
  /** Its primary key and its values of the foreign key; empty where it cannot be told from other rows. */
  readonly row: string;
}

export interface Orphans {
  readonly all: readonly Orphan[];
  /** The tables and foreign keys that existed: orphans of one with another name on the other side are identified by their rows alone. */
  readonly children: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
}

const linksQuery = `
  SELECT s.name AS child, k.id AS id, k."table" AS parent, k."from" AS own
  FROM main.sqlite_master AS s, pragma_foreign_key_list(s.name, 'main') AS k WHERE s.type = 'table' ORDER BY s.name, k.id, k.seq`;

const columnsQuery = "SELECT name, pk FROM pragma_table_xinfo(?, 'main')";

const { quote } = lexicon;

const linkText = ({ child, parent, columns }: Link): string =>
  JSON.stringify([child, parent, columns]);

const linksIn = async (connection: Connection): Promise<readonly Link[]> => {
  const found = new Map<string, Link>();
  for (const { child, id, parent, own } of await connection.query(linksQuery)) {
    const key = JSON.stringify([child, id]);
    found.set(key, {
      child: String(child),
      id: Number(id),
      parent: String(parent),
      columns: [...(found.get(key)?.columns ?? []), String(own)],
    });
  }
  return [...found.values()];
};

const chunk = 500;

/** What tells the rows of one foreign key apart, by their rowids. A script may change a table's rowids, but not its primary keys. */
const rowsTold = async (
  connection: Connection,
  { child, columns }: Link,
  rowids: readonly number[],
): Promise<ReadonlyMap<number, string>> => {
  const all = (await connection.query(columnsQuery, [child])).map(({ name, pk }) => ({
    name: String(name),
    key: Number(pk) > 0,
  }));
  const rowid = ["rowid", "_rowid_", "oid"].find((name) =>
    all.every((c) => foldAToZ(c.name) !== name),
  );
  const found = new Map<number, string>();
  if (rowid === undefined) return found;
  const says = [...all.filter((c) => c.key).map((c) => c.name), ...columns]
    .map((c) => `quote(${quote(c)})`)
    .join(" || ',' || ");
  for (let at = 0; at < rowids.length; at += chunk) {
    const rows = await connection.query(
      `SELECT ${rowid} AS "row", ${says} AS "says" FROM main.${quote(child)} WHERE ${rowid} IN (${rowids.slice(at, at + chunk).join(", ")})`,
    );
    for (const { row, says: text } of rows) found.set(Number(row), String(text));
  }
  return found;
};

/**
 * @param check the rows of `PRAGMA foreign_key_check` of a table
 * @param tellRows do the rows of this table have to be told apart? Not where none was an orphan before: then every one is new.
 */
export const orphansIn = async (
  connection: Connection,
  check: (child: string) => Promise<readonly Readonly<Record<string, unknown>>[]>,
  tellRows: (child: string) => boolean,
): Promise<Orphans> => {
  const links = await linksIn(connection);
  const children = new Set(links.map((l) => l.child));
  const all: Orphan[] = [];
  for (const child of children) {
    const rows = await check(child);
    for (const link of rows.length === 0 ? [] : links.filter((l) => l.child === child)) {
      const own = rows.filter((r) => Number(r["fkid"]) === link.id);
      const rowids = own.flatMap(({ rowid }) => (typeof rowid === "number" ? [rowid] : []));
      const texts =
        rowids.length > 0 && tellRows(child)
          ? await rowsTold(connection, link, rowids)
          : new Map<number, string>();
      for (const { rowid } of own)
        all.push({
          child,
          parent: link.parent,
          link: linkText(link),
          row: texts.get(Number(rowid ?? NaN)) ?? "",
        });
    }
  }
  return { all, children, links: new Set(links.map(linkText)) };
};

const keyBeside =
  (other: Orphans) =>
  ({ child, link, row }: Orphan): string =>
    JSON.stringify([
      other.children.has(child) ? child : null,
      other.links.has(link) ? link : null,
      row,
    ]);

/** The orphans in `after` that were not in `before`, counted by description. */
export const freshOrphans = (before: Orphans, after: Orphans): ReadonlyMap<string, number> => {
  const left = new Map<string, number>();
  for (const key of before.all.map(keyBeside(after))) left.set(key, (left.get(key) ?? 0) + 1);
  const fresh = new Map<string, number>();
  const beside = keyBeside(before);
  for (const orphan of after.all) {
    const key = beside(orphan);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    const says = `${orphan.child} that point to no row of ${orphan.parent}`;
    if (count <= 0) fresh.set(says, (fresh.get(says) ?? 0) + 1);
  }
  return fresh;
};
