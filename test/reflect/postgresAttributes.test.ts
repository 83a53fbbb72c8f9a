/**
 * Attributes of tables, columns, keys, indexes and sequences that no clause of a definition shows, between two databases:
 * each changes both ways, and its declaration is in sync with the database that it was read from.
 */
import { diff } from "schema-diff";
import { renderMetadata } from "../../src/render/metadata.js";
import { evaluate } from "../render/metadata.evaluate.js";
import { witness } from "../witness/witness.js";
import { reflectUrl, runSql, servers, withDatabase, type Server } from "./postgresDatabases.js";

interface Attribute {
  readonly name: string;
  /** `$` is the name of the object, which no other attribute has. */
  readonly both: string;
  /** What only one of the two databases says, and what only the other. */
  readonly one: string;
  readonly other: string;
  readonly since?: number;
}

const parameter = (name: string, one: string, other: string, since = 13): Attribute => ({
  name,
  both: "CREATE TABLE $ (a integer, b text)",
  one: `ALTER TABLE $ SET (${name} = ${one})`,
  other: `ALTER TABLE $ SET (${name} = ${other})`,
  since,
});

/** The server's own list for tables; where a value is empty the other database says nothing. */
const vacuuming: readonly Attribute[] = ["", "toast."].flatMap((prefix) => [
  parameter(`${prefix}autovacuum_enabled`, "off", "true"),
  parameter(`${prefix}autovacuum_freeze_max_age`, "200000", "300000"),
  parameter(`${prefix}autovacuum_freeze_min_age`, "1", "2"),
  parameter(`${prefix}autovacuum_freeze_table_age`, "1", "2"),
  parameter(`${prefix}autovacuum_multixact_freeze_max_age`, "20000", "30000"),
  parameter(`${prefix}autovacuum_multixact_freeze_min_age`, "1", "2"),
  parameter(`${prefix}autovacuum_multixact_freeze_table_age`, "1", "2"),
  parameter(`${prefix}autovacuum_vacuum_cost_delay`, "1.5", "2"),
  parameter(`${prefix}autovacuum_vacuum_cost_limit`, "100", "200"),
  parameter(`${prefix}autovacuum_vacuum_insert_scale_factor`, "0.1", "0.2"),
  parameter(`${prefix}autovacuum_vacuum_insert_threshold`, "10", "-1"),
  parameter(`${prefix}autovacuum_vacuum_max_threshold`, "10", "20", 18),
  parameter(`${prefix}autovacuum_vacuum_scale_factor`, "0.1", ".2"),
  parameter(`${prefix}autovacuum_vacuum_threshold`, "10", "20"),
  parameter(`${prefix}log_autovacuum_min_duration`, "-1", "250"),
  parameter(`${prefix}vacuum_index_cleanup`, "on", "off"),
  parameter(`${prefix}vacuum_max_eager_freeze_failure_rate`, "0.1", "0.2", 18),
  parameter(`${prefix}vacuum_truncate`, "on", "off"),
]);

const ofIndex = (using: string, name: string, one: string, other: string): Attribute => ({
  name: `${name} of ${using}`,
  both: "CREATE TABLE $ (a integer, b integer[], c int4range)",
  one: `CREATE INDEX $_i ON $ USING ${using} WITH (${name} = ${one})`,
  other: `CREATE INDEX $_i ON $ USING ${using} WITH (${name} = ${other})`,
});

