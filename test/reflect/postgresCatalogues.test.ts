/** Every catalogue of PostgreSQL is modelled, or named under `notCompared`, or left out for a reason: a new one of a new version fails here. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { query, serverUrl } from "../servers/urls.js";

const reader = join("src", "reflect", "postgres");
const questions = readdirSync(reader)
  .map((file) => readFileSync(join(reader, file), "utf8"))
  .join("\n");

/** Catalogues that no question reads, and why. */
const excused: Readonly<Record<string, string>> = {
  pg_auth_members: "roles are the server's, not a database's",
  pg_authid: "roles are the server's, not a database's",
  pg_parameter_acl: "settings are the server's",
  pg_tablespace: "tablespaces are the server's; a table names its own",
  pg_replication_origin: "the state of replication, shared by the server",
  pg_shdepend: "what refers to shared objects, told with those that refer",
  pg_shdescription: "comments on what is the server's",
  pg_shseclabel: "labels of what is the server's",
  pg_db_role_setting: "settings of sessions, which change no object",
  pg_largeobject: "rows, not a schema",
  pg_largeobject_metadata: "rows, not a schema",
  pg_statistic: "what ANALYZE found in the rows",
  pg_statistic_ext_data: "what ANALYZE found in the rows",
  pg_subscription_rel: "how far a subscription has come with each table",
  pg_user_mapping: "read by the view pg_user_mappings, which hides passwords",
  pg_partitioned_table: "printed by pg_get_partkeydef",
};

test.each(["postgres", "postgresOld"] as const)("%s", async (server) => {
  const rows = await query(
    serverUrl(server),
    "SELECT relname::text AS name FROM pg_catalog.pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r'",
  );
  const catalogues = rows.map(({ name }) => String(name));
  expect(catalogues.length).toBeGreaterThan(55);
  const isRead = (name: string): boolean =>
    new RegExp(`(?:pg_catalog\\.|")${name}\\b`).test(questions);
  expect(catalogues.filter((name) => !isRead(name) && excused[name] === undefined)).toEqual([]);
  // No excuse outlives what it excuses.
  expect(Object.keys(excused).filter(isRead)).toEqual(["pg_tablespace", "pg_user_mapping"]);
});
