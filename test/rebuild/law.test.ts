/** The law of the rebuild, on random tables with rows, indexes, triggers and views: what a batch does not touch stays word for word, and the way back leads to the start. */
import type Database from "../sqlite/database.mjs";
import { handleOf } from "../sqlite/database.mjs";
import fc from "fast-check";
import { sqlite as dialect } from "../../src/dialects/sqlite/index.js";
import { parseTable } from "../../src/dialects/sqlite/grammar/index.js";
import {
  nameText,
  plainBatch,
  SchemaDiffError,
  sqlOf,
  type Operation,
  type Schema,
} from "../../src/model/index.js";
import { spellingKey, tokenize } from "../../src/sql/index.js";
import { sqlite as backend } from "../../src/reflect/sqlite/index.js";
import { randomBatch } from "./random/batch.js";
import { dump, randomDatabase } from "./random/database.js";
import { counter, kept, othersRows } from "./random/rows.js";
import { goesAlong, meant, takesAKey, touched, untouched } from "./random/untouched.js";
import { writer } from "./random/writer.js";

const runs = Number(process.env["SCHEMA_DIFF_RUNS"] ?? 300);

const reflected = async (db: Database.Database): Promise<Schema> =>
  backend.reflect(await backend.open(handleOf(db)), { schemas: [] });

/** Runs a script as a stranger would, statement by statement; what SQLite said, or null. */
const run = (db: Database.Database, statements: readonly string[]): string | null => {
  try {
    for (const statement of statements) db.exec(statement);
    return null;
  } catch (error) {
    if (db.inTransaction) db.exec("ROLLBACK");
    db.exec("PRAGMA foreign_keys=ON");
    return error instanceof Error ? error.message : String(error);
  }
};

/** Null where the batch is refused before anything runs. */
const script = (operation: Operation, before: Schema): readonly string[] | null => {
  try {
    return sqlOf(dialect.ddl.script(dialect.ddl.statements(operation, before)));
  } catch (error) {
    if (error instanceof SchemaDiffError) return null;
    throw error;
  }
};

/** What SQLite says to SQL that is wrong in itself; that rows or a wish do not fit is another matter. */
const wrong =
  /syntax error|unrecognized token|incomplete input|no such (?:table|column|index|function|savepoint)|has no column named|values for \d+ columns|after rename: (?!duplicate)|^there is already/;

/** A view or trigger that loses its column in place is told of by SQLite itself; a constraint of the same batch may speak of a column that goes. */
const saysWhatGoes = (operations: readonly Operation[], error: string): boolean =>
  / after drop column: /.test(error) ||
  (operations.some((o) => o.do === "dropColumn") && /^no such column: /.test(error));

/** A foreign key that points to no key makes the pragma itself fail; then there is nothing to count. */
const violations = (db: Database.Database): number => {
  try {
    return db.prepare("PRAGMA foreign_key_check").all().length;
  } catch {
    return Infinity;
  }
};

const texts = (db: Database.Database): ReadonlyMap<string, string | null> =>
  new Map(
    db
      .prepare<[], { name: string; sql: string | null }>(
        "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
      )
      .all()
      .map((r) => [r.name, r.sql]),
  );

/** The comments that stand between the clauses of a table, each with how often it was there before it. */
const commentsBetween = (sql: string): readonly string[] => {
  const { columns, constraints } = parseTable(sql);
  const clauses = [
    ...constraints,
    ...columns.flatMap((c) => [...c.clauses, ...(c.type === null ? [] : [c.type])]),
  ];
  const comments = tokenize(sql, dialect.lexicon).filter(
    (t) =>
      t.kind === "blank" &&
      t.text.trim() !== "" &&
      !clauses.some((c) => c.start <= t.start && t.end <= c.end),
  );
  return comments.map(
    ({ text }, i) => `${text} ${comments.slice(0, i).filter((c) => c.text === text).length}`,
  );
};

const spelled = (sql: string): string => spellingKey(sql, dialect.lexicon);