const attributes: readonly Attribute[] = [
  ...vacuuming,
  parameter("autovacuum_analyze_scale_factor", "0.1", "0.2"),
  parameter("autovacuum_analyze_threshold", "1", "2"),
  parameter("fillfactor", "70", "80"),
  parameter("parallel_workers", "1", "2"),
  parameter("toast_tuple_target", "200", "300"),
  parameter("user_catalog_table", "true", "false"),
  {
    name: "a parameter that only one has",
    both: "CREATE TABLE $ (a integer, b text)",
    one: "ALTER TABLE $ SET (fillfactor = 50, toast.vacuum_truncate = off)",
    other: "ALTER TABLE $ SET (parallel_workers = 1)",
  },
  ofIndex("btree (a)", "fillfactor", "50", "60"),
  ofIndex("btree (a)", "deduplicate_items", "on", "off"),
  ofIndex("hash (a)", "fillfactor", "50", "60"),
  ofIndex("gist (c)", "buffering", "on", "auto"),
  ofIndex("gist (c)", "fillfactor", "50", "60"),
  ofIndex("spgist (c)", "fillfactor", "50", "60"),
  ofIndex("gin (b)", "fastupdate", "on", "off"),
  ofIndex("gin (b)", "gin_pending_list_limit", "64", "128"),
  ofIndex("brin (a)", "pages_per_range", "2", "4"),
  ofIndex("brin (a)", "autosummarize", "on", "off"),
  {
    name: "index of a primary key",
    both: "CREATE TABLE $ (a integer, CONSTRAINT $_pk PRIMARY KEY (a)); CREATE TABLE $_child (a integer REFERENCES $)",
    one: "ALTER INDEX $_pk SET (fillfactor = 50); COMMENT ON INDEX $_pk IS 'one'",
    other: "ALTER TABLE $ CLUSTER ON $_pk; ALTER TABLE $ REPLICA IDENTITY USING INDEX $_pk",
  },
  {
    name: "cluster and replica identity pass between indexes",
    both: "CREATE TABLE $ (a integer NOT NULL, b integer NOT NULL, CONSTRAINT $_a UNIQUE (a), CONSTRAINT $_b UNIQUE (b))",
    one: "ALTER TABLE $ CLUSTER ON $_a; ALTER TABLE $ REPLICA IDENTITY USING INDEX $_b",
    other: "ALTER TABLE $ CLUSTER ON $_b; ALTER TABLE $ REPLICA IDENTITY USING INDEX $_a",
  },
  {
    name: "replica identity of the table",
    both: "CREATE TABLE $ (a integer NOT NULL, CONSTRAINT $_a UNIQUE (a))",
    one: "ALTER TABLE $ REPLICA IDENTITY FULL",
    other: "ALTER TABLE $ REPLICA IDENTITY USING INDEX $_a",
  },
  {
    name: "index of a replica identity that only one has",
    both: "CREATE TABLE $ (a integer NOT NULL)",
    one: "CREATE UNIQUE INDEX $_a ON $ (a); ALTER TABLE $ REPLICA IDENTITY USING INDEX $_a",
    other: "ALTER TABLE $ REPLICA IDENTITY NOTHING",
  },
  {
    name: "statistics of an index",
    both: "CREATE TABLE $ (a integer, b integer); CREATE INDEX $_i ON $ ((a + 1), b, (b + 1))",
    one: "ALTER INDEX $_i ALTER COLUMN 1 SET STATISTICS 7",
    other:
      "ALTER INDEX $_i ALTER COLUMN 1 SET STATISTICS 8; ALTER INDEX $_i ALTER COLUMN 3 SET STATISTICS 9",
  },
  {
    name: "a column's settings",
    both: "CREATE TABLE $ (a integer, b text)",
    one: "ALTER TABLE $ ALTER a SET (n_distinct = 5), ALTER b SET STORAGE MAIN, ALTER b SET STATISTICS 0",
    other:
      "ALTER TABLE $ ALTER a SET (n_distinct = -0.5, n_distinct_inherited = 3), ALTER a SET STATISTICS 9",
  },
  {
    name: "a column's compression",
    both: "CREATE TABLE $ (a text, b text)",
    one: "ALTER TABLE $ ALTER a SET COMPRESSION pglz",
    other: "ALTER TABLE $ ALTER b SET COMPRESSION pglz",
    since: 14,
  },
  {
    name: "settings of a child's column",
    both: "CREATE TABLE $ (a integer, b text); CREATE TABLE $_c () INHERITS ($)",
    one: "ALTER TABLE $_c ALTER a SET (n_distinct = 5), ALTER b SET STORAGE MAIN",
    other: "ALTER TABLE $_c ALTER a SET STATISTICS 8",
  },
  {
    name: "name and comment of an identity's sequence",
    both: "CREATE TABLE $ (a integer GENERATED ALWAYS AS IDENTITY)",
    one: "ALTER SEQUENCE $_a_seq RENAME TO $_one; COMMENT ON SEQUENCE $_one IS 'one'",
    other: "COMMENT ON SEQUENCE $_a_seq IS 'other'",
  },
  {
    name: "an identity that only one has, with a sequence of another name",
    both: "CREATE TABLE $ (a integer NOT NULL)",
    one: "ALTER TABLE $ ALTER a ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME $_one START WITH 7)",
    other: "",
  },
  {
    name: "unlogged sequences",
    both: "CREATE SEQUENCE $; CREATE TABLE $_t (a integer GENERATED ALWAYS AS IDENTITY, b serial); CREATE UNLOGGED TABLE $_u (a integer GENERATED ALWAYS AS IDENTITY, b serial)",
    one: "ALTER SEQUENCE $ SET UNLOGGED; ALTER SEQUENCE $_u_a_seq SET LOGGED; ALTER SEQUENCE $_u_b_seq SET LOGGED",
    other: "ALTER SEQUENCE $_t_a_seq SET UNLOGGED; ALTER SEQUENCE $_t_b_seq SET UNLOGGED",
    since: 15,
  },
  {
    name: "NOT NULL with a name, NO INHERIT and NOT VALID",
    both: "CREATE TABLE $ (a integer, b integer, c integer, d integer, CONSTRAINT $_pk PRIMARY KEY (d))",
    one: "ALTER TABLE $ ADD CONSTRAINT $_one NOT NULL a, ADD CONSTRAINT $_v NOT NULL b NOT VALID, ADD CONSTRAINT $_i NOT NULL c NO INHERIT",
    other:
      "ALTER TABLE $ ADD CONSTRAINT $_two NOT NULL a NOT VALID, ADD CONSTRAINT $_v NOT NULL b, ADD CONSTRAINT $_j NOT NULL c; ALTER TABLE $ RENAME CONSTRAINT $_d_not_null TO $_nn",
    since: 18,
  },
];

