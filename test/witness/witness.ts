/** An independent witness for tests: what the server itself says of its schema and rows, never through our own readers. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import Database from "../sqlite/database.mjs";
import { onConnection, type Query } from "../servers/urls.js";
import { seenOnSnowflake } from "./snowflake.js";

const run = promisify(execFile);

export interface Seen {
  /** Lines that describe the schema, sorted, so that the order of clauses means nothing. */
  readonly schema: readonly string[];
  /** Every row of every table, as JSON, sorted. */
  readonly rows: readonly string[];
}

const bookkeeping = "schema_diff_version";

const tidy = (lines: readonly string[]): readonly string[] =>
  lines
    .map((line) => line.trim().replace(/,$/, ""))
    .filter((line) => line !== "")
    .sort();

/** What the catalogue functions of PostgreSQL print: for servers that are newer than the pg_dump at hand. */
const postgresCatalogue = `
  SELECT 'table ' || c.oid::regclass || ' ' || c.relkind::text || ' ' || coalesce(array_to_string(c.reloptions, ','), '') || coalesce(' -- ' || obj_description(c.oid, 'pg_class'), '') AS line
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relname <> '${bookkeeping}'
  UNION ALL
  SELECT 'column ' || a.attrelid::regclass || '.' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || a.attidentity::text || a.attgenerated::text
    || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' ' || coalesce((SELECT l.collname FROM pg_catalog.pg_collation l WHERE l.oid = a.attcollation), '') || coalesce(' -- ' || col_description(a.attrelid, a.attnum), '')
  FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relname <> '${bookkeeping}'
  UNION ALL
  SELECT 'constraint ' || k.conrelid::regclass || ' ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid) || coalesce(' -- ' || obj_description(k.oid, 'pg_constraint'), '')
  FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace
  WHERE k.contype <> 'n' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relname <> '${bookkeeping}'
  UNION ALL
  SELECT 'index ' || pg_get_indexdef(i.indexrelid) || coalesce(' -- ' || obj_description(i.indexrelid, 'pg_class'), '')
  FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relname <> '${bookkeeping}'
  UNION ALL
  SELECT 'enum ' || t.oid::regtype || ' ' || (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid) || coalesce(' -- ' || obj_description(t.oid, 'pg_type'), '')
  FROM pg_catalog.pg_type t WHERE t.typtype = 'e'`;

const ownSchema = (namespace: string): string =>
  `${namespace} IN (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')`;

const described = (oid: string, catalogue: string): string =>
  `coalesce(' -- ' || obj_description(${oid}, '${catalogue}'), '')`;

/** The same for what hangs on tables and is not modelled, with its owner, its privileges and whether it is switched on. */
const postgresDependents = `
  SELECT 'relation ' || c.oid::regclass || ' ' || c.relowner::regrole || ' ' || coalesce((SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(c.relacl) x), '') || ' ' || c.relispopulated || ' '
    || c.relrowsecurity || ' ' || c.relforcerowsecurity || ' ' || CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) ELSE '' END AS line
  FROM pg_catalog.pg_class c WHERE c.relkind IN ('r', 'v', 'm') AND ${ownSchema("c.relnamespace")} AND c.relname <> '${bookkeeping}'
  UNION ALL
  SELECT 'view column ' || c.oid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || coalesce(a.attacl::text, '') || coalesce(' -- ' || col_description(a.attrelid, a.attnum), '')
    || coalesce((SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum), '')
  FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid WHERE c.relkind IN ('v', 'm') AND a.attnum > 0 AND ${ownSchema("c.relnamespace")}
  UNION ALL
  SELECT 'rule ' || pg_get_ruledef(r.oid) || ' ' || r.ev_enabled::text || ${described("r.oid", "pg_rewrite")}
  FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class WHERE r.rulename <> '_RETURN' AND ${ownSchema("c.relnamespace")}
  UNION ALL
  SELECT 'trigger ' || pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text || ${described("t.oid", "pg_trigger")}
  FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND ${ownSchema("c.relnamespace")}
  UNION ALL
  SELECT 'policy ' || p.polname || ' ' || p.polrelid::regclass || ' ' || p.polcmd::text || ' ' || p.polpermissive || ' '
    || (SELECT string_agg(CASE x WHEN 0 THEN 'public' ELSE x::regrole::text END, ' ') FROM unnest(p.polroles) x) || ' '
    || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' / ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') || ${described("p.oid", "pg_policy")}
  FROM pg_catalog.pg_policy p
  UNION ALL
  SELECT 'statistics ' || pg_get_statisticsobjdef(s.oid) || ' ' || s.stxowner::regrole || ' ' || coalesce(s.stxstattarget, -1) || ${described("s.oid", "pg_statistic_ext")}
  FROM pg_catalog.pg_statistic_ext s
  UNION ALL
  SELECT 'function ' || pg_get_functiondef(p.oid) || ' ' || p.proowner::regrole || ' ' || coalesce(p.proacl::text, '') || ${described("p.oid", "pg_proc")}
  FROM pg_catalog.pg_proc p WHERE p.prokind IN ('f', 'p') AND ${ownSchema("p.pronamespace")}`;

