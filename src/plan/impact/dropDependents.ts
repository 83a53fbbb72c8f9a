/** Dependents of what a plan drops: refused, or dropped by name before. */
import {
  nameText,
  SchemaDiffError,
  tableKey,
  type Change,
  type Constraint,
  type Index,
  type Table,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import type { Dependent } from "./dependents.js";
import { definitionKey } from "./impact.js";
import { isIndex } from "../effects/mentions.js";
import { dependentText, goneText, standingOn, type Gone } from "./standing.js";

interface Standing {
  readonly gone: Gone;
  readonly dependent: Dependent;
}

const isItem = (object: object): object is Constraint | Index =>
  "kind" in object || "elements" in object;

/** The table with its keys as they are after the changes, and the keys that are dropped: a foreign key that one of the former serves needs none of the latter. */
const afterChanges = (
  table: Table,
  changes: readonly Change[],
): { readonly table: Table; readonly going: readonly (Constraint | Index)[] } => {
  const own = changes.filter((c) => c.schema === table.schema && c.table === table.name);
  const items = (side: "from" | "to"): readonly (Constraint | Index)[] =>
    own.flatMap(({ [side]: item }) => (item !== null && isItem(item) ? [item] : []));
  const going = items("from");
  const gone = new Set(going.map((item) => definitionKey(table, item)));
  const stays = (item: Constraint | Index): boolean => !gone.has(definitionKey(table, item));
  const coming = items("to");
  return {
    going,
    table: {
      ...table,
      constraints: [
        ...table.constraints.filter(stays),
        ...coming.filter((item): item is Constraint => !isIndex(item)),
      ],
      indexes: [...table.indexes.filter(stays), ...coming.filter(isIndex)],
    },
  };
};

/** What is dropped: tables, and of tables that stay keys and columns, all columns of one table together. A key that changes is dropped as it was. */
const goneIn = (changes: readonly Change[], { fromTable }: PlanContext): readonly Gone[] => {
  const of = new Map(
    changes.flatMap(({ schema, table: name }) => {
      const table = name === null ? undefined : fromTable({ schema, name });
      return table === undefined ? [] : [[tableKey(table), table] as const];
    }),
  );
  const tables: Gone[] = [];
  const columns: Gone[] = [];
  const keys: Gone[] = [];
  for (const table of of.values()) {
    const own = changes.filter((c) => c.schema === table.schema && c.table === table.name);
    if (own.some(({ kind, verb }) => kind === "table" && verb === "drop")) {
      tables.push({ table });
      continue;
    }
    const names = own.flatMap(({ kind, verb, from }) =>
      kind === "column" && verb === "drop" && typeof from?.name === "string" ? [from.name] : [],
    );
    if (names.length > 0) columns.push({ table, columns: names });
    const after = afterChanges(table, own);
    keys.push(...after.going.map((key) => ({ table: after.table, key })));
  }
  return [...tables, ...columns, ...keys];
};

/** The dependents, each with the first dropped object that it depends on. */
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

/** Tells whether a dependent is a part of a table that is left alone. */
const isLeftAlone = ({ leftAlone }: PlanContext): ((standing: Standing) => boolean) => {
  const items = new Set<Constraint | Index | undefined>(
    leftAlone.flatMap(({ constraints, indexes }) => [...constraints, ...indexes]),
  );
  return ({ dependent: { constraint, index } }) => items.has(constraint ?? index);
};

/** The changes that drop dependents which are not compared. */
export const cascadedChanges = (
  changes: readonly Change[],
  context: PlanContext,
): readonly Change[] => {
  if (context.onDependents !== "cascade") return [];
  const [isOut, isLeft] = [isOutside(context), isLeftAlone(context)];
  return standingIn(changes, context)
    .filter((standing) => isOut(standing) || isLeft(standing))
    .flatMap(({ gone, dependent: { table, constraint, index } }): readonly Change[] => {
      const shared = {
        verb: "drop",
        schema: table.schema,
        table: table.name,
        to: null,
        aspects: [],
        because: `${goneText(gone)} goes`,
        hazards: [],
      } as const;
      if (constraint !== undefined)
        return [
          {
            ...shared,
            kind: constraint.kind,
            name: nameText(constraint.name),
            from: constraint,
          },
        ];
      return index === undefined
        ? []
        : [{ ...shared, kind: "index", name: nameText(index.name), from: index }];
    });
};

/** The outside tables, as the changes leave them. */
export const outsideAfter = (
  outside: readonly Table[],
  changes: readonly Change[],
): readonly Table[] =>
  outside.map((table) => {
    const own = changes.flatMap((change) =>
      change.kind === "foreignKey" && change.schema === table.schema && change.table === table.name
        ? [change]
        : [],
    );
    const gone = new Set(
      own.flatMap(({ from }) => (from === null ? [] : definitionKey(table, from))),
    );
    return {
      ...table,
      constraints: [
        ...table.constraints.filter((c) => !gone.has(definitionKey(table, c))),
        ...own.flatMap(({ to }) => to ?? []),
      ],
    };
  });

const listed = (standing: readonly Standing[]): string => {
  const byGone = new Map<Gone, string[]>();
  for (const { gone, dependent } of standing)
    byGone.set(gone, [...(byGone.get(gone) ?? []), dependentText(dependent)]);
  return [...byGone].map(([gone, all]) => `${goneText(gone)}: ${all.join(", ")}`).join("; ");
};

const refuseLeft = (standing: readonly Standing[]): void => {
  if (standing.length === 0) return;
  throw new SchemaDiffError(
    "dependents",
    `what is dropped is used by what is left alone: ${listed(standing)}`,
    'leave that alone as well, or say onDependents: "cascade" (--on-dependents cascade), and it is dropped by name',
  );
};

/** @throws SchemaDiffError `dependents`, before anything is written */
export const refuseDependents = (changes: readonly Change[], context: PlanContext): void => {
  const { onDependents } = context;
  if (onDependents === "cascade") return;
  const standing = standingIn(changes, context);
  refuseLeft(standing.filter(isLeftAlone(context)));
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