/** What is the same after a way there and back: the order of columns and of indexes, and how a renamed one is quoted apart. */
const sorted = (schema: Schema): unknown =>
  schema.tables.map((t) => ({
    ...t,
    definition: null,
    columns: t.columns
      .map((c) => ({
        ...c,
        generated:
          c.generated === null
            ? null
            : { ...c.generated, expression: spelled(c.generated.expression) },
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    constraints: t.constraints
      .map((c) =>
        JSON.stringify(c.kind === "check" ? { ...c, expression: spelled(c.expression) } : c),
      )
      .sort(),
    indexes: t.indexes
      .map((i) => ({
        ...i,
        definition: null,
        where: i.where === null ? null : spelled(i.where),
        elements: i.elements.map((e) =>
          "expression" in e.of ? { ...e, of: { expression: spelled(e.of.expression) } } : e,
        ),
      }))
      .sort((a, b) => ((nameText(a.name) ?? "") < (nameText(b.name) ?? "") ? -1 : 1)),
  }));

const renamed = (operations: readonly Operation[]): boolean =>
  operations.some((o) => o.do === "alterColumn" && o.change.name !== undefined);

const counts = { done: 0, refused: 0, failed: 0, back: 0 };

test("a batch changes what it says, and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const w = writer(g);
      const random = randomDatabase(w);
      if (random === null) return;
      const {
        db,
        table: { name },
      } = random;
      try {
        const before = await reflected(db);
        const { up, down, parts } = randomBatch(w, before, name);
        const said = (): string =>
          `${texts(db).get(name) ?? ""}\n${JSON.stringify(parts.map((p) => ({ ...p, table: undefined, existing: undefined })))}`;
        const start = dump(db);
        const startTexts = texts(db);
        const startViolations = violations(db);
        const same = untouched(parts, before, name);
        const startRows = [
          othersRows(db, name),
          same.counter ? counter(db, name) : null,
          kept(db, name, same.columns, same.rowids),
        ];
        const forNothing = script(
          { ...up, operations: [], options: { ...plainBatch, recreate: "always" } },
          before,
        );
        if (forNothing === null)
          throw new Error(`nothing to change, and refused:\n${texts(db).get(name) ?? ""}`);
        const statements = script(up, before);
        if (statements === null) {
          counts.refused++;
          return;
        }
        const text = said();
        const error = run(db, statements);
        const explained = `${text}\n${statements.join(";\n")}\n${error ?? ""}`;
        if (error !== null) {
          counts.failed++;
          if (wrong.test(error) && !saysWhatGoes(parts, error))
            throw new Error(`SQLite did not take what was written:\n${explained}`);
          if (dump(db) !== start) throw new Error(`not as it was after a failure:\n${explained}`);
          return;
        }
        counts.done++;
        const after = await reflected(db);
        const now = texts(db);
        try {
          expect(db.pragma("integrity_check")).toEqual([{ integrity_check: "ok" }]);
          // A key that goes may leave a child's foreign key without one until the child's own batch: SQLite lets that be.
          if (!parts.some(takesAKey)) expect(violations(db)).toBeLessThanOrEqual(startViolations);
          expect([
            othersRows(db, name),
            same.counter ? counter(db, name) : null,
            kept(db, name, same.columns, same.rowids),
          ]).toEqual(startRows);
          const foretold = dialect.ddl.after?.(up, before);
          expect(foretold?.tables).toEqual(after.tables);
          const names = touched(
            parts,
            before,
            random.table.columns.map((c) => c.name),
          );
          if (!renamed(parts)) {
            for (const [object, sql] of startTexts)
              if (object !== name && !names.includes(object))
                expect([object, now.get(object)]).toEqual([object, sql]);
          }
          const old = parseTable(startTexts.get(name) ?? "");
          const made = now.get(name) ?? "";
          const expressions = parts.flatMap((o) => {
            const c = meant(o, before);
            return c?.kind === "check" ? [c.expression] : [];
          });
          for (const column of old.columns) {
            const text = old.sql.slice(column.start, column.end);
            const spoken =
              names.includes(column.name.name) || expressions.some((e) => text.includes(e));
            if (up.options.unnamedChecks === "carry" && !spoken && !renamed(parts))
              expect(made).toContain(text);
          }
          if (parts.every((o) => o.do === "alterColumn") && up.options.unnamedChecks === "carry")
            expect(commentsBetween(made)).toEqual(
              expect.arrayContaining([...commentsBetween(old.sql)]),
            );
          expect(db.prepare("PRAGMA foreign_keys").pluck().get()).toBe(1);
        } catch (cause) {
          throw new Error(
            `${explained}\n${cause instanceof Error ? cause.message : String(cause)}`,
            { cause },
          );
        }
        if (up.options.unnamedChecks === "omit" || goesAlong(parts, before, name)) return;
        const back = script(down, after);
        if (back === null || run(db, back) !== null) return;
        counts.back++;
        try {
          expect(sorted(await reflected(db))).toEqual(sorted(before));
        } catch (cause) {
          throw new Error(
            `${explained}\n-- back\n${back.join(";\n")}\n${cause instanceof Error ? cause.message : String(cause)}`,
            { cause },
          );
        }
      } finally {
        db.close();
      }
    }),
    { numRuns: runs, endOnFailure: true },
  );
  expect(counts.done).toBeGreaterThan(runs / 10);
  if (process.env["SCHEMA_DIFF_RUNS"] !== undefined)
    process.stderr.write(`${JSON.stringify(counts)}\n`);
});
