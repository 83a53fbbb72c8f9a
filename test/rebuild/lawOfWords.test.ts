/** The law of words: in a random expression just those words are a column that SQLite's own RENAME COLUMN renames. */
import Database from "../sqlite/database.mjs";
import fc from "fast-check";
import { namesIn } from "../../src/dialects/sqlite/references/index.js";

const runs = Number(process.env["SCHEMA_DIFF_RUNS"] ?? 300);

/** Keywords that SQLite takes for names where no keyword can stand: columns of the table, all of them. */
const keywords = (
  "end like replace if key row desc text count filter over first cast window range rows without of no by cross left natural indexed match glob begin temp view rename " +
  "materialized generated always do matched within"
).split(" ");

const leaf = fc.constantFrom(
  "q",
  "Q",
  '"q"',
  "[q]",
  "`q`",
  "t.q",
  '"t".[q]',
  "'t'.q",
  "t.'q'",
  "'q'",
  "1",
  "x'71'",
  "NULL",
  "current_date",
  "q(1)",
  "lower(q)",
  "max(q, end)",
  '"lower"(q)',
  "true",
  "q -- q\n",
  "/*q*/ q",
  "1e5",
  ".5",
  "0x1F",
  "a",
  ...keywords,
);

const infix = fc.constantFrom(
  "+",
  "-",
  "||",
  "->",
  "->>",
  "<<",
  "=",
  "==",
  "<>",
  "!=",
  "<",
  "%",
  "AND",
  "OR",
  "IS",
  "IS NOT",
  "IS DISTINCT FROM",
  "IS NOT DISTINCT FROM",
  "LIKE",
  "NOT LIKE",
  "GLOB",
);
const postfix = fc.constantFrom(
  "ISNULL",
  "NOTNULL",
  "NOT NULL",
  "IS NULL",
  "COLLATE nocase",
  'COLLATE "binary"',
  "IS TRUE",
  "IS NOT FALSE",
);
const type = fc.constantFrom(
  "q",
  "text",
  "double precision",
  "varchar(10)",
  "numeric(8, -2)",
  '"q"',
  "[q] q",
  "'q'",
);

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const e = tie("expression");
  const of = (...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
    fc
      .tuple(...parts.map((p) => (typeof p === "string" ? fc.constant(p) : p)))
      .map((texts) => texts.join(" "));
  return {
    expression: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      of(e, infix, e),
      of("(", e, ")"),
      of(fc.constantFrom("NOT", "-", "~", "+"), e),
      of(e, postfix),
      of(e, fc.constantFrom("", "NOT"), "BETWEEN", e, "AND", e),
      of(e, fc.constantFrom("", "NOT"), "IN (", e, ",", e, ")"),
      of("CASE WHEN", e, "THEN", e, "END"),
      of("CASE", e, "WHEN", e, "THEN", e, "ELSE", e, "END"),
      of("CAST(", e, "AS", type, ")"),
      of(fc.constantFrom("coalesce", '"coalesce"', "max", "iif"), "(", e, ",", e, ", q)"),
      of(e, "LIKE", e, "ESCAPE '\\'"),
      of("(", e, ",", e, ") = (", e, ",", e, ")"),
    ),
  };
});

const columns = ["a", ...keywords.map((word) => `"${word}"`)].join(", ");

/** The CHECK after SQLite's rename; null where SQLite refuses it. */
const bySqlite = (check: string): string | null => {
  const database = new Database(":memory:");
  try {
    database.exec(
      `CREATE TABLE t (q, ${columns}, CHECK ${check}); ALTER TABLE t RENAME COLUMN q TO zz`,
    );
    return String(database.prepare("SELECT sql FROM sqlite_schema").pluck().get())
      .slice(`CREATE TABLE t (zz, ${columns}, CHECK `.length, -1)
      .replaceAll('"zz"', "zz");
  } catch {
    return null;
  } finally {
    database.close();
  }
};

const byUs = (check: string): string | null =>
  namesIn(check)
    ?.filter(({ column }) => /^q$/i.test(column.name))
    .reduceRight(
      (sql, { column }) => `${sql.slice(0, column.start)}zz${sql.slice(column.end)}`,
      check,
    ) ?? null;

test("a word is a column where SQLite takes it for one", () => {
  let taken = 0;
  fc.assert(
    fc.property(
      expression.map((text) => `(${text})`),
      (check) => {
        const wanted = bySqlite(check);
        if (wanted === null) return;
        taken++;
        expect(byUs(check)).toBe(wanted);
      },
    ),
    { numRuns: runs * 10 },
  );
  expect(taken).toBeGreaterThan(runs);
});
