/** A schema goes while it holds what is not modelled: refused by name, before anything runs; what belongs to a table that goes stands in no way. */
import { diff, reflect } from "schema-diff";
import { freshDatabase, query } from "../servers/urls.js";

const schemas = ["public", "gone"];

const planned = async (holds: readonly string[]): Promise<readonly string[]> => {
  const { url, drop } = await freshDatabase("postgres");
  try {
    const to = await reflect(url, { schemas });
    for (const statement of ["CREATE SCHEMA gone", ...holds]) await query(url, statement);
    const { statements } = await diff({ from: url, to, schemas });
    for (const statement of statements) await query(url, statement);
    return statements;
  } finally {
    await drop();
  }
};

const held: readonly (readonly [kind: string, name: string, sql: string])[] = [
  ["domain", "gone.d", "CREATE DOMAIN gone.d AS integer"],
  ["composite type", "gone.c", "CREATE TYPE gone.c AS (a integer)"],
  ["function", "gone.f()", "CREATE FUNCTION gone.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'"],
  ["materialized view", "gone.m", "CREATE MATERIALIZED VIEW gone.m AS SELECT 1 AS a"],
];

it.each(held)("%s %s is named in the refusal", async (kind, name, sql) => {
  await expect(planned([sql])).rejects.toMatchObject({
    code: "unsupported",
    message: expect.stringContaining(`schema gone, which goes, holds ${kind} ${name}`),
  });
});

it("triggers and policies of a table that goes too are no reason", async () => {
  const statements = await planned([
    "CREATE TABLE gone.t (a integer)",
    "CREATE POLICY p ON gone.t USING (a > 0)",
    "CREATE VIEW gone.v AS SELECT 1 AS a",
  ]);
  expect(statements.at(-1)).toBe('DROP SCHEMA "gone"');
});
