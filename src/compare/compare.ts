/** Live schema against declared schema: verdicts as values. Pure, and deterministic whatever the order of the input. */
import { dialects, type Dialect } from "../dialects/index.js";
import {
  type Change,
  type Comparison,
  objectKinds,
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

const order = Object.keys(objectKinds);

const place = ({ schema, table, kind, name, verb }: Change): string =>
  JSON.stringify([
    table === null ? 0 : 1,
    schema ?? "",
    table ?? "",
    String(order.indexOf(kind)).padStart(2, "0"),
    name ?? "",
    verb,
  ]);

/** Compares two schemas of one dialect from which quirks are erased already; the changes carry their very objects. */
export const compareErased = (from: Schema, to: Schema, options: CompareOptions): Comparison => {
  const context = contextOf(dialects[from.dialect], resolveOptions(options));
  const { changes, undecided, skipped } = joined([
    compareNamespaces(from, to, context),
    compareEnums(from, to, context),
    compareSequences(from, to, context),
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
  const dialect = dialects[live.dialect];
  return compareErased(
    ...withoutQuirks(live, inLiveWords(live, declared, dialect, options), dialect),
    options,
  );
};
