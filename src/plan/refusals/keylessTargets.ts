/** Refuses foreign keys that would reference columns without a key, or a table that is dropped. */
import {
  nameText,
  ofKind,
  sameTable,
  tableKey,
  tableText,
  type Change,
  type Constraint,
  type Table,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { addressKey } from "../effects/address.js";
import { keysOf, keysOver, leadingColumns } from "../effects/keys.js";

/** The columns of the server's index, including hidden ones: InnoDB adds those of the primary key. */
const withHidden = (
  table: Table,
  item: Constraint | Table["indexes"][number],
  { dialect: { facts } }: PlanContext,
): readonly string[] => {
  const columns = leadingColumns(item);
  const hidden = facts.foreignKeyNeedsIndex
    ? ofKind(table.constraints, "primaryKey").flatMap((key) => key.columns)
    : [];
  return columns.length === 0
    ? []
    : [...columns, ...hidden.filter((column) => !columns.includes(column))];
};

const holds = (
  table: Table,
  { targetColumns }: Constraint<"foreignKey">,
  context: PlanContext,
): boolean => {
  const wanted = new Set(keysOver(table, targetColumns, context).map(addressKey));
  return [...table.constraints, ...table.indexes].some((item) => {
    const offered = keysOf(table, item, context);
    const more = withHidden(table, item, context);
    return (
      offered.some((address) => wanted.has(addressKey(address))) ||
      more
        .map((_, i) => keysOver(table, more.slice(0, i + 1), context))
        .some((addresses) => addresses.some((address) => wanted.has(addressKey(address))))
    );
  });
};

const isKey = ({ kind }: Change): boolean =>
  kind === "primaryKey" || kind === "unique" || kind === "index" || kind === "table";

/** Is it created by the plan, or does what it depends on change? */
const isTouched = (
  table: Table,
  foreignKey: Constraint<"foreignKey">,
  changes: readonly Change[],
): boolean =>
  changes.some((change) => {
    const of = { schema: change.schema, name: change.table ?? "" };
    if (sameTable(of, table) && (change.verb === "add" || change.verb === "alter"))
      return (
        change.kind === "table" ||
        (change.kind === "foreignKey" && change.name === nameText(foreignKey.name))
      );
    return isKey(change) && sameTable(of, foreignKey.target);
  });

export const keylessTargets = (
  changes: readonly Change[],
  context: PlanContext,
): readonly string[] => {
  const { dialect, to, toTable, fromTable, outside } = context;
  // Foreign keys of outside tables are dropped too, or refused as dependents (`dropDependents.ts`).
  const own = to.tables.filter((table) => !outside.has(tableKey(table)));
  return own.flatMap((table) =>
    ofKind(table.constraints, "foreignKey")
      .filter((foreignKey) => isTouched(table, foreignKey, changes))
      .flatMap((foreignKey): readonly string[] => {
        const { target, targetColumns } = foreignKey;
        const words = `foreign key ${nameText(foreignKey.name) ?? `(${foreignKey.columns.join(", ")})`} of ${tableText(table)}`;
        const standing = toTable(target);
        if (standing === undefined)
          return dialect.facts.foreignKeysUnchecked || fromTable(target) === undefined
            ? []
            : [`${words} points to ${tableText(target)}, which goes`];
        return holds(standing, foreignKey, context)
          ? []
          : [
              `${words} points to ${tableText(target)} (${targetColumns.join(", ")}), of which there is no key`,
            ];
      }),
  );
};
