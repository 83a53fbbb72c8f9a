/** What planning knows while it makes a plan: both schemas, the dialect, and the options. */
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

/** A CHECK that is not compared, and that the server drops together with a column that it names. */
export interface ImplicitDrop {
  readonly table: TableRef;
  readonly check: Constraint<"check">;
}

export interface PlanOptions {
  /** What a stored plan records of both sides; called when the plan is written as data. */
  readonly sides?: { readonly from: () => PlanSide; readonly to: () => PlanSide };
  /** Writes out a name for every constraint and index that is added without one (the name that it would get anyway), so that scripts name all of them. Default: no. */
  readonly explicitNames?: boolean;
  /** New columns are placed where they are declared, on a server that can place them. Default: at the end. */
  readonly placesColumns?: boolean;
  /** `to` was declared, and leaves unspecified what the way back has to know: the way back starts from `from` with the changes applied. */
  readonly toIsDeclared?: boolean;
  /** CHECKs that were dropped implicitly with columns on the way there, and are restored with them. */
  readonly restores?: readonly ImplicitDrop[];
  /** Opaque objects that were dropped with tables and columns on the way there. */
  readonly restoresOpaque?: readonly OpaqueObject[];
  /** What the way back can restore by UNDROP of what the way there dropped. */
  readonly undrops?: Undrops;
  /** Parts of `to` that the server refuses, in words: what they need is not modelled, and does not exist. */
  readonly refused?: readonly string[];
  /** Changes that the database cannot make because of what it holds, in words. */
  readonly impossible?: readonly string[];
  /** The id of an edge rule to leave out, for the test that shows that each rule is needed. */
  readonly withoutRule?: string;
  /** What happens to the dependents of what is dropped. Left out: those that are not compared make the plan be refused, all others are dropped by name. */
  readonly onDependents?: OnDependents;
  /** Tables that are not compared, and whose foreign keys point to those that are. */
  readonly outside?: readonly Table[];
  /** The parts of compared tables that are not compared themselves: each table with these parts only. */
  readonly leftAlone?: readonly Table[];
  /** Those of `leftAlone` that exist before the plan runs, where the plan restores others; left out: all of them. */
  readonly leftAloneBefore?: readonly Table[];
  /** The tables of `outside` as they are before the plan runs, where it drops or restores foreign keys of theirs; left out: as in `outside`. */
  readonly outsideBefore?: readonly Table[];
  /** Foreign keys that are created by ALTER TABLE even where CREATE TABLE could hold them (`useAlter`). */
  readonly useAlter?: readonly ByAlter[];
}

/** Whether a text was written about the schema before the plan, or about the one after it. */
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
  /** A column's name in the form by which the server tells columns apart. */
  readonly foldColumn: (name: string) => string;
  readonly placesColumns: boolean;
  readonly restores: readonly ImplicitDrop[];
  readonly restoresOpaque: readonly OpaqueObject[];
  /** Columns that are dropped and created again, whatever changes about them. */
  readonly remade: ColumnsByTable;
  /** Enum types that are dropped and created again, as they were before, by their keys. */
  readonly remadeEnums: ReadonlyMap<string, EnumType>;
  /** Objects that columns name besides their types (collations) and that are dropped and created again, as they were before. */
  readonly remadeNamed: readonly TableRef[];
  /** The keys of objects whose change is to be dropped and created again. */
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

/** Looks up tables of one side. */
export const tableOn = (
  side: Side,
  { fromTable, toTable }: PlanContext,
): ((ref: TableRef) => Table | undefined) => (side === "from" ? fromTable : toTable);

/** Looks up tables of a schema by name. Between two databases the names of one table may differ in case. */
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

/** The schema with the outside tables added, each with its foreign keys only. */
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
      [nameText(name), null].some((own) => altered.has(alterKey({ table, name: own, columns }))),
  };
};
