/** What stands on what a plan drops: refused, or dropped before by name. */
import {
  nameText,
  SchemaDiffError,
  tableKey,
  type Change,
  type Constraint,
  type Index,
  type Table,
} from "../model/index.js";
import type { PlanContext } from "./context.js";
import type { Dependent } from "./dependents.js";
import { definitionKey } from "./impact.js";
import { dependentText, goneText, standingOn, type Gone } from "./standing.js";

interface Standing {
  readonly gone: Gone;
  readonly dependent: Dependent;
}

const isItem = (object: object): object is Constraint | Index =>
  "kind" in object || "elements" in object;

/** The table without what goes of it by itself: of two keys over the same columns, the other one serves only where it stays. */
const remaining = (table: Table, going: ReadonlySet<string>): Table => {
  const stays = (item: Constraint | Index): boolean => !going.has(definitionKey(table, item));
  return {
    ...table,
    constraints: table.constraints.filter(stays),
    indexes: table.indexes.filter(stays),
  };
};

/** What goes: each table, and of those that stay the keys and the columns, all of one table together. */
const goneIn = (changes: readonly Change[], { fromTable }: PlanContext): readonly Gone[] => {
  const [tables, keys]: [Gone[], Gone[]] = [[], []];
  const columns = new Map<string, Gone & { readonly columns: readonly string[] }>();
  const drops = changes.filter(({ verb }) => verb === "drop");
  const going = new Set(
    drops.flatMap(({ schema, table, from }) =>
      table !== null && from !== null && isItem(from)
        ? [definitionKey({ schema, name: table }, from)]
        : [],
    ),
  );
  for (const { kind, schema, table: name, from } of drops) {
    const table = name === null ? undefined : fromTable({ schema, name });
    if (table === undefined || from === null) continue;
    const key = tableKey(table);
    if (kind === "table") tables.push({ table });
    else if (kind === "column" && typeof from.name === "string")
      columns.set(key, { table, columns: [...(columns.get(key)?.columns ?? []), from.name] });
    else if (isItem(from)) keys.push({ table: remaining(table, going), key: from });
  }
  return [...tables, ...columns.values(), ...keys];
};

/** Each with the first of what goes that it stands on. */
const standingIn = (changes: readonly Change[], context: PlanContext): readonly Standing[] => {
  const gone = goneIn(changes, context);
  const dropped = new Set(
    gone.flatMap(({ table, columns, key }) =>
      columns === undefined && key === undefined ? [tableKey(table)] : [],
    ),
  );
  const staying = context.from.tables.filter((table) => !dropped.has(tableKey(table)));
  const seen = new Set<Constraint | Index | undefined>();
  return gone.flatMap((one) =>
    standingOn(one, staying, context.dialect).flatMap((dependent) => {
      const item = dependent.constraint ?? dependent.index;
      if (seen.has(item)) return [];
      seen.add(item);
      return [{ gone: one, dependent }];
    }),
  );
};

const isOutside =
  ({ outside }: PlanContext) =>
  ({ dependent: { table } }: Standing): boolean =>
    outside.has(tableKey(table));

/** What belongs to tables that are not compared is dropped by changes of its own. */
export const cascadedChanges = (
  changes: readonly Change[],
  context: PlanContext,
): readonly Change[] =>
  context.onDependents !== "cascade"
    ? []
    : standingIn(changes, context)
        .filter(isOutside(context))
        .flatMap(({ gone, dependent: { table, constraint } }): readonly Change[] =>
          constraint === undefined
            ? []
            : [
                {
                  verb: "drop",
                  kind: constraint.kind,
                  schema: table.schema,
                  table: table.name,
                  name: nameText(constraint.name),
                  from: constraint,
                  to: null,
                  aspects: [],
                  because: `${goneText(gone)} goes`,
                  hazards: [],
                },
              ],
        );

const listed = (standing: readonly Standing[]): string => {
  const byGone = new Map<Gone, string[]>();
  for (const { gone, dependent } of standing)
    byGone.set(gone, [...(byGone.get(gone) ?? []), dependentText(dependent)]);
  return [...byGone].map(([gone, all]) => `${goneText(gone)}: ${all.join(", ")}`).join("; ");
};

/** @throws SchemaDiffError `dependents`, before anything is written */
export const refuseDependents = (changes: readonly Change[], context: PlanContext): void => {
  const { onDependents } = context;
  if (onDependents === "cascade") return;
  const standing = standingIn(changes, context);
  const refused = onDependents === "restrict" ? standing : standing.filter(isOutside(context));
  if (refused.length === 0) return;
  throw new SchemaDiffError(
    "dependents",
    onDependents === "restrict"
      ? `what is dropped is still used (onDependents: restrict): ${listed(refused)}`
      : `what is dropped is used by tables that are not compared: ${listed(refused)}`,
    'drop that first, in a migration of its own, or say onDependents: "cascade" (--on-dependents cascade), and it is dropped by name',
  );
};
