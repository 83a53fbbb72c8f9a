/** The reader of CREATE TABLE text against SQLite's own pragmas, on random tables. */
import Database from "../sqlite/database.mjs";
import fc from "fast-check";
import { nameText, ofKind } from "../../src/model/index.js";
import { parseTable } from "../../src/dialects/sqlite/grammar/index.js";
import { sqlite } from "../../src/dialects/sqlite/index.js";
import { neighboursOf } from "../../src/dialects/sqlite/readSchema.js";
import { primaryKeyColumns } from "../../src/dialects/sqlite/definition.js";
import { readTable } from "../../src/dialects/sqlite/read.js";
import { placedConstraints } from "../../src/dialects/sqlite/readConstraints.js";
import { spellingKey } from "../../src/sql/index.js";
import { parent } from "../rebuild/random/clauses.js";
import { randomTable } from "../rebuild/random/table.js";
import { writer } from "../rebuild/random/writer.js";

const spelled = (sql: string): string => spellingKey(sql, sqlite.lexicon);

type Row = Readonly<Record<string, unknown>>;

const pragma = (db: Database.Database, name: string, of: string): readonly Row[] =>
  db.prepare<[string], Row>(`SELECT * FROM pragma_${name}(?)`).all(of);

/** Null where SQLite does not take the text. */
const made = (sql: string): Database.Database | null => {
  const db = new Database(":memory:");
  db.exec(parent.sql);
  try {
    db.exec(sql);
    return db;
  } catch {
    return null;
  }
};

const runs = Number(process.env["SCHEMA_DIFF_RUNS"] ?? 400);

/** The text in question belongs into the message: shrinking would take minutes. */
const on = (sql: string, judge: () => void): void => {
  try {
    judge();
  } catch (cause) {
    throw new Error(`${sql}\n${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};

test("what the reader sees is what SQLite sees", () => {
  let taken = 0;
  fc.assert(
    fc.property(fc.gen(), (g) => {
      const random = randomTable(writer(g));
      const db = made(random.sql);
      if (db === null) return;
      taken++;
      on(random.sql, () => {
        const sql = String(
          db.prepare("SELECT sql FROM sqlite_schema WHERE name = ?").pluck().get(random.name),
        );
        const definition = parseTable(sql);
        const neighbours = neighboursOf([parseTable(parent.sql), definition]);
        const table = readTable(definition, [], neighbours);
        const columns = pragma(db, "table_xinfo", random.name);
        expect(table.columns.map((c) => c.name)).toEqual(columns.map((c) => c["name"]));
        expect(table.columns.map((c) => c.type)).toEqual(
          columns.map((c) => sqlite.types.canonical(String(c["type"]))),
        );
        expect(table.columns.map((c) => !c.nullable)).toEqual(
          columns.map((c) => c["notnull"] === 1),
        );
        expect(
          table.columns.map((c) => (c.generated === null ? 0 : c.generated.stored ? 3 : 2)),
        ).toEqual(columns.map((c) => c["hidden"]));
        for (const [i, column] of table.columns.entries()) {
          const theirs = columns[i]?.["dflt_value"];
          if (column.default === null)
            expect(theirs === null || spelled(String(theirs)) === spelled("NULL")).toBe(true);
          else expect(spelled(String(theirs))).toBe(spelled(column.default));
        }
        const key = columns
          .filter((c) => Number(c["pk"]) > 0)
          .sort((x, y) => Number(x["pk"]) - Number(y["pk"]))
          .map((c) => c["name"]);
        expect(primaryKeyColumns(definition)).toEqual(key);
        const options = pragma(db, "table_list", random.name)[0];
        expect([definition.strict, definition.withoutRowid]).toEqual([
          options?.["strict"] === 1,
          options?.["wr"] === 1,
        ]);
        const foreign = pragma(db, "foreign_key_list", random.name);
        const theirs = foreign
          .map((f) =>
            JSON.stringify([
              f["from"],
              f["table"],
              f["table"] === parent.name ? (f["to"] ?? "id") : "its own",
              String(f["on_update"]),
              String(f["on_delete"]),
            ]),
          )
          .sort();
        const words = {
          noAction: "NO ACTION",
          restrict: "RESTRICT",
          cascade: "CASCADE",
          setNull: "SET NULL",
          setDefault: "SET DEFAULT",
        };
        const ours = ofKind(table.constraints, "foreignKey")
          .flatMap((f) =>
            f.columns.map((c, i) =>
              JSON.stringify([
                c,
                f.target.name,
                f.target.name === parent.name ? (f.targetColumns[i] ?? "id") : "its own",
                words[f.onUpdate],
                words[f.onDelete],
              ]),
            ),
          )
          .sort();
        expect(ours).toEqual(theirs);
        const uniques = pragma(db, "index_list", random.name)
          .filter((i) => i["origin"] === "u")
          .map((i) =>
            JSON.stringify(
              pragma(db, "index_xinfo", String(i["name"]))
                .filter((k) => k["key"] === 1)
                .map((k) => k["name"]),
            ),
          );
        // SQLite makes one index for keys that are the same; it is enough that every index is a key that was read, and the reverse.
        expect(
          new Set([
            ...ofKind(table.constraints, "unique").map((u) => JSON.stringify(u.columns)),
            ...(key.length > 0 ? [JSON.stringify(key)] : []),
          ]),
        ).toEqual(new Set([...uniques, ...(key.length > 0 ? [JSON.stringify(key)] : [])]));
        const placed = placedConstraints(definition, neighbours).map((p) => p.constraint);
        expect(
          placed
            .filter((c) => c.kind === "check")
            .map((c) => nameText(c.name))
            .sort(),
        ).toEqual([...random.checks].sort());
        expect(
          placed
            .filter((c) => c.kind !== "check" && c.name.from === "author")
            .map((c) => nameText(c.name))
            .sort(),
        ).toEqual([...random.names].sort());
      });
    }),
    { numRuns: runs, endOnFailure: true },
  );
  expect(taken).toBeGreaterThan(runs / 3);
});
