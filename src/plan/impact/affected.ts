/** The addresses that a plan's changes alter or drop, so that no opaque object may depend on them meanwhile, and those that are dropped for good. */
import {
  dependencyKey,
  isOfSqlObject,
  nameText,
  tableKey,
  type Change,
  type Constraint,
  type Dependency,
  type TableRef,
} from "../../model/index.js";
import { addressKey, inSchema } from "../effects/address.js";
import type { ColumnsByTable, PlanContext } from "../context.js";
import type { Dependent } from "./dependents.js";
import type { ChangeImpact } from "./impact.js";

export interface Affected {
  /** By address: what happens to it, in words. */
  readonly how: ReadonlyMap<string, string>;
  /** The addresses of what is dropped and not created again. */
  readonly gone: ReadonlySet<string>;
  /** The addresses of what is dropped and created again. */
  readonly anew: ReadonlySet<string>;
}

const madeAnew = "made anew";

type Put = (address: Dependency, how: string, isGone?: boolean) => void;

const standing = (kind: string, { schema, name }: TableRef): Dependency => ({
  kind,
  schema,
  table: null,
  name,
});

const inTable = (kind: string, { schema, name: table }: TableRef, name: string): Dependency => ({
  kind,
  schema,
  table,
  name,
});

const isKey = (item: object): item is Constraint<"primaryKey"> | Constraint<"unique"> =>
  "kind" in item && (item.kind === "primaryKey" || item.kind === "unique");

/** Do these columns stay a key? A view that groups by a key depends on nothing else of it. */
const staysKey = (from: Constraint, to: object | null): boolean =>
  isKey(from) &&
  to !== null &&
  isKey(to) &&
  JSON.stringify(from.columns) === JSON.stringify(to.columns);

const putChange = (change: Change, put: Put): void => {
  const { verb, kind, schema, table, from, to } = change;
  if (from === null || verb === "rename") return;
  if (table !== null && "kind" in from) {
    const name = nameText(from.name);
    if (name !== null)
      put(inTable("constraint", { schema, name: table }, name), "dropped", !staysKey(from, to));
    return;
  }
  if (verb !== "drop" || typeof from.name !== "string") return;
  const { name } = from;
  put(
    kind === "column" && table !== null
      ? inTable(kind, { schema, name: table }, name)
      : standing(kind, { schema, name }),
    "dropped",
    true,
  );
};

/** Marks the columns that a view no longer returns as dropped. */
const putLostColumns = (change: Change, put: Put): void => {
  const { from, to } = change;
  if (!isOfSqlObject(change) || from === null || to === null) return;
  if (!("returns" in from) || !("returns" in to) || to.returns.length === 0) return;
  const kept = new Set(to.returns.map(({ name }) => name));
  for (const { name } of from.returns)
    if (!kept.has(name)) put(inTable("column", from, name), "dropped", true);
};

/** Marks columns, by their tables, with what happens to them. */
const putColumns = (
  columns: ColumnsByTable,
  how: string,
  { from: { tables } }: PlanContext,
  put: Put,
): void => {
  for (const table of columns.size === 0 ? [] : tables)
    for (const name of columns.get(tableKey(table)) ?? []) put(inTable("column", table, name), how);
};

/** @param aside the dependents that are dropped for the changes and added again */
export const affectedBy = (
  changes: readonly Change[],
  { retyped, remade, rebound }: ChangeImpact,
  aside: readonly Dependent[],
  context: PlanContext,
): Affected => {
  const how = new Map<string, string>();
  const gone = new Set<string>();
  const anew = new Set<string>();
  const put: Put = (address, words, isGone = false) => {
    const key = dependencyKey(address);
    if (!how.has(key)) how.set(key, words);
    if (isGone) gone.add(key);
    if (words === madeAnew) anew.add(key);
  };
  for (const change of changes) {
    putChange(change, put);
    putLostColumns(change, put);
    if (
      isOfSqlObject(change) &&
      change.from !== null &&
      change.to !== null &&
      context.remadeObjects.has(addressKey(inSchema(change.kind, change.from)))
    )
      put(standing(change.kind, change.from), madeAnew);
  }
  for (const type of context.remadeEnums.values()) put(standing("enum", type), madeAnew);
  putColumns(rebound, "moved to the type that is made anew", context, put);
  putColumns(retyped, "retyped", context, put);
  putColumns(remade, madeAnew, context, put);
  for (const { table, constraint } of aside) {
    const name = constraint === undefined ? null : nameText(constraint.name);
    if (name !== null) put(inTable("constraint", table, name), "dropped");
  }
  return { how, gone, anew };
};
