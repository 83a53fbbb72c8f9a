/** What a declaration leaves unsaid: the documented rule of each attribute is there, and a text that reads like an expression is no default. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  boolean,
  date,
  enumeration,
  integer,
  json,
  native,
  SchemaDiffError,
  sql,
  text,
  timestamp,
  uuid,
  varchar,
  type ColumnBuilder,
} from "../../src/index.js";
import { objectKinds } from "../../src/model/index.js";

const rows = readFileSync("docs/unspecified.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .flatMap(([, of = "", attributes = ""]) =>
    of.split(", ").flatMap((kind) => attributes.split(", ").map((field) => `${kind}.${field}`)),
  );

const compared = Object.entries(objectKinds).flatMap(([kind, { fields }]) =>
  Object.entries<{ readonly role: string }>(fields).flatMap(([field, { role }]) =>
    role === "meaning" || role === "remark" ? [`${kind}.${field}`] : [],
  ),
);

test("docs/unspecified.md has a row for every attribute that is compared", () => {
  // A column's name is what it is found by; where it differs in case alone it is compared.
  const wanted = compared.filter((name) => name !== "column.name").sort();
  expect(rows.filter((name) => wanted.includes(name)).sort()).toEqual(wanted);
});

const here = fileURLToPath(import.meta.url);

const refusal = (declared: () => unknown): SchemaDiffError => {
  try {
    declared();
  } catch (thrown) {
    if (thrown instanceof SchemaDiffError) return thrown;
    throw thrown;
  }
  throw new Error("nothing was refused");
};

const mistaken: readonly (readonly [() => ColumnBuilder, string])[] = [
  [timestamp, "now()"],
  [timestamp, "CURRENT_TIMESTAMP"],
  [timestamp, "now"],
  [timestamp, "now() + interval '7 days'"],
  [date, "today"],
  [uuid, "gen_random_uuid()"],
  [text, "gen_random_uuid()"],
  [varchar, "pg_catalog.now()"],
  [text, "datetime('now')"],
  [varchar, "'draft'::character varying"],
  [integer, "nextval('invoice_number')"],
  [integer, "abs(5)"],
  [() => native("timestamptz"), "localtimestamp"],
];

test.each(mistaken)("%p.default(%j) is an error with its place and the way out", (type, value) => {
  const error = refusal(() => type().default(value));
  expect(error.code).toBe("metadata");
  expect(error.message).toContain("reads like an expression");
  expect(error.todo).toContain("sql`");
  expect(error.place?.file).toBe(here);
  expect(() => type().default(sql`now()`)).not.toThrow();
});

const meant: readonly (readonly [() => ColumnBuilder, string])[] = [
  [text, "rgb(255, 255, 255)"],
  [varchar, "now"],
  [varchar, "user"],
  [varchar, "call me (maybe)"],
  [json, '{"at": "now()"}'],
  [() => enumeration("moment", ["now()", "later"]), "now()"],
  [timestamp, "2020-01-01 00:00:00"],
  [timestamp, "infinity"],
  [date, "2020-01-01"],
  [uuid, "00000000-0000-0000-0000-000000000000"],
  [integer, "-5"],
  [boolean, "true"],
  [() => native("inet"), "127.0.0.1"],
];

test.each(meant)("%p.default(%j) is the text that it says", (type, value) => {
  expect(() => type().default(value)).not.toThrow();
});
