/**
 * Objects that are not modelled in full but depend on modelled ones: how they are created again,
 * and what they depend on.
 */
import type { Sql } from "./column.js";
import type { TableRef } from "./constraint.js";

/** The address of an object that another one depends on. */
export interface Dependency extends TableRef {
  /** `table`, `column`, `enum`, `sequence`, `constraint`, `index`, or the kind of an opaque object. */
  readonly kind: string;
  /**
   * The table of a column, a constraint, an index, a trigger …; null for an object outside tables.
   */
  readonly table: string | null;
}

/** A view, materialized view, rule, policy, trigger, extended statistics, function … */
export interface OpaqueObject extends TableRef {
  /** The same word as in `notCompared`. */
  readonly kind: string;
  /** The table or view that it belongs to. */
  readonly table: TableRef | null;
  /** The statement that drops it; null where nothing can create it again. */
  readonly drop: Sql | null;
  /**
   * The statements that create it again word for word: the object itself, then its owner, comment,
   * privileges and options.
   */
  readonly definition: readonly Sql[];
  readonly dependsOn: readonly Dependency[];
  /**
   * Those of `dependsOn` with which it is dropped: the table of a trigger, the columns of
   * statistics.
   */
  readonly goesWith: readonly Dependency[];
  /**
   * The modelled objects that depend on it: constraints, indexes, and columns whose default or
   * expression calls a function.
   */
  readonly usedBy: readonly Dependency[];
  /**
   * The server lets what it depends on be dropped or changed, and it fails from then on when it is
   * used (MySQL, SQLite).
   */
  readonly breaks: boolean;
}

/** A key for maps. */
export const dependencyKey = ({ kind, schema, table, name }: Dependency): string =>
  JSON.stringify([kind, schema, table, name]);

/** Its address, as the objects that depend on it refer to it. */
export const opaqueAddress = ({ kind, schema, table, name }: OpaqueObject): Dependency => ({
  kind,
  schema,
  table: table === null ? null : table.name,
  name,
});

/** For messages: `trigger audited of t`. */
export const dependencyText = ({ kind, schema, table, name }: Dependency): string => {
  if (kind === "column" || table === null)
    return `${kind} ${[schema, table, name].filter((part) => part !== null).join(".")}`;
  return `${kind} ${name} of ${[schema, table].filter((part) => part !== null).join(".")}`;
};