/** The same for settings of tables, columns, indexes and sequences that no clause of a definition above shows. */
const postgresSettings = (version: number): string => `
  SELECT 'not null ' || k.conrelid::regclass || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid) || ' ' || k.convalidated AS line
  FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  WHERE k.contype = 'n' AND ${ownSchema("k.connamespace")} AND c.relname <> '${bookkeeping}'
  UNION ALL
  SELECT 'settings ' || c.oid::regclass || ' ' || c.relpersistence::text || ' ' || c.relreplident::text || ' ' || coalesce(t.reloptions::text, '')
    || ${described("c.oid", "pg_class")}
  FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid
  WHERE c.relkind IN ('r', 'p', 'S') AND ${ownSchema("c.relnamespace")} AND c.relname <> '${bookkeeping}'
  UNION ALL
  SELECT 'column settings ' || a.attrelid::regclass || '.' || a.attname || ' ' || a.attstorage::text || ' ' || coalesce(a.attstattarget, -1) || ' ' || coalesce(a.attoptions::text, '')
    ${version < 140000 ? "" : "|| ' ' || a.attcompression::text"}
  FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'i', 'I') AND ${ownSchema("c.relnamespace")} AND c.relname NOT LIKE '${bookkeeping}%'
  UNION ALL
  SELECT 'index settings ' || i.indexrelid::regclass || ' ' || i.indisclustered || ' ' || i.indisreplident || ' ' || coalesce(c.reloptions::text, '')
  FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  WHERE ${ownSchema("c.relnamespace")} AND i.indrelid::regclass::text NOT LIKE '%${bookkeeping}%'
  UNION ALL
  SELECT 'sequence of ' || d.refobjid::regclass || '.' || (SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = d.refobjid AND a.attnum = d.refobjsubid)
    || ' ' || d.deptype::text || ' ' || d.objid::regclass
  FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S'
  WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND ${ownSchema("c.relnamespace")}`;

const textOf = (value: unknown): string =>
  typeof value === "string"
    ? value
    : JSON.stringify(value, (_key, v: unknown) => (typeof v === "bigint" ? String(v) : v));

const postgres = async (url: string, query: Query): Promise<Seen> => {
  const [{ version } = { version: "0" }] = await query(
    "SELECT current_setting('server_version_num') AS version",
  );
  const lines = [
    ...(await query(postgresCatalogue)),
    ...(await query(postgresDependents)),
    ...(await query(postgresSettings(Number(version)))),
  ].map(({ line }) => String(line));
  const dumped =
    Number(version) < 160000
      ? (await run("pg_dump", ["-s", "-d", url, "-T", bookkeeping], { maxBuffer: 1 << 28 })).stdout
          .split("\n")
          .filter((l) => !/^(?:--|\\|$)/.test(l))
      : [];
  const tables =
    await query(`SELECT c.oid::regclass::text AS name FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relname <> '${bookkeeping}' ORDER BY 1`);
  const rows: string[] = [];
  for (const { name } of tables)
    rows.push(
      ...(await query(`SELECT to_jsonb(t)::text AS row FROM ${String(name)} t`)).map(
        ({ row }) => `${String(name)} ${String(row)}`,
      ),
    );
  return { schema: tidy([...lines, ...dumped]), rows: rows.sort() };
};

