/** Compares a live schema with a declared one; the verdicts are values. Pure, and deterministic whatever the order of the input. */
import { dialectNamed } from "../dialects/index.js";
import {
  type Change,
  type Comparison,
  objectKinds,
  type Schema,
  SchemaDiffError,
  sortedBy,
  tableKey,
} from "../model/index.js";
import { normalizeUnasked, type Side } from "../normalize/index.js";
import { namesToCome } from "../reflect/index.js";
import { contextOf } from "./context.js";
import { versionOf, withHazards } from "./hazards.js";
import { withHiddenUndecided } from "./hidden.js";
import { withoutNameConflicts } from "./nameConflicts.js";
import { differingInheritance, differingPrints, notComparedOf } from "./notCompared.js";
import { resolveOptions, type CompareOptions } from "./options.js";
import { compareNamespaces, compareWholes } from "./standalone.js";
import { compareTables } from "./tables.js";
import { joined } from "./verdicts.js";

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

/** Compares two schemas of one dialect in normal form; the changes hold the objects of these schemas themselves. */
export const compareNormalized = (
  from: Schema,
  to: Schema,
  options: CompareOptions,
): Comparison => {
  const dialect = dialectNamed(from.dialect);
  const context = contextOf(dialect, resolveOptions(options), namesToCome(to, from, dialect));
  const { changes, undecided, skipped } = withHiddenUndecided(
    joined([
      compareNamespaces(from, to, context),
      withoutNameConflicts(
        joined([compareWholes(from, to, context), compareTables(from.tables, to.tables, context)]),
        from,
        to,
        context,
      ),
    ]),
    from,
    to,
    context.options.unspecified === "absent",
  );
  const tables = new Map(from.tables.map((table) => [tableKey(table), table]));
  return {
    inSync: changes.length === 0,
    changes: sortedBy(changes, place).map((change) =>
      withHazards(change, context.dialect, versionOf(from, to), {
        from,
        to,
        tableIn: (ref) => tables.get(tableKey(ref)),
      }),
    ),
    undecided,
    skipped,
    notCompared: [
      ...notComparedOf(from, to),
      ...differingPrints(from, to, [...changes, ...undecided]),
      ...differingInheritance(from, to, context.options.unspecified === "absent"),
    ],
  };
};

const given = (schema: Schema): Side => ({ schema, origin: "given", convention: null });

/**
 * The changes that would turn `live` into `declared`. Both must be of one dialect and in the server's words; see `diff` for the whole way.
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
  const sides = { live: given(live), declared: given(declared) };
  const { unspecified, undeclaredObjects } = resolveOptions(options);
  const normal = normalizeUnasked(sides, {
    dialect: dialectNamed(live.dialect),
    exclude: [],
    unspecified,
    undeclaredObjects,
    print: null,
  });
  return compareNormalized(normal.live, normal.declared, options);
};
