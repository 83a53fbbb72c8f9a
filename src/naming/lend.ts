/**
 * Lends a convention's names to live constraints that the database holds without one (SQLite), so
 * that they can be paired.
 */
import {
  refOf,
  SchemaDiffError,
  type Constraint,
  type Schema,
  type Table,
  type TableRef,
} from "../model/index.js";
import type { Dialect } from "../dialects/dialect.js";
import type { NamingConvention } from "./convention.js";
import { nameFor } from "./name.js";
import { constraintSubject } from "./subject.js";

export interface Lent {
  readonly schema: Schema;
  /** Names that were lent to two constraints of one table. */
  readonly ambiguous: readonly { readonly table: TableRef; readonly name: string }[];
}

/**
 * The name that a convention makes for a constraint; null where it makes none (a CHECK under
 * `%(constraint_name)s`).
 */
export const conventionName = (
  table: Table,
  constraint: Constraint,
  convention: NamingConvention,
  dialect: Dialect,
): string | null => {
  try {
    return nameFor(
      constraintSubject(table, constraint, dialect.lexicon),
      { ask: "convention" },
      convention,
      dialect.facts,
    ).name;
  } catch (thrown) {
    if (thrown instanceof SchemaDiffError) return null;
    throw thrown;
  }
};

const lend = (table: Table, convention: NamingConvention, dialect: Dialect): Table => ({
  ...table,
  constraints: table.constraints.map((c) =>
    c.name.from === "nowhere"
      ? {
          ...c,
          name: { from: "nowhere" as const, lent: conventionName(table, c, convention, dialect) },
        }
      : c,
  ),
});

const repeated = (table: Table): Lent["ambiguous"] => {
  const lent = table.constraints.flatMap(({ kind, name }) =>
    name.from === "nowhere" && name.lent !== null ? [{ kind, name: name.lent }] : [],
  );
  const twice = lent.filter(
    (a, i) => lent.findIndex((b) => b.name === a.name && b.kind === a.kind) !== i,
  );
  return [...new Set(twice.map(({ name }) => name))].map((name) => ({ table: refOf(table), name }));
};

/**
 * Existing names stay as they are. Does not throw for a constraint that the convention cannot name.
 */
export const lendNames = (live: Schema, convention: NamingConvention, dialect: Dialect): Lent => {
  const tables = live.tables.map((table) => lend(table, convention, dialect));
  return { schema: { ...live, tables }, ambiguous: tables.flatMap(repeated) };
};
