/** The law of the rebuild, on random tables with rows, indexes, triggers and views: what a batch does not touch stays word for word, and the way back leads to the start. */
import type Database from "better-sqlite3";
import fc from "fast-check";
import { sqlite as dialect } from "../../src/dialects/sqlite/index.js";
import { parseTable } from "../../src/dialects/sqlite/grammar/index.js";
import { nameText, SchemaDiffError, type Constraint, type Operation, type Schema } from "../../src/model/index.js";
import { columnsIn, spellingKey } from "../../src/sql/index.js";
import { sqlite as backend } from "../../src/reflect/sqlite/index.js";
import { randomBatch } from "./random/batch.js";
import { stands } from "./random/columnOperations.js";
import { dump, randomDatabase } from "./random/database.js";
import { counter, kept, othersRows } from "./random/rows.js";
import { writer } from "./random/writer.js";

const runs = Number(process.env["SCHEMA_DIFF_RUNS"] ?? 300);

const reflected = async (db: Database.Database): Promise<Schema> => backend.reflect(await backend.open(db), { schemas: [] });

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

const said: Record<string, number> = {};
const note = (what: string): void => { said[what] = (said[what] ?? 0) + 1; };
/** Null where the batch is refused before anything runs. */
const script = (operation: Operation, before: Schema, w = "refused"): readonly string[] | null => {
  try {
    return dialect.ddl.script(dialect.ddl.statements(operation, before), [operation]);
  } catch (error) {
    if (error instanceof SchemaDiffError) { note(`${w}: ` + error.message.replace(/table .*?:/s,"").replace(/"(?:[^"]|"")*"/g, "X").slice(0,110)); return null; }
    throw error;
  }
};

/** A foreign key that points to no key makes the pragma itself fail; then there is nothing to count. */
const violations = (db: Database.Database): number => {
  try {
    return db.prepare("PRAGMA foreign_key_check").all().length;
  } catch {
    return Infinity;
  }
};

/** The constraint that an operation takes away or renames. */
const meant = (o: Operation, before: Schema): Constraint | null => {
  if (o.do === "dropConstraint") return o.dropped;
  if (o.do !== "renameConstraint") return null;
  return before.tables.find((t) => t.name === o.table.name)?.constraints.find((c) => c.kind === o.kind && nameText(c.name) === o.name) ?? null;
};

/** The names that the batch speaks of, columns of what it drops or renames included. */
const touched = (operations: readonly Operation[], before: Schema, columns: readonly string[]): readonly string[] =>
  operations.flatMap((o) => {
    const constraint = meant(o, before);
    const on = constraint === null || constraint.kind === "exclude" ? [] : constraint.kind === "check" ? columnsIn(constraint.expression, columns, dialect.lexicon) : constraint.columns;
    return ["name" in o ? o.name ?? "" : "", ...on];
  });

const texts = (db: Database.Database): ReadonlyMap<string, string | null> =>
  new Map(db.prepare<[], { name: string; sql: string | null }>("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'").all().map((r) => [r.name, r.sql]));

const spelled = (sql: string): string => spellingKey(sql, dialect.lexicon);

/** What is the same after a way there and back: the order of columns and how a renamed one is quoted apart. */
const sorted = (schema: Schema): unknown => schema.tables.map((t) => ({
  ...t, definition: null,
  columns: t.columns.map((c) => ({ ...c, generated: c.generated === null ? null : { ...c.generated, expression: spelled(c.generated.expression) } }))
    .sort((a, b) => (a.name < b.name ? -1 : 1)),
  constraints: t.constraints.map((c) => JSON.stringify(c.kind === "check" ? { ...c, expression: spelled(c.expression) } : c)).sort(),
  indexes: t.indexes.map((i) => ({
    ...i, definition: null, where: i.where === null ? null : spelled(i.where),
    elements: i.elements.map((e) => ("expression" in e.of ? { ...e, of: { expression: spelled(e.of.expression) } } : e)),
  })),
}));

const renamed = (operations: readonly Operation[]): boolean => operations.some((o) => o.do === "alterColumn" && o.change.name !== undefined);

const takesAKey = (o: Operation): boolean =>
  (o.do === "dropConstraint" && (o.kind === "unique" || o.kind === "primaryKey")) || o.do === "dropIndex" || (o.do === "alterColumn" && o.change.collation !== undefined);

const ofKey = (o: Operation): boolean => o.do === "alterTable" || ((o.do === "createConstraint" ? o.constraint.kind : o.do === "dropConstraint" ? o.kind : null) === "primaryKey");

interface Untouched {
  readonly columns: readonly string[];
  readonly rowids: boolean;
  readonly counter: boolean;
}

/** What of the rows must be the same behind the operations. */
const untouched = (operations: readonly Operation[], before: Schema, table: string): Untouched => {
  const { columns = [], constraints = [] } = before.tables.find((t) => t.name === table) ?? {};
  const key = constraints.flatMap((c) => (c.kind === "primaryKey" ? c.columns : []));
  const altered = operations.flatMap((o) => (o.do === "alterColumn" ? [o] : []));
  const values = altered.filter(({ change: c }) => c.type !== undefined || c.generated !== undefined || c.name !== undefined);
  const spoken = [...values.flatMap((o) => [o.name, o.change.name ?? ""]), ...operations.flatMap((o) => (o.do === "dropColumn" ? [o.name] : []))].map((n) => n.toLowerCase());
  const strictness = operations.some((o) => o.do === "alterTable");
  return {
    columns: columns.filter((c) => !spoken.includes(c.name.toLowerCase()) && (values.length === 0 || c.generated === null) && !(strictness && c.type === "ANY")).map((c) => c.name),
    rowids: !operations.some(ofKey) && !values.some((o) => key.includes(o.name) && o.change.type !== undefined),
    counter: !operations.some(ofKey) && !altered.some((o) => o.change.identity !== undefined || (key.includes(o.name) && o.change.type !== undefined)),
  };
};

/** What goes with its column, unsaid, is not brought back. */
const goesAlong = (operations: readonly Operation[], before: Schema, table: string): boolean => {
  const said = operations.flatMap((o) => (o.do === "dropConstraint" ? [o.dropped] : []));
  const constraints = before.tables.find((t) => t.name === table)?.constraints ?? [];
  return operations.some((o) => o.do === "dropColumn" && constraints.some((c) => stands(c, o.name) && !said.includes(c)));
};

const counts = { done: 0, refused: 0, failed: 0, back: 0 };

test("a batch changes what it says, and nothing else", async () => {
  await fc.assert(fc.asyncProperty(fc.gen(), async (g) => {
    const w = writer(g);
    const random = randomDatabase(w);
    if (random === null) return;
    const { db, table: { name } } = random;
    try {
      const before = await reflected(db);
      const { up, down, parts } = randomBatch(w, before, name);
      const text0 = (): string => `${texts(db).get(name) ?? ""}\n${JSON.stringify(parts.map((p) => ({ ...p, table: undefined, existing: undefined })))}`;
      const start = dump(db);
      const startTexts = texts(db);
      const startViolations = violations(db);
      const same = untouched(parts, before, name);
      const startRows = [othersRows(db, name), same.counter ? counter(db, name) : null, kept(db, name, same.columns, same.rowids)];
      const statements = script(up, before);
      if (statements === null) { counts.refused++; return; }
      const text = text0();
      const error = run(db, statements);
      const explained = `${text}\n${statements.join(";\n")}\n${error ?? ""}`;
      if (error !== null) {
        counts.failed++;
        note("failed: "+error.slice(0,90));
        if (process.env["SHOW"] !== undefined && error.includes(process.env["SHOW"])) throw new Error(explained);
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
        expect([othersRows(db, name), same.counter ? counter(db, name) : null, kept(db, name, same.columns, same.rowids)]).toEqual(startRows);
        const foretold = dialect.ddl.after?.(up, before);
        expect(foretold?.tables).toEqual(after.tables);
        const names = touched(parts, before, random.table.columns.map((c) => c.name));
        if (!renamed(parts)) {
          for (const [object, sql] of startTexts) if (object !== name && !names.includes(object)) expect([object, now.get(object)]).toEqual([object, sql]);
        }
        const old = parseTable(startTexts.get(name) ?? "");
        const made = now.get(name) ?? "";
        const expressions = parts.flatMap((o) => { const c = meant(o, before); return c?.kind === "check" ? [c.expression] : []; });
        for (const column of old.columns) {
          const text = old.sql.slice(column.start, column.end);
          const spoken = names.includes(column.name.name) || expressions.some((e) => text.includes(e));
          if (up.options.unnamedChecks === "carry" && !spoken && !renamed(parts)) expect(made).toContain(text);
        }
        expect(db.prepare("PRAGMA foreign_keys").pluck().get()).toBe(1);
      } catch (cause) {
        throw new Error(`${explained}\n${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      }
      if (up.options.unnamedChecks === "omit" || goesAlong(parts, before, name)) return;
      const back = script(down, after, "back refused");
      if (back === null) return;
      const e2 = run(db, back);
      if (e2 !== null) { note("back failed: "+e2.slice(0,90)); return; }
      counts.back++;
      try {
        expect(sorted(await reflected(db))).toEqual(sorted(before));
      } catch (cause) {
        throw new Error(`${explained}\n-- back\n${back.join(";\n")}\n${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      }
    } finally {
      db.close();
    }
  }), { numRuns: runs, endOnFailure: true });
  expect(counts.done).toBeGreaterThan(runs / 10);
  if (process.env["SCHEMA_DIFF_RUNS"] !== undefined) process.stderr.write(`${JSON.stringify(counts)}\n${Object.entries(said).sort((a,b)=>b[1]-a[1]).map(([k,v])=>v+" "+k).join("\n")}\n`);
});
