/** Makes the names that a script leaves to the naming convention (by the name null). */
import {
  plainColumn,
  SchemaDiffError,
  type Column,
  type Constraint,
  type Index,
  type Table,
  type TableRef,
} from "../model/index.js";
import type { Dialect } from "../dialects/dialect.js";
import {
  constraintSubject,
  indexSubject,
  nameFor,
  type NamingConvention,
} from "../naming/index.js";

/** `columns`: those that are known where the object is named. */
export type Namer = (
  table: TableRef,
  columns: readonly Column[],
  what: Constraint | Index,
) => string;

const tableOf = ({ schema, name }: TableRef, columns: readonly Column[]): Table => ({
  schema,
  name,
  columns,
  constraints: [],
  indexes: [],
  comment: null,
  options: {},
  definition: null,
});

const wordsOf = (what: Constraint | Index): string =>
  "kind" in what ? `a ${what.kind}` : "an index";

/** Makes names by the convention that a batch specifies itself; by the migrator's own where it specifies none. */
export type Namers = (own: NamingConvention | null) => Namer;

/** Where there is no convention, a null name is an error. */
const noNames: Namer = (table, _columns, what) => {
  throw new SchemaDiffError(
    "script",
    `${wordsOf(what)} on ${table.name} has the name null, and no naming convention is set`,
    "write the name, or set namingConvention",
  );
};

/** The columns that the object itself names, where nothing else is known of its table. */
const ownColumns = (what: Constraint | Index): readonly string[] => {
  if ("columns" in what) return what.columns;
  return "elements" in what
    ? what.elements.flatMap(({ of }) => ("column" in of ? [of.column] : []))
    : [];
};

const conventionNames =
  (convention: NamingConvention, dialect: Dialect): Namer =>
  (ref, columns, what) => {
    const table = tableOf(
      ref,
      columns.length > 0 ? columns : ownColumns(what).map((name) => plainColumn(name, "")),
    );
    const subject =
      "kind" in what
        ? constraintSubject(table, what, dialect.lexicon)
        : indexSubject(table, what, dialect.lexicon);
    const { name } = nameFor(subject, { ask: "convention" }, convention, dialect.facts);
    return name ?? noNames(ref, columns, what);
  };

/** @param convention the migrator's; null where it has none */
export const namersBy =
  (convention: NamingConvention | null, dialect: Dialect): Namers =>
  (own) => {
    const which = own ?? convention;
    return which === null ? noNames : conventionNames(which, dialect);
  };

/** For operations that are only looked at: every name has to be written. */
export const withoutNames: Namers = () => noNames;
