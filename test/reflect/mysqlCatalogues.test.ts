/** Every table of information_schema and of the system database is modelled, or named under `notCompared`, or left out for a reason: a new one of a new version fails here. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { diff } from "schema-diff";
import { freshDatabase, onConnection, query, serverUrl } from "../servers/urls.js";

const questions = ["mysql", "mariadb"]
  .flatMap((folder) => {
    const reader = join("src", "reflect", folder);
    return readdirSync(reader).map((file) => readFileSync(join(reader, file), "utf8"));
  })
  .join("\n")
  .toLowerCase();

const server = "the server's: its accounts, plugins, settings and files, and no schema's";
const state = "what a server does at the moment, or has counted";
const words = "what the server knows of by itself: character sets, words, units";
const view = "what another view tells that is read";

/** Tables that no question reads, and why. */
const excused: Readonly<Record<string, string>> = {
  administrable_role_authorizations: server,
  applicable_roles: server,
  enabled_roles: server,
  role_column_grants: server,
  role_routine_grants: server,
  role_table_grants: server,
  user_attributes: server,
  user_privileges: server,
  schema_privileges:
    "what accounts may do with whole databases, said by patterns of names: the accounts' and so the server's",
  all_plugins: server,
  plugins: server,
  engines: server,
  resource_groups: server,
  files: server,
  tablespaces: "empty: nothing fills it",
  sql_functions: words,
  collations: words,
  collation_character_set_applicability: words,
  keywords: words,
  spatial_ref_sys: words,
  st_units_of_measure: words,
  optimizer_trace: state,
  processlist: state,
  profiling: state,
  global_status: state,
  global_variables: state,
  session_status: state,
  session_variables: state,
  system_variables: state,
  user_variables: state,
  key_caches: state,
  client_statistics: state,
  index_statistics: state,
  table_statistics: state,
  user_statistics: state,
  thread_pool_groups: state,
  thread_pool_queues: state,
  thread_pool_stats: state,
  thread_pool_waits: state,
  column_statistics: "what ANALYZE found in the rows",
  columns_extensions:
    "attributes for a storage engine that takes them; InnoDB takes none, and a table's own text tells them",
  tables_extensions: "the same of tables",
  table_constraints_extensions: "the same of constraints",
  schemata_extensions: "whether a database is read-only, which a migration would fail on",
  partitions: "told by a table's own text",
  st_geometry_columns: view,
  view_routine_usage: "which functions a view calls: told by its text",
  view_table_usage: "which tables a view reads: told by its text",
  routine_libraries: "which libraries a routine uses: told by its text",
  json_duality_views: "listed as the views that they are",
  json_duality_view_columns: "told by the view's text",
  json_duality_view_links: "told by the view's text",
  json_duality_view_tables: "told by the view's text",
};

/** InnoDB tells of itself what its own tables hold, files and pages, and the words of fulltext indexes. */
const ofInnodb = /^innodb_/;

/** Of the system database: what information_schema tells, or what is the server's. */
const system: Readonly<Record<string, string>> = {
  columns_priv: "read as information_schema.column_privileges",
  tables_priv: "read as information_schema.table_privileges",
  procs_priv: "what accounts may do with routines, which are not modelled",
  event: "read as information_schema.events",
  proc: "read as information_schema.routines",
  column_stats: "what ANALYZE found in the rows",
  index_stats: "what ANALYZE found in the rows",
  table_stats: "what ANALYZE found in the rows",
  innodb_index_stats: "what ANALYZE found in the rows",
  innodb_table_stats: "what ANALYZE found in the rows",
  general_log: state,
  slow_log: state,
  component: server,
  db: server,
  default_roles: server,
  engine_cost: server,
  func: "functions of a shared library, the server's",
  global_grants: server,
  global_priv: server,
  gtid_executed: state,
  gtid_slave_pos: state,
  help_category: words,
  help_keyword: words,
  help_relation: words,
  help_topic: words,
  ndb_binlog_index: state,
  password_history: server,
  plugin: server,
  proxies_priv: server,
  replication_asynchronous_connection_failover: server,
  replication_asynchronous_connection_failover_managed: server,
  replication_group_configuration_version: server,
  replication_group_member_actions: server,
  role_edges: server,
  roles_mapping: server,
  server_cost: server,
  servers: "servers for tables of other servers, with their passwords: the server's",
  slave_master_info: server,
  slave_relay_log_info: server,
  slave_worker_info: server,
  time_zone: words,
  time_zone_leap_second: words,
  time_zone_name: words,
  time_zone_transition: words,
  time_zone_transition_type: words,
  transaction_registry: "the times of transactions, for tables that keep their past by them",
  user: server,
};

