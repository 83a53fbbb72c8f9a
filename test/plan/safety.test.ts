/** Where DDL cannot be rolled back, a plan that fails on rows has destroyed nothing before: random plans, half of which fail, with ties broken at random. */
import fc from "fast-check";
import { compare, reflect, type Plan, type Schema } from "schema-diff";
import { dialectNamed } from "../../src/dialects/index.js";
import { planOf } from "../../src/plan/index.js";
import { failsFirst } from "../../src/plan/order/safety.js";
import { shuffleTies } from "../../src/plan/order/ties.js";
import { ground, places, type Ground } from "../laws/places.js";
import { runAll } from "../laws/run.js";
import { query } from "../servers/urls.js";

const runs = Number(process.env["SCHEMA_DIFF_LAW_RUNS"] ?? 10);

interface ColumnDraw {
  readonly goes: boolean;
  readonly narrower: boolean;
  readonly notNull: boolean;
}

interface TableDraw {
  readonly goes: boolean;
  readonly columns: readonly ColumnDraw[];
  readonly unique: readonly number[];
  readonly key: boolean;
  readonly check: boolean;
  readonly pointsTo: number | null;
  readonly rows: readonly (readonly (number | null)[])[];
}

const columnNames = ["a", "b", "c", "d"];
const some = (chance: number): fc.Arbitrary<boolean> => fc.nat(99).map((n) => n < chance);

const table: fc.Arbitrary<TableDraw> = fc.record({
  goes: some(20),
  columns: fc.array(fc.record({ goes: some(25), narrower: some(15), notNull: some(15) }), {
    minLength: 4,
    maxLength: 4,
  }),
  unique: fc.uniqueArray(fc.nat(3), { maxLength: 2 }),
  key: some(25),
  check: some(25),
  pointsTo: fc.option(fc.nat(2), { freq: 3 }),
  rows: fc.array(fc.array(fc.option(fc.nat(300), { freq: 6 }), { minLength: 4, maxLength: 4 }), {
    minLength: 1,
    maxLength: 3,
  }),
});

const tableName = (t: number): string => `t${String(t)}`;

const before = (tables: readonly TableDraw[]): readonly string[] =>
  tables.flatMap(({ rows }, t) => [
    `CREATE TABLE ${tableName(t)} (id int NOT NULL, ${columnNames.map((c) => `${c} int`).join(", ")}, UNIQUE KEY k (id))`,
    ...rows.map(
      (row, i) =>
        `INSERT INTO ${tableName(t)} VALUES (${[i, ...row].map((v) => v ?? "NULL").join(", ")})`,
    ),
  ]);

const after = (tables: readonly TableDraw[]): readonly string[] =>
  tables
    .map((draw, t) => ({ ...draw, t }))
    .filter(({ goes }) => !goes)
    .map(({ columns, unique, key, check, pointsTo, t }) => {
      const stays = (c: number): boolean => columns[c]?.goes === false;
      const target = pointsTo === null || tables[pointsTo]?.goes === true ? null : pointsTo;
      const name = (c: number): string => columnNames[c] ?? "";
      const keyed = unique.filter(stays);
      return `CREATE TABLE ${tableName(t)} (${[
        "id int NOT NULL",
        ...columnNames.flatMap((c, i) =>
          stays(i)
            ? [
                `${c} ${columns[i]?.narrower === true ? "tinyint" : "int"}${columns[i]?.notNull === true ? " NOT NULL" : ""}`,
              ]
            : [],
        ),
        ...(columns.every(({ goes }) => goes) ? ["e int NOT NULL DEFAULT 1"] : []),
        "UNIQUE KEY k (id)",
        ...(keyed.length === 0 ? [] : [`UNIQUE KEY u (${keyed.map(name).join(", ")})`]),
        ...(key && stays(3) && columns[3]?.notNull === true ? ["PRIMARY KEY (d)"] : []),
        ...(check && stays(0) ? [`CONSTRAINT c${String(t)} CHECK (a < 100)`] : []),
        ...(target === null || !stays(1) || columns[1]?.narrower === true
          ? []
          : [
              "KEY b (b)",
              `CONSTRAINT f${String(t)} FOREIGN KEY (b) REFERENCES ${tableName(target)} (id)`,
            ]),
      ].join(", ")})`;
    })
    .sort((a, b) => Number(a.includes("FOREIGN KEY")) - Number(b.includes("FOREIGN KEY")));

