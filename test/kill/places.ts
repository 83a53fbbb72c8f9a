/** Where the kill tests run: a database of each dialect that holds rows, and a script of five statements for it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "../sqlite/database.mjs";
import { scriptText } from "../migrate/scratch.js";
import { freshDatabase, query } from "../servers/urls.js";

export const dialects = ["postgres", "mysql", "mariadb", "sqlite"] as const;
export type DialectName = (typeof dialects)[number];

type Row = Readonly<Record<string, unknown>>;

export interface Place {
  readonly url: string;
  readonly directory: string;
  readonly sql: (text: string) => Promise<readonly Row[]>;
  readonly drop: () => Promise<void>;
}

/** Rows that the database holds before the script. */
export const held = 400;

const five = (integer: string): string =>
  [
    `await op.createTable("note", [{ name: "id", type: "${integer}", nullable: false }, { name: "body", type: "varchar(30)" }, { primaryKey: ["id"], name: "pk_note" }]);`,
    'await op.execute("INSERT INTO note (id, body) SELECT id, name FROM person");',
    `await op.addColumn("person", { name: "notes", type: "${integer}" });`,
    'await op.execute("UPDATE person SET notes = COALESCE(notes, 0) + 1");',
    'await op.createIndex("ix_person_notes", "person", ["notes"]);',
  ].join("\n");

const inFile = (root: string): Omit<Place, "directory"> => {
  const path = join(root, "test.db");
  const sql = async (text: string): Promise<readonly Row[]> => {
    const db = new Database(path);
    try {
      if (!/^select/i.test(text)) {
        db.exec(text);
        return [];
      }
      return db
        .prepare(text)
        .all()
        .map((row) => Object.fromEntries(Object.entries(Object(row))));
    } finally {
      db.close();
    }
  };
  return { url: `sqlite:${path}`, sql, drop: async () => undefined };
};

const onServer = async (
  name: Exclude<DialectName, "sqlite">,
): Promise<Omit<Place, "directory">> => {
  const { url, drop } = await freshDatabase(name);
  return { url, drop, sql: (text) => query(url, text) };
};

/** @param at a database that is there already, instead of a new one */
export const placeOf = async (
  name: DialectName,
  at: Omit<Place, "directory" | "drop"> | null = null,
): Promise<Place> => {
  const root = mkdtempSync(join(tmpdir(), "schema-diff-kill-"));
  const directory = join(root, "migrations");
  mkdirSync(directory);
  writeFileSync(
    join(directory, "1.ts"),
    scriptText("1", null, five(name === "postgres" ? "integer" : "int")),
  );
  const found =
    at === null
      ? name === "sqlite"
        ? inFile(root)
        : await onServer(name)
      : { ...at, drop: async () => undefined };
  await found.sql("CREATE TABLE person (id int NOT NULL PRIMARY KEY, name varchar(30))");
  await found.sql(
    `INSERT INTO person (id, name) VALUES ${Array.from({ length: held }, (_, i) => `(${i}, 'person ${i}')`).join(", ")}`,
  );
  return {
    ...found,
    directory,
    drop: async () => {
      await found.drop();
      rmSync(root, { recursive: true });
    },
  };
};

/** What stands at the end: how many rows there are, and how often the script has written them. */
export const reached = async ({ sql }: Place): Promise<Row> => {
  const [row = {}] = await sql(
    "SELECT (SELECT count(*) FROM note) AS notes, (SELECT count(*) FROM person WHERE notes = 1) AS once, (SELECT count(*) FROM person) AS persons",
  );
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value)]));
};

export const theEnd = { notes: held, once: held, persons: held };
