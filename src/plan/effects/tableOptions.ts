/** Options of tables and indexes that affect more than the table: those that only one of them can have, and those that concern columns. */
import type { Options, TableRef } from "../../model/index.js";
import { tableOn, type Side } from "../context.js";
import { inTable, type Address } from "./address.js";
import { columns } from "./columnUses.js";
import { mentionedColumns } from "./mentions.js";
import type { World } from "./world.js";

/** The options that only one index of the table, or the table itself, can have. */
export const exclusive = (
  table: TableRef,
  options: Options = {},
  { context: { dialect } }: World,
): readonly Address[] =>
  Object.keys(dialect.facts.exclusiveOptions ?? {}).flatMap((key) =>
    options[key] === undefined ? [] : [inTable("exclusiveOption", table, key)],
  );

const overColumns = ({ context }: World): readonly string[] =>
  context.dialect.facts.optionsOverColumns ?? [];

/** The columns that options of the table concern. */
export const optionUses = (
  table: TableRef,
  options: Options,
  side: Side,
  world: World,
): readonly Address[] =>
  overColumns(world).flatMap((key) =>
    columns(
      table,
      mentionedColumns(
        options[key] ?? "",
        tableOn(side, world.context)(table)?.columns ?? [],
        world.context,
      ),
      world,
    ),
  );

/** Do only options that concern columns change? Nothing else of the table waits for these. */
export const onlyOverColumns = (from: Options, to: Options, world: World): boolean =>
  [...Object.keys(from), ...Object.keys(to)].every(
    (key) => from[key] === to[key] || overColumns(world).includes(key),
  );