/** Every value of the start that is not there any more, by its column. */
const destroyed = async (url: string, tables: readonly TableDraw[]): Promise<readonly string[]> => {
  const lost: string[] = [];
  for (const [t, { rows }] of tables.entries())
    for (const [i, c] of columnNames.entries()) {
      const values = await query(url, `SELECT ${c} AS v FROM ${tableName(t)} ORDER BY id`).then(
        (found) => JSON.stringify(found.map((row) => Object.values(row)[0])),
        () => "gone",
      );
      if (values !== JSON.stringify(rows.map((row) => row[i]))) lost.push(`${tableName(t)}.${c}`);
    }
  return lost;
};

interface Outcome {
  readonly failed: string | null;
  /** Columns whose values are gone. */
  readonly lost: readonly string[];
  /** Those of them of which no hazard of the plan says that they would be. */
  readonly untold: readonly string[];
}

const outcome = async (
  { url, empty }: Ground,
  tables: readonly TableDraw[],
  to: Schema,
  ties: number,
  withoutRule?: string,
): Promise<Outcome> => {
  await empty();
  await runAll(url, before(tables));
  const from = await reflect(url);
  shuffleTies(ties);
  try {
    const plan: Plan = planOf(
      compare(from, to),
      from,
      to,
      withoutRule === undefined ? {} : { withoutRule },
    );
    const failed = await runAll(url, plan.statements).then(
      () => null,
      (error: unknown) => String(error),
    );
    const told = plan.hazards
      .filter(({ code }) => code === "loses-data-before-failure")
      .map(({ message }) => message.split(" has to run before ")[0]?.split(" and ") ?? []);
    const isTold = (column: string): boolean =>
      told
        .flat()
        .some(
          (words) =>
            words.endsWith(` ${column}`) || words === `dropTable ${column.split(".")[0] ?? ""}`,
        );
    const lost = failed === null ? [] : await destroyed(url, tables);
    return { failed, lost, untold: lost.filter((column) => !isTold(column)) };
  } finally {
    shuffleTies(null);
  }
};

const declaredIn = async ({ url, empty }: Ground, statements: readonly string[]) => {
  await empty();
  await runAll(url, ["SET FOREIGN_KEY_CHECKS = 0", ...statements]);
  return reflect(url);
};

const committing = places.filter(({ dialect }) => !dialectNamed(dialect).facts.transactionalDdl);

describe.each(committing.map((place) => [place.title, place] as const))("%s", (_title, place) => {
  it(
    "destroys nothing before it fails on rows",
    async () => {
      const there = await ground(place);
      let failures = 0;
      try {
        await fc.assert(
          fc.asyncProperty(
            fc.array(table, { minLength: 2, maxLength: 3 }),
            fc.nat(1000),
            async (tables, ties) => {
              const to = await declaredIn(there, after(tables));
              const { failed, untold } = await outcome(there, tables, to, ties);
              if (failed !== null) failures++;
              expect({ untold, failed }).toEqual({ untold: [], failed });
            },
          ),
          { numRuns: runs },
        );
        expect(failures).toBeGreaterThan(0);
      } finally {
        await there.drop();
      }
    },
    60_000 + runs * 5_000,
  );

  it("does so by a rule, and not by the way ties happen to be broken", async () => {
    const whole: ColumnDraw = { goes: false, narrower: false, notNull: false };
    const tables: readonly TableDraw[] = [
      {
        goes: false,
        columns: [whole, { ...whole, goes: true }, { ...whole, narrower: true }, whole],
        unique: [0],
        key: false,
        check: false,
        pointsTo: null,
        rows: [
          [7, 1, 1, 1],
          [7, 1, 1, 1],
        ],
      },
      {
        goes: true,
        columns: [whole, whole, whole, whole],
        unique: [],
        key: false,
        check: false,
        pointsTo: null,
        rows: [[1, 1, 1, 1]],
      },
    ];
    const there = await ground(place);
    try {
      const to = await declaredIn(there, after(tables));
      const without: number[] = [];
      for (let ties = 1; ties <= 8; ties++) {
        const { failed, lost } = await outcome(there, tables, to, ties);
        expect({ failed, lost }).toEqual({
          failed: expect.stringContaining("Duplicate"),
          lost: [],
        });
        without.push((await outcome(there, tables, to, ties, failsFirst)).lost.length);
      }
      expect(Math.max(...without)).toBeGreaterThan(0);
    } finally {
      await there.drop();
    }
  });
});
