/** Two PostgreSQL databases: whatever is set on what the model does not know is told, by name, also where the object has it from both. */
import { diff, type Plan } from "schema-diff";
import { freshDatabase, onConnection } from "../servers/urls.js";

/** What both hold, and what only the other one says about it. */
interface Said {
  readonly both: string;
  readonly other: string;
  /** As it is told: `differs` where both have it, else what only one has. */
  readonly told: readonly string[];
}

const base = `
  CREATE TABLE t (a integer PRIMARY KEY, b text);
  CREATE TABLE p (a integer, b text) PARTITION BY RANGE (a);
  CREATE INDEX on_p ON p (a);
  CREATE FOREIGN DATA WRAPPER w; CREATE FOREIGN DATA WRAPPER w2`;

const says: readonly Said[] = [
  {
    both: "CREATE DOMAIN d AS integer CONSTRAINT c CHECK (VALUE > 0)",
    other: "COMMENT ON CONSTRAINT c ON DOMAIN d IS 'x'",
    told: ["differs domain d"],
  },
  {
    both: "CREATE VIEW v AS SELECT a FROM t",
    other: "COMMENT ON COLUMN v.a IS 'x'; ALTER VIEW v ALTER a SET DEFAULT 4",
    told: ["column comment v.a", "column default v.a"],
  },
  {
    both: "CREATE MATERIALIZED VIEW m1 AS SELECT a, b FROM t",
    other: "COMMENT ON COLUMN m1.a IS 'x'",
    told: ["differs materialized view m1"],
  },
  {
    both: "CREATE MATERIALIZED VIEW m2 AS SELECT a, b FROM t",
    other: "ALTER MATERIALIZED VIEW m2 ALTER a SET STATISTICS 5",
    told: ["differs materialized view m2"],
  },
  {
    both: "CREATE MATERIALIZED VIEW m3 AS SELECT a, b FROM t; CREATE INDEX m3_a ON m3 (a)",
    other: "ALTER MATERIALIZED VIEW m3 CLUSTER ON m3_a",
    told: ["differs index m3_a", "materialized view m3"],
  },
  {
    both: "CREATE TYPE y1 AS (x integer, y text)",
    other: "COMMENT ON COLUMN y1.x IS 'x'",
    told: ["differs composite type y1"],
  },
  {
    both: "CREATE FUNCTION less(float8, float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT $1 - $2'; CREATE AGGREGATE g1 (integer) (SFUNC = int4pl, STYPE = integer)",
    other:
      "DROP AGGREGATE g1 (integer); CREATE AGGREGATE g1 (integer) (SFUNC = int4pl, STYPE = integer, MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = integer)",
    told: ["differs aggregate g1(integer)"],
  },
  {
    both: "CREATE STATISTICS s1 ON a, b FROM t",
    other: "ALTER STATISTICS s1 SET STATISTICS 5",
    told: ["differs statistics s1"],
  },
  ...[
    "ALTER TABLE {p} ALTER b SET DEFAULT 'x'",
    "ALTER TABLE {p} ALTER b SET NOT NULL",
    "ALTER TABLE {p} ADD CONSTRAINT {p}_c CHECK (a > 3)",
    "ALTER TABLE {p} ADD CONSTRAINT {p}_f FOREIGN KEY (a) REFERENCES t",
    "COMMENT ON COLUMN {p}.a IS 'x'",
    "ALTER TABLE {p} ALTER b SET STORAGE EXTERNAL",
    "ALTER TABLE {p} ALTER b SET STATISTICS 7",
    "ALTER TABLE {p} REPLICA IDENTITY FULL",
    "ALTER INDEX {p}_a_idx RENAME TO {p}_other",
    "ALTER INDEX {p}_a_idx SET (fillfactor = 50)",
    "COMMENT ON INDEX {p}_a_idx IS 'x'",
  ].map((other, i): Said => ({
    both: `CREATE TABLE p${String(i)} PARTITION OF p FOR VALUES FROM (${String(i)}) TO (${String(i + 1)})`,
    other: other.replaceAll("{p}", `p${String(i)}`),
    told: [`differs partition p${String(i)}`],
  })),
  {
    both: "CREATE SERVER s2 FOREIGN DATA WRAPPER w",
    other: "DROP SERVER s2; CREATE SERVER s2 FOREIGN DATA WRAPPER w2",
    told: ["differs foreign server s2"],
  },
  {
    both: "CREATE SERVER s3 FOREIGN DATA WRAPPER w",
    other: "GRANT USAGE ON FOREIGN SERVER s3 TO public",
    told: ["differs foreign server s3"],
  },
  {
    both: "CREATE SERVER s4 FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE f1 (a integer) SERVER s4; CREATE USER MAPPING FOR public SERVER s4 OPTIONS (password 'a')",
    other:
      "ALTER FOREIGN TABLE f1 ALTER a OPTIONS (x 'y'); ALTER USER MAPPING FOR public SERVER s4 OPTIONS (ADD user 'b')",
    told: ["differs foreign table f1", "foreign server s4", "differs user mapping public s4"],
  },
  // What came with the server or an extension.
  {
    both: "SELECT 1",
    other: `REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC; REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC;
      GRANT SELECT ON pg_catalog.pg_statistic TO PUBLIC; GRANT SELECT (subconninfo) ON pg_catalog.pg_subscription TO PUBLIC;
      REVOKE USAGE ON SCHEMA pg_catalog FROM PUBLIC; REVOKE USAGE ON TYPE pg_catalog.inet FROM PUBLIC`,
    told: [
      "privileges language plpgsql",
      "privileges function pg_catalog.pg_sleep(double precision)",
      "privileges table pg_catalog.pg_statistic",
      "privileges pg_catalog.pg_subscription.subconninfo",
      "privileges schema pg_catalog",
      "privileges type pg_catalog.inet",
    ],
  },
  {
    both: "CREATE EXTENSION file_fdw",
    other: "GRANT USAGE ON FOREIGN DATA WRAPPER file_fdw TO PUBLIC",
    told: ["privileges foreign data wrapper file_fdw"],
  },
  {
    both: "CREATE PUBLICATION u1 FOR TABLE t",
    other: "ALTER PUBLICATION u1 SET (publish_via_partition_root = true)",
    told: ["differs publication u1"],
  },
  {
    both: "CREATE TABLE i1 (a integer GENERATED ALWAYS AS IDENTITY)",
    other: "GRANT USAGE ON SEQUENCE i1_a_seq TO public",
    told: ["privileges sequence i1_a_seq"],
  },
  {
    both: "CREATE EXTENSION pg_trgm",
    other: "REVOKE EXECUTE ON FUNCTION similarity(text, text) FROM public",
    told: ["extension pg_trgm", "privileges function similarity(text, text)"],
  },
  {
    both: "CREATE FUNCTION e1() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    other: "ALTER FUNCTION e1() DEPENDS ON EXTENSION pg_trgm",
    told: ["function e1()", "dependence on an extension function public.e1() pg_trgm"],
  },
  {
    both: "SELECT",
    other: "COMMENT ON SCHEMA public IS 'x'; REVOKE ALL ON SCHEMA public FROM public",
    told: ["comment schema public", "privileges schema public"],
  },
];

