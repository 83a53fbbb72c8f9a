/** A table while a batch is applied to its text, and the errors where that is not possible. */
import { nameText, SchemaDiffError, type Constraint, type Sql } from "../../../model/index.js";
import { parseIndex, type TableDefinition } from "../grammar/index.js";
import { sameName } from "../lexicon.js";
import { mentioned, namesIn } from "../references/index.js";
import type { Neighbours } from "../definition.js";
import { rowidNames } from "../rowid.js";

export interface Draft {
  readonly definition: TableDefinition;
  /** For every column: its name before the batch, null for a new one. */
  readonly origins: ReadonlyMap<string, string | null>;
  /** The CREATE INDEX texts. */
  readonly indexes: readonly Sql[];
  readonly neighbours: Neighbours;
  /**
   * Which object in the database has a name, in words; null where it is free. Tables, views and
   * indexes share one namespace.
   */
  readonly taken: (name: string) => string | null;
  /**
   * The old name of the auto-increment column, until the batch changes that: AUTOINCREMENT is part
   * of the key's clause, which may be dropped and added.
   */
  readonly counting: string | null;
  /**
   * Names of constraints that this batch drops, in whatever order: nothing is refused because of
   * them.
   */
  readonly released: readonly string[];
  /** Are named CHECKs updated when a column in them is renamed? */
  readonly followRenames: boolean;
}

export const refused = (draft: Pick<Draft, "definition">, message: string, todo: string): never => {
  throw new SchemaDiffError("batch", `table ${draft.definition.name.name}: ${message}`, todo);
};

export const columnIn = (draft: Draft, name: string): TableDefinition["columns"][number] =>
  draft.definition.columns.find((c) => sameName(c.name.name, name)) ??
  refused(draft, `there is no column "${name}"`, "check the name");

/**
 * An expression that is added after a rename must use the new name: SQLite's own rename would
 * silently correct it, and other dialects would not.
 */
const refuseStale = (draft: Draft, expression: Sql): void => {
  const stale = [...draft.origins].flatMap(([name, origin]) =>
    origin === null || sameName(origin, name) || draft.origins.has(origin)
      ? []
      : [{ name, origin }],
  );
  for (const { name, origin } of stale) {
    if (mentioned(expression, [origin]).length > 0)
      refused(
        draft,
        `${expression} mentions "${origin}", which this batch has renamed to "${name}"`,
        "use the new name",
      );
  }
};

/**
 * A name that can only be a column, and is none. (In double quotes it may be text:
 * https://sqlite.org/quirks.html#dblquote.)
 */
const unknownColumn = ({ definition }: Draft, expression: Sql): string | null => {
  const known = [...definition.columns.map((c) => c.name.name), ...rowidNames, "true", "false"];
  const found = namesIn(expression)?.find(
    ({ qualifiers, column: { name, start } }) =>
      qualifiers.length === 0 && expression[start] !== '"' && !known.some((k) => sameName(k, name)),
  );
  return found?.column.name ?? null;
};

/**
 * Throws where an expression of something new uses a column that does not exist, or its old name.
 */
export const refuseUnfit = (draft: Draft, expression: Sql): void => {
  refuseStale(draft, expression);
  const unknown = unknownColumn(draft, expression);
  if (unknown !== null)
    refused(
      draft,
      `${expression} mentions "${unknown}", and there is no such column`,
      "check the name, or write text in single quotes",
    );
};

/** Throws where the name of a new index is not free in the whole database. */
export const refuseTakenIndex = (draft: Draft, name: string): void => {
  const table = draft.definition.name.name;
  if (/^sqlite_/i.test(name))
    refused(
      draft,
      `"${name}" cannot name an index: SQLite keeps names that begin with sqlite_ for itself`,
      "give it another name",
    );
  const own =
    indexNamed(draft, name) !== undefined
      ? "another index of this table"
      : sameName(name, table)
        ? "the table itself"
        : draft.taken(name);
  if (own !== null)
    refused(
      draft,
      `the name "${name}" is taken by ${own}; tables, views and indexes of a database share their names`,
      "give the index another name, or drop the other one first",
    );
};

export const indexNamed = (draft: Draft, name: string): Sql | undefined =>
  draft.indexes.find((sql) => sameName(parseIndex(sql).name.name, name));

const words: {
  readonly [K in Constraint["kind"]]: (c: Extract<Constraint, { readonly kind: K }>) => string;
} = {
  primaryKey: (c) => `PRIMARY KEY (${c.columns.join(", ")})`,
  unique: (c) => `UNIQUE (${c.columns.join(", ")})`,
  foreignKey: (c) => `FOREIGN KEY (${c.columns.join(", ")}) to ${c.target.name}`,
  check: (c) => `CHECK (${c.expression})`,
  exclude: () => "EXCLUDE",
};

/**
 * For messages that continue after it: the label with the name between commas, or the label alone
 * where there is no name.
 */
export const aside = (constraint: Constraint): string =>
  `${described(constraint)}${nameText(constraint.name) === null ? "" : ","}`;

/** For messages: the constraint's label, with its name if it has one. */
export const described = (constraint: Constraint): string => {
  const name = nameText(constraint.name);
  const say: (c: Constraint) => string = (c) => {
    if (c.kind === "primaryKey") return words.primaryKey(c);
    if (c.kind === "unique") return words.unique(c);
    if (c.kind === "foreignKey") return words.foreignKey(c);
    return c.kind === "check" ? words.check(c) : words.exclude(c);
  };
  return name === null ? `the nameless ${say(constraint)}` : `${name}, ${say(constraint)}`;
};
