/** Names that meet where the server allows a name only once. */
import { constraintRules, nameText, SchemaDiffError, tableText, type ConstraintKind, type Schema, type Table } from "../model/index.js";
import type { Facts } from "../dialects/dialect.js";
import type { NamedKind } from "./convention.js";

interface Holder {
  readonly kind: NamedKind | "table";
  readonly table: Table;
  readonly name: string;
  readonly what: string;
}

/** Kinds that an index stands behind share one pool of names; foreign keys and CHECKs share one only where names count per table. */
const pool = (kind: NamedKind | "table", scope: "table" | "schema"): string =>
  kind === "foreignKey" || kind === "check" ? (scope === "table" ? "constraints" : kind) : "relations";

const isConstraint = (kind: NamedKind): kind is ConstraintKind => kind !== "index";

const holders = (table: Table): readonly Holder[] =>
  [...table.constraints, ...table.indexes.map((index) => ({ ...index, kind: "index" as const }))].flatMap(({ kind, name }) => {
    const text = nameText(name);
    if (text === null) return [];
    const words = isConstraint(kind) ? constraintRules[kind].words : "INDEX";
    return [{ kind, table, name: text, what: `${words} of table ${tableText(table)}` }];
  });

/** The places one name may not be taken twice in, as a key; null where the server does not care. */
const place = ({ kind, table, name }: Holder, facts: Facts): string | null => {
  const scope = kind === "table" ? "schema" : facts.nameScope[kind];
  if (scope === "none") return null;
  const owner = scope === "table" ? [table.schema, table.name] : [table.schema];
  return JSON.stringify([scope, pool(kind, scope), owner, facts.caseInsensitiveNames ? name.toLowerCase() : name]);
};

/** Throws `naming` with both places for the first name that is taken twice. */
export const checkCollisions = (schema: Schema, facts: Facts): void => {
  const tables: readonly Holder[] = schema.tables.map((table) => ({ kind: "table", table, name: table.name, what: "the table itself" }));
  const taken = new Map<string, Holder>();
  for (const holder of [...tables, ...schema.tables.flatMap(holders)]) {
    const key = place(holder, facts);
    const first = key === null ? undefined : taken.get(key);
    if (first !== undefined) {
      throw new SchemaDiffError(
        "naming", `${JSON.stringify(holder.name)} names both ${first.what} and ${holder.what}`,
        "name one of them explicitly, or put more columns into the naming convention",
      );
    }
    if (key !== null) taken.set(key, holder);
  }
};
