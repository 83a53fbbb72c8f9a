/**
 * The law of what is not modelled: however views, materialized views, triggers, policies and statistics are stacked on columns
 * whose types change, the way there runs, reaches what was asked for, and the way back leads to where it began.
 */
import fc from "fast-check";
import { compare, reflect } from "schema-diff";
import { planOf } from "../../src/plan/index.js";
import { shuffleTies } from "../../src/plan/order/ties.js";
import { witness } from "../witness/witness.js";
import { ground, places, type Ground } from "./places.js";
import { runAll } from "./run.js";

const runs = Number(process.env["SCHEMA_DIFF_LAW_RUNS"] ?? 5);

const columns = ["a", "b", "c", "d"] as const;
const types = ["integer", "bigint", "numeric(12,2)", "smallint"] as const;

/** A view over tables and over views before it. */
interface View {
  readonly materialized: boolean;
  readonly filled: boolean;
  /** Each a number: of a table, or, beyond those, of a view before it. */
  readonly over: readonly number[];
  readonly grouped: boolean;
  readonly commented: boolean;
  readonly granted: boolean;
}

interface Hanging {
  readonly kind: "trigger" | "policy" | "statistics" | "rule" | "index";
  readonly on: number;
  readonly columns: readonly [string, string];
}

interface Draft {
  readonly tables: readonly (readonly string[])[];
  readonly later: readonly (readonly string[])[];
  readonly views: readonly View[];
  readonly hanging: readonly Hanging[];
  readonly ties: number;
}

const tableTypes = fc.array(fc.constantFrom(...types), { minLength: 4, maxLength: 4 });

const view: fc.Arbitrary<View> = fc.record({
  materialized: fc.boolean(),
  filled: fc.boolean(),
  over: fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }),
  grouped: fc.boolean(),
  commented: fc.boolean(),
  granted: fc.boolean(),
});

const column = fc.constantFrom(...columns);

const hangs: fc.Arbitrary<Hanging> = fc.record({
  kind: fc.constantFrom("trigger", "policy", "statistics", "rule", "index"),
  on: fc.nat(9),
  columns: fc.tuple(column, column),
});

const draft: fc.Arbitrary<Draft> = fc.integer({ min: 1, max: 3 }).chain((count) => {
  const tables = fc.array(tableTypes, { minLength: count, maxLength: count });
  return fc.record({
    tables,
    later: tables,
    views: fc.array(view, { minLength: 1, maxLength: 7 }),
    hanging: fc.array(hangs, { maxLength: 5 }),
    ties: fc.nat(1000),
  });
});

const tableDdl = (of: readonly (readonly string[])[]): readonly string[] =>
  of.map(
    (own, i) =>
      `CREATE TABLE t${String(i)} (id integer PRIMARY KEY, ${columns.map((name, n) => `${name} ${own[n] ?? "integer"}`).join(", ")})`,
  );

/** A materialized view without rows cannot be read to fill another one. */
const viewDdl = ({ tables, views }: Draft): readonly string[] => {
  const empty = new Set<number>();
  return views.flatMap((own, i) => {
    const sources = [...new Set(own.over.map((n) => n % (tables.length + i)))];
    const name = (n: number): string =>
      n < tables.length ? `t${String(n)}` : `v${String(n - tables.length)}`;
    const read = `x.id, x.${columns[i % 4] ?? "a"} + 1 AS a, x.b, ${own.grouped ? "max(x.c)" : "x.c"} AS c, x.d`;
    const select = `SELECT ${read} FROM ${sources.map((n, k) => `${name(n)} ${k === 0 ? "x" : `y${String(k)}`}`).join(", ")}${own.grouped ? " GROUP BY x.id, x.a, x.b, x.c, x.d" : ""}`;
    const filled = own.filled && !sources.some((n) => empty.has(n));
    if ((own.materialized && !filled) || sources.some((n) => empty.has(n)))
      empty.add(tables.length + i);
    return [
      own.materialized
        ? `CREATE MATERIALIZED VIEW v${String(i)} AS ${select} WITH ${filled ? "" : "NO "}DATA`
        : `CREATE VIEW v${String(i)} AS ${select}`,
      ...(own.materialized ? [`CREATE INDEX v${String(i)}_id ON v${String(i)} (id)`] : []),
      ...(own.commented
        ? [
            `COMMENT ON ${own.materialized ? "MATERIALIZED " : ""}VIEW v${String(i)} IS 'it''s number ${String(i)}'`,
          ]
        : []),
      ...(own.granted ? [`GRANT SELECT (a), INSERT ON v${String(i)} TO pg_monitor`] : []),
    ];
  });
};

