/** The effects of altering a column: on the column, on the tables that inherit it, and on its sequence. */
import type { Column, Operation } from "../../model/index.js";
import { inSchema, inTable, without } from "./address.js";
import {
  columnAddress,
  columnUses,
  computedFrom,
  counters,
  handedDown,
  inheritedAt,
  inheritedFrom,
  onlyGivesUp,
} from "./columnUses.js";
import type { Side } from "../context.js";
import { columnApart } from "./keyActions.js";
import { keysOver } from "./keys.js";
import { notNullNames } from "./names.js";
import { alteredSequence } from "./ownSequences.js";
import type { World } from "./world.js";

/** A column of a new table that becomes auto-increment after the index that it needs (MySQL). */
const countsOnlyNow = ({ table, change }: Operation<"alterColumn">, { context }: World): boolean =>
  context.dialect.facts.autoIncrementNeedsKey &&
  context.fromTable(table) === undefined &&
  change.identity?.kind === "autoIncrement";

/** Does the table get another collation too? A column's own collation is then written next to the new one. */
const otherCollation = ({ table }: Operation<"alterColumn">, { context }: World): boolean => {
  const [old, now] = [context.fromTable(table), context.toTable(table)];
  return ["collation", "charset"].some((key) => old?.options[key] !== now?.options[key]);
};

/** Does the column get or lose an option that has an effect only under an option of its table? */
const changesUnderTable = (
  { change, existing }: Operation<"alterColumn">,
  { context }: World,
): boolean =>
  (context.dialect.facts.optionsUnderTable ?? []).some((key) => {
    const option = change.options?.[key];
    return option !== undefined && option !== existing?.options[key];
  });

export const alteredColumn = (operation: Operation<"alterColumn">, world: World) => {
  const { table, name, change, existing } = operation;
  const after = existing === null ? null : { ...existing, ...change, name: change.name ?? name };
  const uses = (column: Column | null, side: Side) =>
    column === null
      ? []
      : [
          ...columnUses(column, side, world),
          ...computedFrom(table, column, side, world),
          ...inheritedFrom(table, column, side, world),
        ];
  const now = uses(after, "to");
  const old = uses(existing, "from");
  const standing = [
    inSchema("table", table),
    ...(onlyGivesUp(change) ? [] : now),
    // What is set in the parents is set here too, and has to run first.
    ...(change.nullable === undefined && change.options === undefined
      ? []
      : inheritedAt(table, name, world)),
  ];
  if (countsOnlyNow(operation, world))
    return {
      produces: counters(table, [name], world),
      needs: [
        ...standing,
        columnAddress(table, name, world),
        ...keysOver(table, [name], world.context),
      ],
    };
  const options = inTable("options", table, null);
  const afterTable = otherCollation(operation, world) || changesUnderTable(operation, world);
  const own = alteredSequence(operation, world.context);
  const [readBefore, readAfter] = [
    columnApart(table, existing, "from", world),
    columnApart(table, after, "to", world),
  ];
  const named = (column: Column | null) =>
    notNullNames(table, column === null ? [] : [column], world.context);
  const [namesBefore, namesAfter] = [named(existing), named(after)];
  return {
    ...own,
    frees: [
      ...own.frees,
      ...without(readBefore.held, readAfter.held),
      ...without(namesBefore, namesAfter),
    ],
    takes: [
      ...own.takes,
      ...without(readAfter.wanted, readBefore.wanted),
      ...without(namesAfter, namesBefore),
    ],
    changes: [
      ...[name, ...(change.name === undefined ? [] : [change.name])].map((n) =>
        columnAddress(table, n, world),
      ),
      ...handedDown(table, name, world.context.from, world).map(({ address }) => address),
      ...own.changes,
    ],
    needs: afterTable ? [...standing, options] : standing,
    releases: [...(afterTable ? [] : [options]), ...without(old, now)],
  };
};
