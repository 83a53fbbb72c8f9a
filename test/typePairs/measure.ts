/** Runs what a plan says of a pair of types over rows at the edges, and tells which values changed and which failed. */
import { compare, reflect, type Column, type Schema, type Table } from "schema-diff";
import { planOf } from "../../src/plan/index.js";
import type { Place } from "../laws/places.js";
import { ground } from "../laws/places.js";
import { isSame } from "./sameValue.js";
import { session, type Session } from "./session.js";
import { edgeTypes, preparation, type EdgeType } from "./types.js";

export interface Measured {
  readonly from: string;
  readonly to: string;
  /** The plan's own words where it has no statement for it. */
  readonly refused: string | null;
  readonly changed: readonly string[];
  readonly failed: readonly string[];
  readonly told: readonly string[];
}

const tableName = "t";

const charset = ({ charset: text }: Session): string => text;

const withColumn = (table: Table, column: Column): Table => ({
  ...table,
  columns: table.columns.map((c) => (c.name === "c" ? column : c)),
});

/** A database of one table, whose column is of a type. */
const schemaOf = async (on: Session, url: string, type: string): Promise<Schema> => {
  await on.run([
    `DROP TABLE IF EXISTS ${tableName}`,
    `CREATE TABLE ${tableName} (n int, c ${type})${charset(on)}`,
  ]);
  return reflect(url);
};

const columnOf = ({ tables }: Schema): Column => {
  const column = tables
    .find(({ name }) => name === tableName)
    ?.columns.find(({ name }) => name === "c");
  if (column === undefined) throw new Error("the table was not read");
  return column;
};

const replaced = (schema: Schema, column: Column): Schema => ({
  ...schema,
  tables: schema.tables.map((t) => withColumn(t, column)),
});

const pairOn = async (
  on: Session,
  from: EdgeType,
  to: EdgeType,
  schema: Schema,
  target: Column,
): Promise<Measured> => {
  const wanted = replaced(schema, target);
  const plan = planOf(compare(schema, wanted), schema, wanted);
  const told = plan.hazards.map(({ code }) => code);
  const none = { from: from.type, to: to.type, changed: [], failed: [], told };
  let statements: readonly string[];
  try {
    statements = plan.statements;
  } catch (error) {
    return { ...none, refused: String(error).slice(0, 200) };
  }
  if (plan.changes.length === 0) return { ...none, refused: "no change" };
  const begin = async (values: readonly string[]): Promise<void> => {
    await on.run([
      `DROP TABLE IF EXISTS ${tableName}`,
      `CREATE TABLE ${tableName} (n int, c ${from.type})${charset(on)}`,
      `INSERT INTO ${tableName} VALUES ${values.map((v, i) => `(${i}, ${v})`).join(", ")}`,
    ]);
  };
  const changed: string[] = [];
  const failed: string[] = [];
  const attempt = async (values: readonly string[]): Promise<void> => {
    await begin(values);
    const before = await on.read(tableName, from);
    try {
      await on.change(statements);
    } catch (error) {
      const [only, ...others] = values;
      if (others.length === 0 && only !== undefined)
        failed.push(
          `${only}: ${String(error).slice(0, 140)} ${statements.join("; ").slice(0, 200)}`,
        );
      else for (const value of values) await attempt([value]);
      return;
    }
    const after = await on.read(tableName, to);
    values.forEach((value, i) => {
      const [was, is] = [before[i] ?? null, after[i] ?? null];
      const same = was === null || is === null ? was === is : isSame(from.kind, to.kind, was, is);
      if (!same) changed.push(`${value} → ${is?.join(" | ") ?? "NULL"}`);
    });
  };
  await attempt(["NULL", ...from.values]);
  return { ...none, refused: null, changed, failed };
};

/** @param picked says which of the pairs are tried */
export const measure = async (
  place: Place,
  picked: (number: number, of: number) => boolean,
): Promise<readonly Measured[]> => {
  const types = edgeTypes[place.dialect] ?? [];
  const there = await ground(place);
  await there.empty();
  const on = await session(there.url);
  const found: Measured[] = [];
  try {
    await on.run(preparation[place.dialect] ?? []);
    const schemas: Schema[] = [];
    for (const { type } of types) schemas.push(await schemaOf(on, there.url, type));
    for (const [i, from] of types.entries())
      for (const [j, to] of types.entries()) {
        const [schema, target] = [schemas[i], schemas[j]];
        if (i === j || schema === undefined || target === undefined) continue;
        if (!picked(i * types.length + j, types.length ** 2)) continue;
        found.push(await pairOn(on, from, to, schema, columnOf(target)));
      }
    return found;
  } finally {
    await on.end();
    await there.drop();
  }
};
