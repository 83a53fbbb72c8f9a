/** Finds names that are used twice where the server allows a name only once. */
import {
  constraintRules,
  nameText,
  SchemaDiffError,
  tableText,
  type ConstraintKind,
  type Schema,
  type Table,
} from "../model/index.js";
import type { Facts } from "../dialects/dialect.js";
import { foldAToZ } from "../sql/index.js";
import type { NamedKind } from "./convention.js";

interface Holder {
  readonly kind: NamedKind | "table";
  readonly table: Table;
  readonly name: string;
  readonly what: string;
}

/**
 * Kinds with a backing index share one pool of names; foreign keys and CHECKs share one only where
 * names count per table.
 */
const pool = (kind: NamedKind | "table", scope: "table" | "schema"): string =>
  kind === "table" || kind === "index" || constraintRules[kind].hasIndex
    ? "relations"
    : scope === "table"
      ? "constraints"
      : kind;

const isConstraint = (kind: NamedKind): kind is ConstraintKind => kind !== "index";

const holders = (table: Table): readonly Holder[] =>
  [
    ...table.constraints,
    ...table.indexes.map((index) => ({ ...index, kind: "index" as const })),
  ].flatMap(({ kind, name }) => {
    const text = nameText(name);
    if (text === null) return [];
    const words = isConstraint(kind) ? constraintRules[kind].words : "INDEX";
    return [{ kind, table, name: text, what: `${words} of table ${tableText(table)}` }];
  });

/**
 * A key for the scope in which a name must be unique. Where the server does not care, it must be
 * unique by table and kind, since a script drops a constraint by these and its name.
 */
const place = ({ kind, table, name }: Holder, facts: Facts): string => {
  const scope = kind === "table" ? "schema" : facts.nameScope[kind];
  const owner = scope === "schema" ? [table.schema] : [table.schema, table.name];
  return JSON.stringify([
    scope,
    scope === "none" ? kind : pool(kind, scope),
    owner,
    facts.caseInsensitiveNames ? foldAToZ(name) : name,
  ]);
};

/** Throws `naming`, naming both objects, for the first name that is used twice. */
export const checkCollisions = (schema: Schema, facts: Facts): void => {
  const tables: readonly Holder[] = schema.tables.map((table) => ({
    kind: "table",
    table,
    name: table.name,
    what: "the table itself",
  }));
  const taken = new Map<string, Holder>();
  for (const holder of [...tables, ...schema.tables.flatMap(holders)]) {
    const key = place(holder, facts);
    const first = taken.get(key);
    if (first !== undefined) {
      throw new SchemaDiffError(
        "naming",
        `${JSON.stringify(holder.name)} names both ${first.what} and ${holder.what}`,
        "name one of them explicitly, or put more columns into the naming convention",
      );
    }
    taken.set(key, holder);
  }
};
