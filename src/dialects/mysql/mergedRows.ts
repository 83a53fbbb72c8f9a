/**
 * The rows that differ in what a key compares, and are equal once a column of it has another
 * collation or another type.
 */
import {
  nameText,
  plainElement,
  type Column,
  type Element,
  type Operation,
  type Schema,
  type Sql,
  type Table,
} from "../../model/index.js";
import type { RowCondition, RowsAsked } from "../rowCondition.js";
import { tableIn } from "./alter.js";
import { quote, quoteTable } from "./clauses.js";
import { convertedValue, mayMerge } from "./convertedValue.js";
import type { Flavour } from "./flavour.js";
import { elementsText, equalRows, readBy } from "./equalRows.js";

/** Aspects of a column by which its values may become equal. */
const merging = ["type", "collation", "options"] as const;

const changed = (column: Column, { change, name }: Operation<"alterColumn">): Column => {
  const { using: _using, ...rest } = change;
  return { ...column, ...rest, name };
};

/** May it make values equal, as far as that can be told without the table? */
export const readsBeforeAsking = (operation: Operation): boolean =>
  operation.do === "alterColumn" &&
  merging.some((aspect) => operation.change[aspect] !== undefined);

interface Unique {
  readonly what: string;
  readonly elements: readonly Element[];
}

const called = (words: string, name: string | null): string =>
  name === null ? words : `${words} ${name}`;

/** All that compares rows in the table, with what it is called in messages. */
const uniquesOf = ({ constraints, indexes }: Table): readonly Unique[] => [
  ...constraints.flatMap((one) => {
    if (one.kind !== "primaryKey" && one.kind !== "unique") return [];
    return [
      {
        what: one.kind === "unique" ? called("unique", nameText(one.name)) : "the primary key",
        elements: one.columns.map((column) => plainElement({ column })),
      },
    ];
  }),
  ...indexes.flatMap(({ unique, name, elements }) =>
    unique ? [{ what: called("unique index", nameText(name)), elements }] : [],
  ),
];

interface Change {
  readonly from: Column;
  readonly to: Column;
  readonly value: Sql;
}

interface Definitions {
  readonly now: { readonly table: Table; readonly schema: Schema };
  readonly then: { readonly table: Table; readonly schema: Schema };
  readonly flavour: Flavour;
}

/** The columns of the key that change, as a query has them; null where none can ask for them. */
const changesIn = (
  { elements }: Unique,
  { now, then, flavour }: Definitions,
): readonly Change[] | null => {
  const read = readBy(elements);
  const columns = now.table.columns.filter(({ name }) => read.includes(name));
  if (columns.some(({ generated }) => generated !== null)) return null;
  const changes: Change[] = [];
  for (const from of columns) {
    const to = then.table.columns.find(({ name }) => name === from.name);
    if (to === undefined) return null;
    if (!mayMerge({ column: from, ...now }, { column: to, ...then }, flavour)) continue;
    const value = convertedValue(from, { column: to, ...then });
    if (value === null) return null;
    changes.push({ from, to, value });
  }
  return changes;
};

const becomes = ({ from, to }: Change): string =>
  `${from.name} is ${from.type === to.type ? (to.collation ?? to.options["charset"] ?? to.type) : to.type}`;

const before = (index: number): Sql => quote(`before ${index}`);

const conditionOf = (
  unique: Unique,
  changes: readonly Change[],
  table: Table,
): readonly RowCondition[] => {
  const others = table.columns.filter(
    ({ name }) =>
      readBy(unique.elements).includes(name) && !changes.some(({ from }) => from.name === name),
  );
  const converted = changes.flatMap(({ from, value }, i) => [
    `${value} AS ${quote(from.name)}`,
    `${quote(from.name)} AS ${before(i)}`,
  ]);
  const source = `(SELECT ${[...converted, ...others.map(({ name }) => quote(name))].join(", ")} FROM ${quoteTable(table)}) AS c`;
  return equalRows({
    table,
    ...unique,
    source,
    says: `${elementsText(unique.elements)} once ${changes.map(becomes).join(", ")}`,
    shown: new Map(
      changes.map(({ from: { name } }, i) => [
        name,
        [
          `MIN(${before(i)}) AS ${quote(name)}`,
          `MAX(${before(i)}) AS ${quote(`${name} of another row`)}`,
        ],
      ]),
    ),
  }).map((condition): RowCondition => ({ ...condition, convertsRows: true }));
};

/** The conditions of a change of a column on rows under the keys that compare it. */
export const mergedRows = (
  operation: Operation<"alterColumn">,
  asked: RowsAsked | null,
  flavour: Flavour,
): readonly RowCondition[] => {
  if (asked === null || !readsBeforeAsking(operation)) return [];
  const now = tableIn(asked.now, operation.table);
  const earlier = tableIn(asked.before, operation.table);
  if (now === null || earlier === null) return [];
  const table: Table = {
    ...earlier,
    columns: earlier.columns.map((one) =>
      one.name === operation.name ? changed(one, operation) : one,
    ),
  };
  const definitions: Definitions = {
    now: { table: now, schema: asked.now },
    then: { table, schema: asked.before },
    flavour,
  };
  return uniquesOf(earlier).flatMap((unique) => {
    const changes = changesIn(unique, definitions) ?? [];
    return changes.some(({ from }) => from.name === operation.name)
      ? conditionOf(unique, changes, now)
      : [];
  });
};
