/** Writes out a name for everything that a plan adds, so that scripts name all of it and the way back finds it. */
import type { Dialect } from "../../dialects/index.js";
import {
  byAuthor,
  constraintRules,
  nameText,
  refOf,
  tableKey,
  type Change,
  type ChangeOf,
  type Comparison,
  type Constraint,
  type ConstraintKind,
  type Index,
  type Schema,
  type Table,
} from "../../model/index.js";
import { withNamesInTable, withWholeNames } from "../../normalize/index.js";

const isNameless = ({ name }: Constraint | Index): boolean => nameText(name) === null;

/** Only constraints and indexes may be nameless; every other object always has its name. */
const mayBeNameless = (c: Change): c is ChangeOf<ConstraintKind> | ChangeOf<"index"> =>
  c.kind === "index" || c.kind in constraintRules;

/** An object that changes and declares no name keeps the one that it has; a lent name becomes its real name, since the script writes it. */
const keepingName = <T extends Constraint | Index>(
  item: T,
  before: Constraint | Index | null,
): T => {
  if (nameText(item.name) !== null || before === null) return item;
  const { name } = before;
  return {
    ...item,
    name: name.from === "nowhere" && name.lent !== null ? byAuthor(name.lent) : name,
  };
};

/** The tables without what is dropped from them: those names are free for what is added. */
const standingTables = (changes: readonly Change[], live: Schema): Map<string, Table> => {
  const going = new Set<unknown>(
    changes.flatMap((c) => (mayBeNameless(c) && c.verb === "drop" ? c.from : [])),
  );
  const stays = (item: Constraint | Index): boolean => !going.has(item);
  return new Map(
    live.tables.map((table) => [
      tableKey(table),
      {
        ...table,
        constraints: table.constraints.filter(stays),
        indexes: table.indexes.filter(stays),
      },
    ]),
  );
};

export const withExplicitNames = (
  comparison: Comparison,
  live: Schema,
  dialect: Dialect,
): Comparison => {
  const standing = standingTables(comparison.changes, live);
  const within = (change: Change): Table => {
    const ref = { schema: change.schema, name: change.table ?? "" };
    return (
      standing.get(tableKey(ref)) ?? {
        ...ref,
        columns: [],
        constraints: [],
        indexes: [],
        comment: null,
        options: {},
        definition: null,
      }
    );
  };
  /** A dropped object of a database that was only declared, with the name that the server would have given it. */
  const leaving = (c: Change): Change => {
    if (c.from === null || dialect.facts.namelessConstraints) return c;
    if (c.kind === "table")
      return c.verb === "drop" ? { ...c, from: withWholeNames(c.from, dialect) } : c;
    if (!mayBeNameless(c) || !isNameless(c.from)) return c;
    if (c.kind === "index") return { ...c, from: dialect.withGeneratedName(within(c), c.from) };
    return { ...c, from: dialect.withGeneratedName(within(c), c.from) };
  };
  const change = (found: Change): Change => {
    const c = leaving(found);
    if (c.to === null || c.verb === "drop") return c;
    if (c.kind === "table")
      return c.verb === "add" ? { ...c, to: withNamesInTable(c.to, dialect) } : c;
    if (c.kind === "index") {
      const table = within(c);
      const to = dialect.withGeneratedName(table, keepingName(c.to, c.from));
      standing.set(tableKey(refOf(table)), { ...table, indexes: [...table.indexes, to] });
      return { ...c, to, name: nameText(to.name) };
    }
    if (!mayBeNameless(c)) return c;
    const table = within(c);
    const to = dialect.withGeneratedName(table, keepingName(c.to, c.from));
    standing.set(tableKey(refOf(table)), { ...table, constraints: [...table.constraints, to] });
    return { ...c, to, name: nameText(to.name) };
  };
  return { ...comparison, changes: comparison.changes.map(change) };
};