const told = ({ notCompared }: Plan): readonly string[] =>
  notCompared.map(({ kind, name, differs }) =>
    differs === true ? `differs ${kind} ${name}` : `${kind} ${name}`,
  );

test.each(["postgres", "postgresOld"] as const)("%s", async (server) => {
  const [one, other] = [await freshDatabase(server), await freshDatabase(server)];
  const run = (url: string, scripts: readonly string[]): Promise<void> =>
    onConnection(url, async (ask) => {
      for (const script of scripts) await ask(script);
    });
  try {
    const both = [base, ...says.map((said) => said.both)];
    await run(one.url, both);
    await run(other.url, both);
    expect(
      told(await diff({ from: one.url, to: other.url })).filter((s) => s.startsWith("differs")),
    ).toEqual([]);
    await run(
      other.url,
      says.map((said) => said.other),
    );
    for (const [from, to] of [
      [one.url, other.url],
      [other.url, one.url],
    ] as const) {
      const plan = await diff({ from, to });
      expect(plan.statements).toEqual([]);
      expect(told(plan)).toEqual(expect.arrayContaining(says.flatMap((said) => said.told)));
    }
  } finally {
    await one.drop();
    await other.drop();
  }
});

test("a column that a table has from its parent, or by itself as well, is told and never planned", async () => {
  const [one, other] = [await freshDatabase("postgres"), await freshDatabase("postgres")];
  const run = (url: string, script: string): Promise<void> =>
    onConnection(url, async (ask) => {
      await ask(script);
    });
  try {
    await run(
      one.url,
      "CREATE TABLE b (a integer); CREATE TABLE c (a integer); CREATE TABLE d (a integer, x integer) INHERITS (b)",
    );
    await run(
      other.url,
      "CREATE TABLE b (a integer); CREATE TABLE c () INHERITS (b); CREATE TABLE d (x integer) INHERITS (b)",
    );
    const plan = await diff({ from: one.url, to: other.url });
    expect(plan.statements).toEqual(['ALTER TABLE "c" INHERIT b']);
    for (const statement of plan.statements) await run(one.url, statement);
    const again = await diff({ from: one.url, to: other.url });
    expect(again.changes).toEqual([]);
    expect(
      again.notCompared.map(({ kind, table, name, differs }) => [kind, table?.name, name, differs]),
    ).toEqual([
      ["inheritance of a column", "c", "a", true],
      ["inheritance of a column", "d", "a", true],
    ]);
  } finally {
    await one.drop();
    await other.drop();
  }
});
