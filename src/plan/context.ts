/** What planning knows: both schemas and the dialect. */
import type { PlanSide } from "../codec/plan.js";
import { versionOf } from "../compare/index.js";
import type { Dialect, Version } from "../dialects/index.js";
import {
  nameText,
  ofKind,
  tableKey,
  type ByAlter,
  type Constraint,
  type OpaqueObject,
  type EnumType,
  type OnDependents,
  type Schema,
  type Table,
  type TableRef,
} from "../model/index.js";
import { caseless } from "../sql/index.js";
import { withLeftAlone } from "./effects/leftAlone.js";
import { noUndrops, type Undrops } from "./actions/undrops.js";

/** A CHECK that nobody compares, and that goes with a column it names. */
export interface ImplicitDrop {
  readonly table: TableRef;
  readonly check: Constraint<"check">;
}

export interface PlanOptions {
  /** What is to be remembered of both sides; asked for when the plan is written as data. */
  readonly sides?: { readonly from: () => PlanSide; readonly to: () => PlanSide };
  /** Gives every constraint and index that is added without a name the name it would get anyway, so that scripts name all. Default: as they are. */
  readonly explicitNames?: boolean;
  /** New columns come where they are declared, on a server that can put them there. Default: at the end. */
  readonly placesColumns?: boolean;
  /** `to` was declared, and leaves unspecified what the way back has to know: it starts from what the plan makes of `from`. */
  readonly toIsDeclared?: boolean;
  /** What went along with columns on the way there, and comes back with them. */
  readonly restores?: readonly ImplicitDrop[];
  /** What is not modelled and went along with tables and columns on the way there. */
  readonly restoresOpaque?: readonly OpaqueObject[];
  /** What ran on the way there, of which some can be brought back. */
  readonly undrops?: Undrops;
  /** Pieces of `to` that the server will not have, in words: what they need is not modelled, and not there. */
  readonly refused?: readonly string[];
  /** What the database that is to be changed will not do by what it holds, in words. */
  readonly impossible?: readonly string[];
  /** The id of an edge rule that is left out: for the test that shows that each is needed. */
  readonly withoutRule?: string;
  /** What is done with what stands on what goes. Left out: what is not compared is refused, all else is dropped by name. */
  readonly onDependents?: OnDependents;
  /** Tables that are not compared, and whose foreign keys point to those that are. */
  readonly outside?: readonly Table[];
  /** Of tables that are compared, the parts that are not: each table with just these. */
  readonly leftAlone?: readonly Table[];
  /** Those of them that stand before the plan runs, where it brings others back; left out: all. */
  readonly leftAloneBefore?: readonly Table[];
  /** The same tables as they are before the plan runs, where it drops or brings back foreign keys of theirs; left out: as `outside` has them. */
  readonly outsideBefore?: readonly Table[];
  /** Foreign keys that are created by ALTER even where they could stand inside CREATE TABLE (`useAlter`). */
  readonly useAlter?: readonly ByAlter[];
}

/** Whether a text was written of what stands before the plan, or of what stands after it. */
export type Side = "from" | "to";

/** Names of columns by the key of their table. */
export type ColumnsByTable = ReadonlyMap<string, ReadonlySet<string>>;

export interface PlanContext {
  readonly dialect: Dialect;
  /** Of the server that the plan runs on; empty where neither side was read from one. */
  readonly version: Version;
  readonly from: Schema;
  readonly to: Schema;
  readonly fromTable: (ref: TableRef) => Table | undefined;
  readonly toTable: (ref: TableRef) => Table | undefined;
  /** A column's name as the server tells columns apart. */
  readonly foldColumn: (name: string) => string;
  readonly placesColumns: boolean;
  readonly restores: readonly ImplicitDrop[];
  readonly restoresOpaque: readonly OpaqueObject[];
  /** Columns that are dropped and made anew, whatever changes about them. */
  readonly remade: ColumnsByTable;
  /** Enum types that are made anew, as they were, by their keys. */
  readonly remadeEnums: ReadonlyMap<string, EnumType>;
  /** What columns name besides their types (collations) and is dropped and made anew, as it was. */
  readonly remadeNamed: readonly TableRef[];
  /** The keys of objects that change by being dropped and made anew. */
  readonly remadeObjects: ReadonlySet<string>;
  readonly undrops: Undrops;
  readonly impossible: readonly string[];
  readonly refused: readonly string[];
  readonly withoutRule: string | null;
  readonly onDependents: OnDependents | null;
  /** The keys of the tables that are not compared. */
  readonly outside: ReadonlySet<string>;
  readonly leftAlone: readonly Table[];
  readonly byAlter: (table: TableRef, foreignKey: Constraint<"foreignKey">) => boolean;
}

/** The tables of one side. */
export const tableOn = (
  side: Side,
  { fromTable, toTable }: PlanContext,
): ((ref: TableRef) => Table | undefined) => (side === "from" ? fromTable : toTable);

/** Between two databases the names of one table may differ in case. */
const lookup = (
  schema: Schema,
  { facts, lexicon }: Dialect,
): ((ref: TableRef) => Table | undefined) => {
  const byKey = new Map(schema.tables.map((t) => [tableKey(t), t]));
  if (!facts.caseInsensitiveNames) return (ref) => byKey.get(tableKey(ref));
  const folded = ({ schema: place, name }: TableRef): string =>
    tableKey({ schema: place, name: caseless(name, lexicon) });
  const byFold = new Map(schema.tables.map((t) => [folded(t), t]));
  return (ref) => byKey.get(tableKey(ref)) ?? byFold.get(folded(ref));
};

const alterKey = ({ table, name, columns }: ByAlter): string =>
  JSON.stringify([tableKey(table), name ?? columns]);

/** Of a table that is not compared, only what points to others is of interest. */
const withReferring = (schema: Schema, outside: readonly Table[]): Schema =>
  outside.length === 0
    ? schema
    : {
        ...schema,
        tables: [
          ...schema.tables,
          ...outside.map((table) => ({
            ...table,
            constraints: ofKind(table.constraints, "foreignKey"),
            indexes: [],
          })),
        ],
      };

export const planContext = (
  dialect: Dialect,
  fromCompared: Schema,
  toCompared: Schema,
  options: PlanOptions,
): PlanContext => {
  const { outside = [], leftAlone = [], onDependents = null } = options;
  const from = withReferring(
    withLeftAlone(fromCompared, options.leftAloneBefore ?? leftAlone),
    options.outsideBefore ?? outside,
  );
  const to = withReferring(withLeftAlone(toCompared, leftAlone), outside);
  const altered = new Set((options.useAlter ?? []).map(alterKey));
  return {
    dialect,
    version: versionOf(from, to),
    from,
    to,
    fromTable: lookup(from, dialect),
    toTable: lookup(to, dialect),
    foldColumn: dialect.facts.columnNamesIgnoreCase
      ? (name) => caseless(name, dialect.lexicon)
      : (name) => name,
    placesColumns: options.placesColumns ?? false,
    restores: options.restores ?? [],
    restoresOpaque: options.restoresOpaque ?? [],
    undrops: options.undrops ?? noUndrops,
    remade: new Map(),
    remadeEnums: new Map(),
    remadeNamed: [],
    remadeObjects: new Set(),
    onDependents,
    outside: new Set(outside.map((table) => tableKey(table))),
    leftAlone,
    refused: options.refused ?? [],
    impossible: options.impossible ?? [],
    withoutRule: options.withoutRule ?? null,
    byAlter: (table, { name, columns }) =>
      altered.size > 0 &&
      [nameText(name), null].some((said) => altered.has(alterKey({ table, name: said, columns }))),
  };
};