const scriptsOf = (side: "one" | "other", { major }: Server): readonly string[] =>
  attributes.flatMap(({ since = 13, ...attribute }, i) =>
    since > major
      ? []
      : `${attribute.both};${attribute[side]}`
          .replaceAll("$", `o${String(i)}`)
          .split(";")
          .filter((statement) => statement.trim() !== ""),
  );

const differences = async (from: string, to: string): Promise<unknown> => {
  const { changes, undecided, notCompared } = await diff({ from, to });
  return { changes, undecided, notCompared };
};

const same = { changes: [], undecided: [], notCompared: [] };

describe.each(await servers())("PostgreSQL $major", (server) => {
  it("carries them from one database to another, and back", () =>
    withDatabase(
      (one) =>
        withDatabase(async (other) => {
          await runSql(one, scriptsOf("one", server));
          await runSql(other, scriptsOf("other", server));
          const [before, wanted] = [await witness(one), await witness(other)];
          const plan = await diff({ from: one, to: other });
          await runSql(one, plan.statements);
          expect((await witness(one)).schema).toEqual(wanted.schema);
          expect(await differences(one, other)).toEqual(same);
          await runSql(one, plan.reverse().statements);
          expect((await witness(one)).schema).toEqual(before.schema);
        }, server.url),
      server.url,
    ));

  it.each(["one", "other"] as const)("declares those of %s", (side) =>
    withDatabase(async (url) => {
      await runSql(url, scriptsOf(side, server));
      const module = await renderMetadata(await reflectUrl(url));
      const { changes, undecided, warnings } = await diff({ from: url, to: evaluate(module) });
      expect({ changes, undecided, warnings }).toEqual({
        changes: [],
        undecided: [],
        warnings: [],
      });
      await withDatabase(async (empty) => {
        const { statements } = await diff({ from: empty, to: evaluate(module) });
        await runSql(empty, statements);
        expect((await witness(empty)).schema).toEqual((await witness(url)).schema);
      }, server.url);
    }, server.url),
  );
});
