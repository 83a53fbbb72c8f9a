/** What a plan's changes shake: the addresses that something may not stand on while they are carried out, and those that go for good. */
import {
  dependencyKey,
  isOfSqlObject,
  nameText,
  type Change,
  type Constraint,
  type Dependency,
  type EnumType,
  type TableRef,
} from "../model/index.js";
import { addressKey, inSchema } from "./address.js";
import { mustBeMadeAnew } from "./columnChange.js";
import type { PlanContext } from "./context.js";
import type { Dependent } from "./dependents.js";
import { enumColumns } from "./enumColumns.js";

export interface Shaken {
  /** By address: how it is shaken, in words. */
  readonly how: ReadonlyMap<string, string>;
  /** The addresses of what goes and does not come back. */
  readonly gone: ReadonlySet<string>;
}

type Put = (address: Dependency, how: string, goes?: boolean) => void;

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

/** Only new values, each of which is used nowhere yet, are added to a type as it stands. */
const isMadeAnew = (from: EnumType, to: EnumType, { to: { tables } }: PlanContext): boolean => {
  const kept = to.values.filter((value) => from.values.includes(value));
  if (kept.length < from.values.length || kept.some((value, i) => value !== from.values[i]))
    return true;
  const added = to.values.filter((value) => !from.values.includes(value));
  const texts = JSON.stringify(tables);
  return added.some((value) => texts.includes(JSON.stringify(`'${value}'`).slice(1, -1)));
};

const isKey = (item: object): item is Constraint<"primaryKey"> | Constraint<"unique"> =>
  "kind" in item && (item.kind === "primaryKey" || item.kind === "unique");

/** What a view that groups by a key stands on is that these columns are one. */
const staysKey = (from: Constraint, to: object | null): boolean =>
  isKey(from) &&
  to !== null &&
  isKey(to) &&
  JSON.stringify(from.columns) === JSON.stringify(to.columns);

const putColumn = (
  { verb, from, to, schema, table }: Extract<Change, { readonly kind: "column" }>,
  aspects: Change["aspects"],
  put: Put,
): void => {
  if (from === null || table === null) return;
  const address = inTable("column", { schema, name: table }, from.name);
  if (to === null) put(address, "dropped", verb === "drop");
  else if (mustBeMadeAnew(from, to)) put(address, "made anew");
  else if (aspects.some(({ path }) => path === "type" || path === "collation"))
    put(address, "retyped");
};

const putEnum = (from: EnumType, to: EnumType | null, context: PlanContext, put: Put): void => {
  if (to === null) put(standing("enum", from), "dropped", true);
  else if (isMadeAnew(from, to, context)) {
    put(standing("enum", from), "made anew");
    for (const { table, column } of enumColumns(from, context))
      put(inTable("column", table, column.name), "moved to the type that is made anew");
  }
};

const putChange = (change: Change, context: PlanContext, put: Put): void => {
  const { verb, kind, schema, table } = change;
  if (change.kind === "column") putColumn(change, change.aspects, put);
  else if (isOfSqlObject(change)) {
    if (change.from === null) return;
    if (change.to === null) put(standing(kind, change.from), "dropped", true);
    else if (context.remadeObjects.has(addressKey(inSchema(change.kind, change.from))))
      put(standing(kind, change.from), "made anew");
  } else if (change.kind === "enum") {
    if (change.from !== null) putEnum(change.from, change.to, context, put);
  } else if (change.from !== null && "kind" in change.from) {
    const name = nameText(change.from.name);
    if (name !== null && table !== null && verb !== "rename")
      put(
        inTable("constraint", { schema, name: table }, name),
        "dropped",
        !staysKey(change.from, change.to),
      );
  } else if (verb === "drop" && change.from !== null && typeof change.from.name === "string")
    put(standing(kind, { schema, name: change.from.name }), "dropped", true);
};

/** @param aside what steps aside for the changes, and comes back */
export const shakenBy = (
  changes: readonly Change[],
  aside: readonly Dependent[],
  context: PlanContext,
): Shaken => {
  const how = new Map<string, string>();
  const gone = new Set<string>();
  const put: Put = (address, words, goes = false) => {
    const key = dependencyKey(address);
    if (!how.has(key)) how.set(key, words);
    if (goes) gone.add(key);
  };
  for (const change of changes) putChange(change, context, put);
  for (const { table, constraint } of aside) {
    const name = constraint === undefined ? null : nameText(constraint.name);
    if (name !== null) put(inTable("constraint", table, name), "dropped");
  }
  return { how, gone };
};