const hangingDdl: Readonly<
  Record<Hanging["kind"], (on: string, name: string, of: readonly [string, string]) => string>
> = {
  trigger: (on, name, [a, b]) =>
    `CREATE TRIGGER ${name} BEFORE UPDATE OF ${a} ON ${on} FOR EACH ROW WHEN (OLD.${b} IS DISTINCT FROM NEW.${b}) EXECUTE FUNCTION touched()`,
  policy: (on, name, [a, b]) =>
    `CREATE POLICY ${name} ON ${on} TO pg_monitor USING (${a} > 1 OR ${b} IN (SELECT d FROM t0))`,
  statistics: (on, name, [a, b]) =>
    `CREATE STATISTICS ${name} ON ${a === b ? "id" : a}, ${b} FROM ${on}`,
  rule: (on, name, [a]) =>
    `CREATE RULE ${name} AS ON UPDATE TO ${on} WHERE NEW.${a} > 5 DO ALSO DELETE FROM t0 WHERE ${a} = NEW.${a}`,
  index: (on, name, [a, b]) => `CREATE INDEX ${name} ON ${on} (${a}, (${b} + 1))`,
};

const touched =
  "CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";

const holds = async ({ url, empty }: Ground, drawn: Draft): Promise<void> => {
  await empty();
  const hanging = drawn.hanging.map(({ kind, on, columns: of }, i) =>
    hangingDdl[kind](`t${String(on % drawn.tables.length)}`, `h${String(i)}`, of),
  );
  const indexes = hanging.filter((sql) => sql.startsWith("CREATE INDEX"));
  await runAll(url, [...tableDdl(drawn.later), ...indexes]);
  const { opaque: _opaque, ...to } = await reflect(url);
  await empty();
  await runAll(url, [
    ...tableDdl(drawn.tables),
    touched,
    ...viewDdl(drawn),
    ...hanging,
    "INSERT INTO t0 VALUES (1, 2, 3, 4, 5)",
  ]);
  const from = await reflect(url);
  const before = await witness(url);
  shuffleTies(drawn.ties);
  try {
    const plan = planOf(compare(from, to), from, to);
    await runAll(url, plan.statements);
    const reached = await reflect(url);
    expect(compare(reached, to).changes).toEqual([]);
    expect(reached.opaque?.map(({ kind, name }) => [kind, name])).toEqual(
      from.opaque?.map(({ kind, name }) => [kind, name]),
    );
    await runAll(url, plan.reverse().statements);
    expect(await witness(url)).toEqual(before);
  } finally {
    shuffleTies(null);
  }
};

describe.each(
  places
    .filter(({ dialect }) => dialect === "postgres")
    .map((place) => [place.title, place] as const),
)("%s", (_title, place) => {
  it("takes down what hangs on retyped columns, and puts it back", async () => {
    const there = await ground(place);
    try {
      await fc.assert(
        fc.asyncProperty(draft, (drawn) => holds(there, drawn)),
        { numRuns: runs, includeErrorInReport: true },
      );
    } finally {
      await there.drop();
    }
    expect(runs).toBeGreaterThan(0);
  }, 300_000);
});