const sorted = (row: Readonly<Record<string, unknown>>): string =>
  textOf(Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));

/**
 * MySQL prints `-(1)` in a CHECK over a bigint, and `-1` in the same one once something else of the table was altered: it
 * keeps the tree in which it has put the constant in the column's type.
 */
const withPlainMinus = (line: string): string =>
  line.includes(" CHECK (") ? line.replace(/-\((\d+(?:\.\d+)?)\)/g, "-$1") : line;

const mysql = async (url: string, query: Query): Promise<Seen> => {
  const schema: string[] = [];
  const rows: string[] = [];
  const database = new URL(url).pathname.slice(1);
  for (const row of await query("SHOW FULL TABLES")) {
    const [name, type] = Object.values(row).map(String);
    if (name === undefined || name === bookkeeping) continue;
    const quoted = `\`${name.replaceAll("`", "``")}\``;
    const view = /view/i.test(type ?? "");
    const [shown] = await query(`SHOW CREATE ${view ? "VIEW" : "TABLE"} ${quoted}`);
    const text = String(Object.values(shown ?? {})[1])
      .replaceAll(database, "db")
      .replace(/ AUTO_INCREMENT=\d+/, "");
    schema.push(
      ...text
        .split("\n")
        .map((line) => `${name}: ${withPlainMinus(line).trim().replace(/,$/, "")}`),
    );
    if (!view)
      rows.push(...(await query(`SELECT * FROM ${quoted}`)).map((r) => `${name} ${sorted(r)}`));
  }
  for (const trigger of await query("SHOW TRIGGERS"))
    schema.push(`trigger ${String(trigger["Trigger"])} ${String(trigger["Statement"])}`);
  return { schema: tidy(schema), rows: rows.sort() };
};

/** SQLite keeps the very text: blanks, quotes and the case of letters mean nothing. */
const squeezed = (sql: string): string =>
  sql
    .replace(/["`[\]]/g, "")
    .replace(/\s+/g, " ")
    .replace(/\s*([(),])\s*/g, "$1")
    .trim()
    .toLowerCase();

const sqlite = async (url: string): Promise<Seen> => {
  const database = new Database(url.slice("sqlite:".length), { readonly: true });
  try {
    const objects = database
      .prepare<[], { type: string; name: string; sql: string | null }>(
        `SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> '${bookkeeping}' AND tbl_name <> '${bookkeeping}'`,
      )
      .all();
    const rows = objects
      .filter(({ type, sql }) => type === "table" && !/^\s*CREATE\s+VIRTUAL/i.test(sql ?? ""))
      .flatMap(({ name }) =>
        database
          .prepare<[], Record<string, unknown>>(`SELECT * FROM "${name.replaceAll('"', '""')}"`)
          .all()
          .map((row) => `${name} ${sorted(row)}`),
      );
    return {
      schema: objects.map(({ type, name, sql }) => `${type} ${name} ${squeezed(sql ?? "")}`).sort(),
      rows: rows.sort(),
    };
  } finally {
    database.close();
  }
};

export const witness = (url: string): Promise<Seen> =>
  url.startsWith("snowflake:") ? seenOnSnowflake(url) : elsewhere(url);

const elsewhere = (url: string): Promise<Seen> =>
  url.startsWith("sqlite:")
    ? sqlite(url)
    : onConnection(url, (query) =>
        url.startsWith("postgres") ? postgres(url, query) : mysql(url, query),
      );