const isRead = (name: string): boolean =>
  new RegExp(`information_schema\\.${name}\\b`).test(questions);

const named = async (url: string, database: string): Promise<readonly string[]> => {
  const rows = await query(
    url,
    `SELECT lower(table_name) AS name FROM information_schema.tables WHERE table_schema = '${database}'`,
  );
  return rows.map(({ name }) => String(name));
};

describe.each(["mysql", "mariadb"] as const)("%s", (name) => {
  test("every catalogue is read, or excused with a reason", async () => {
    const url = serverUrl(name);
    const views = await named(url, "information_schema");
    expect(views.length).toBeGreaterThan(60);
    expect(
      views.filter((v) => !isRead(v) && !ofInnodb.test(v) && excused[v] === undefined),
    ).toEqual([]);
    expect((await named(url, "mysql")).filter((table) => system[table] === undefined)).toEqual([]);
  });

  test("what no declaration makes is named, with its side and whether it differs", async () => {
    const [from, to] = [await freshDatabase(name), await freshDatabase(name)];
    const own = new URL(from.url).pathname.slice(1);
    const account = `'${own.slice(-16)}'@'localhost'`;
    try {
      await onConnection(from.url, async (ask) => {
        await ask("CREATE TABLE t (a int, b int)");
        await ask(
          "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO DELETE FROM t",
        );
        await ask("CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1");
        await ask(`CREATE USER ${account}`);
        await ask(`GRANT SELECT (a), UPDATE ON t TO ${account}`);
        await (name === "mariadb"
          ? ask("SET sql_mode = 'ORACLE'").then(() =>
              ask("CREATE PACKAGE p AS FUNCTION f RETURN int; END"),
            )
          : ask("CREATE FUNCTION f() RETURNS int DETERMINISTIC RETURN 1"));
      });
      await onConnection(to.url, async (ask) => {
        await ask("CREATE TABLE t (a int, b int)");
        await ask(
          "CREATE EVENT e ON SCHEDULE EVERY 2 DAY STARTS '2030-01-01 00:00:00' DO DELETE FROM t",
        );
      });
      const { inSync, notCompared } = await diff({ from: from.url, to: to.url });
      expect(inSync).toBe(true);
      expect(
        notCompared
          .filter(({ kind }) => kind !== "tablespace")
          .map(({ kind, name: called, side, differs }) =>
            [side, ...(differs === true ? ["differs"] : []), kind, called].join(" "),
          ),
      ).toEqual([
        "both differs event e",
        ...(name === "mariadb" ? ["from package p"] : ["from function f"]),
        "from privileges t",
        "from trigger g",
      ]);
    } finally {
      await query(serverUrl(name), `DROP USER IF EXISTS ${account}`);
      await from.drop();
      await to.drop();
    }
  });
});

test("tablespaces and spatial reference systems of MySQL are named", async () => {
  const { url, drop } = await freshDatabase("mysql");
  const space = `ts_${new URL(url).pathname.slice(-12)}`;
  const id = 1_000_000 + (process.pid % 1_000_000);
  try {
    await onConnection(url, async (ask) => {
      await ask(`CREATE TABLESPACE ${space} ADD DATAFILE '${space}.ibd'`);
      await ask(
        `CREATE OR REPLACE SPATIAL REFERENCE SYSTEM ${id} NAME '${space}' DEFINITION 'GEOGCS["ours",DATUM["ours",SPHEROID["ours",6378137,298]],PRIMEM["Greenwich",0],UNIT["degree",0.017],AXIS["Lat",NORTH],AXIS["Lon",EAST]]'`,
      );
    });
    const { notCompared } = await diff({ from: url, to: url });
    expect(
      notCompared
        .filter(({ name }) => name === space)
        .map(({ kind, schema, side }) => [kind, schema, side]),
    ).toEqual([
      ["spatial reference system", null, "both"],
      ["tablespace", null, "both"],
    ]);
  } finally {
    await query(url, `DROP SPATIAL REFERENCE SYSTEM IF EXISTS ${id}`);
    await query(url, `DROP TABLESPACE ${space}`);
    await drop();
  }
});
