/** What PostgreSQL refuses, or does otherwise than asked, where tables inherit: reported by name before anything runs. */
import {
  isInherited,
  parentsText,
  refOf,
  sameTable,
  tableKey,
  tableText,
  type Change,
  type ChangeOf,
  type Table,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { parentsOf } from "../effects/inheritance.js";

const isColumn = (change: Change): change is ChangeOf<"column"> => change.kind === "column";

const has = (table: Table | undefined, column: string): table is Table =>
  table?.columns.some(({ name }) => name === column) === true;

/** The keys of the table and of the tables that inherit the column from it. */
const familyOf = (root: Table, column: string, context: PlanContext): ReadonlySet<string> => {
  const family = new Set([tableKey(root)]);
  for (let size = 0; size < family.size;) {
    size = family.size;
    for (const child of context.from.tables)
      if (
        has(child, column) &&
        parentsOf(child, context).some((parent) => family.has(tableKey(parent)))
      )
        family.add(tableKey(child));
  }
  return family;
};

/** A type can only be changed together in a table and all that inherit from it, not where a column is also inherited from elsewhere. */
const fromTwoParents = (change: ChangeOf<"column">, context: PlanContext): readonly string[] => {
  const { schema, table: name, from, aspects } = change;
  const root = context.fromTable({ schema, name: name ?? "" });
  if (root === undefined || from === null || isInherited(from)) return [];
  if (!aspects.some(({ path }) => path === "type" || path === "collation")) return [];
  const family = familyOf(root, from.name, context);
  return context.from.tables
    .filter((child) => child !== root && family.has(tableKey(child)))
    .flatMap((child) => {
      const other = parentsOf(child, context).find(
        (parent) => has(context.fromTable(parent), from.name) && !family.has(tableKey(parent)),
      );
      return other === undefined
        ? []
        : [
            `column ${tableText(child)}.${from.name} is inherited from ${tableText(root)}, where it is retyped, and from ${tableText(other)}`,
          ];
    });
};

/** A column that a parent drops is also dropped from the children that only inherit it. */
const keptByChild = (change: ChangeOf<"column">, context: PlanContext): readonly string[] => {
  const { verb, schema, table, from } = change;
  if (verb !== "drop" || from === null || table === null) return [];
  const parent = { schema, name: table };
  return context.from.tables.flatMap((child) => {
    const [before, after] = [child, context.toTable(refOf(child))].map((side) =>
      side?.columns.find(({ name }) => name === from.name),
    );
    const parents = parentsOf(child, context).filter((ref) =>
      has(context.fromTable(ref), from.name),
    );
    const stays = parents.some((ref) => has(context.toTable(ref), from.name));
    return before !== undefined &&
      after !== undefined &&
      isInherited(before) &&
      !stays &&
      parents.some((ref) => sameTable(ref, parent))
      ? [
          `column ${tableText(child)}.${from.name} is inherited from ${tableText(parent)}, which drops it, and is to stay`,
        ]
      : [];
  });
};

/** A parent cannot be dropped before its children cease to inherit from it. */
const parentGoes = (changes: readonly Change[], context: PlanContext): readonly string[] =>
  changes.flatMap(({ kind, verb, schema, from }) => {
    if (kind !== "table" || verb !== "drop" || from === null || typeof from.name !== "string")
      return [];
    const gone = { schema, name: from.name };
    return context.from.tables
      .filter((child) => {
        const ceases = changes.some(
          (change) =>
            change.kind === "table" &&
            change.from !== null &&
            sameTable(child, { schema: change.schema, name: change.from.name }) &&
            (change.verb === "drop" ||
              change.aspects.some(({ path }) => path === "options.inherits")),
        );
        return !ceases && parentsOf(child, context).some((ref) => sameTable(ref, gone));
      })
      .map(
        (child) =>
          `table ${tableText(child)} inherits from ${tableText(gone)}, which goes, and nothing says that it does no longer`,
      );
  });

export const inheritanceRefusals = (
  changes: readonly Change[],
  context: PlanContext,
): readonly string[] =>
  context.from.tables.some(({ options }) => parentsText(options) !== undefined)
    ? [
        ...changes
          .filter(isColumn)
          .flatMap((change) => [
            ...fromTwoParents(change, context),
            ...keptByChild(change, context),
          ]),
        ...parentGoes(changes, context),
      ]
    : [];
