/** Live schema against declared schema: verdicts as values. Pure, and deterministic whatever the order of the input. */
import { dialectNamed, type Dialect } from "../dialects/index.js";
import {
  type Change,
  type Comparison,
  type ObjectKind,
  type Schema,
  SchemaDiffError,
  sortedBy,
} from "../model/index.js";
import { inLiveWords } from "./alignToLive.js";
import { contextOf } from "./context.js";
import { withoutNameConflicts } from "./nameConflicts.js";
import { resolveOptions, type CompareOptions } from "./options.js";
import { compareEnums, compareNamespaces, compareSequences } from "./standalone.js";
import { compareTables } from "./tables.js";
import { joined } from "./verdicts.js";

/** Both sides without the differences that mean nothing in this dialect. */
export const withoutQuirks = (
  live: Schema,
  declared: Schema,
  dialect: Dialect,
): readonly [live: Schema, declared: Schema] =>
  dialect.quirks.reduce<readonly [Schema, Schema]>(
    ([a, b], quirk) => [quirk.erase(a, b), quirk.erase(b, a)],
    [live, declared],
  );

/** The order in which a report tells kinds: outside tables first, then a table from the whole to its parts. */
const rank: Readonly<Record<ObjectKind, number>> = {
  schema: 0,
  enum: 1,
  sequence: 2,
  table: 3,
  column: 4,
  primaryKey: 5,
  unique: 6,
  foreignKey: 7,
  check: 8,
  exclude: 9,
  index: 10,
};

const place = ({ schema, table, kind, name, verb }: Change): string =>
  JSON.stringify([
    table === null ? 0 : 1,
    schema ?? "",
    table ?? "",
    String(rank[kind]).padStart(2, "0"),
    name ?? "",
    verb,
  ]);

/** Compares two schemas of one dialect from which quirks are erased already; the changes carry their very objects. */
export const compareErased = (from: Schema, to: Schema, options: CompareOptions): Comparison => {
  const context = contextOf(dialectNamed(from.dialect), resolveOptions(options));
  const { changes, undecided, skipped } = joined([
    compareNamespaces(from, to, context),
    compareEnums(from, to),
    compareSequences(from, to),
    withoutNameConflicts(compareTables(from.tables, to.tables, context), from, to, context),
  ]);
  return {
    inSync: changes.length === 0,
    changes: sortedBy(changes, place),
    undecided,
    skipped,
    notCompared: from.notCompared,
  };
};

/**
 * What would turn `live` into `declared`. Both are of one dialect, settled and in the server's words; see `diff` for the whole way.
 * @throws SchemaDiffError `usage` where the two sides are of different dialects
 */
export const compare = (
  live: Schema,
  declared: Schema,
  options: CompareOptions = {},
): Comparison => {
  if (live.dialect !== declared.dialect) {
    throw new SchemaDiffError(
      "usage",
      `a ${live.dialect} schema cannot be compared with a ${declared.dialect} schema`,
      "give two sources of one dialect",
    );
  }
  const dialect = dialectNamed(live.dialect);
  return compareErased(
    ...withoutQuirks(live, inLiveWords(live, declared, dialect, options), dialect),
    options,
  );
};
