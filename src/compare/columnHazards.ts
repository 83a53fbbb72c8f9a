/** The hazards of a change of a column for existing rows, where they depend on the server. */
import type { Dialect, Version } from "../dialects/index.js";
import {
  nameText,
  type Aspect,
  type Change,
  type Collation,
  type Column,
  type Hazard,
  type Table,
} from "../model/index.js";
import { columnNamesIn, type Lexicon } from "../sql/index.js";

interface ColumnChange extends Pick<Change, "verb"> {
  readonly from: Column | null;
  readonly to: Column | null;
  readonly aspects: readonly Aspect[];
}

const retypes = ({ path }: Aspect): boolean =>
  path === "type" || path === "collation" || path === "options.charset";

/** The key or the unique index of the table that compares the column by its own collation; null where there is none. */
const uniqueOver = (
  column: Column,
  { constraints, indexes }: Table,
  lexicon: Lexicon,
): string | null => {
  const key = constraints.find(
    (one) =>
      (one.kind === "primaryKey" || one.kind === "unique") && one.columns.includes(column.name),
  );
  if (key !== undefined)
    return key.kind === "primaryKey"
      ? "the primary key"
      : `unique ${nameText(key.name) ?? ""}`.trim();
  const index = indexes.find(
    ({ unique, elements }) =>
      unique &&
      elements.some(
        ({ of, collation }) =>
          collation === null &&
          ("column" in of
            ? of.column === column.name
            : columnNamesIn(of.expression, lexicon).some(({ name }) => name === column.name)),
      ),
  );
  return index === undefined ? null : `unique index ${nameText(index.name) ?? ""}`.trim();
};

/** What a key forbids is told where nothing else is told to fail. */
const ofKey = (
  from: Column,
  to: Column,
  table: Table | undefined,
  { lexicon }: Dialect,
): readonly Hazard[] => {
  const unique = table === undefined ? null : uniqueOver(from, table, lexicon);
  return unique === null
    ? []
    : [
        {
          code: "may-fail-on-rows",
          message: `fails where existing rows hold values that are equal as ${to.type}: ${unique} forbids that`,
        },
      ];
};

/** The hazards of a change of type, by the dialect's table of type pairs; none for a generated column, which is computed again. */
const ofType = (
  { from, to, aspects }: ColumnChange,
  dialect: Dialect,
  version: Version,
  table: Table | undefined,
): readonly Hazard[] => {
  const { conversion } = dialect.types;
  if (from === null || to === null || conversion === undefined) return [];
  if (from.generated !== null || !aspects.some(retypes)) return [];
  const { loses, fails } = conversion(from, to, version);
  return [
    ...(loses === null
      ? []
      : [{ code: "loses-data", message: `${from.type} → ${to.type}: ${loses}` }]),
    ...(fails
      ? [
          {
            code: "may-fail-on-rows",
            message: `fails where existing rows hold values that ${to.type} cannot hold`,
          },
        ]
      : loses === null
        ? []
        : ofKey(from, to, table, dialect)),
  ];
};

const equalUnder = (collation: string | null, unique: string): Hazard => ({
  code: "may-fail-on-rows",
  message: `fails where existing rows hold values that are equal under ${collation ?? "the collation that it has by default"}: ${unique} forbids that`,
});

/** Values that differ may be equal under another collation, and a key holds no two that are. */
const ofCollation = (
  { from, to }: ColumnChange,
  { types: { mergesValues }, lexicon }: Dialect,
  { table, collations }: Known,
): readonly Hazard[] => {
  if (from === null || to === null || table === undefined || from.collation === to.collation)
    return [];
  const unique = uniqueOver(from, table, lexicon);
  return unique !== null && mergesValues?.(from.collation, to.collation, collations) === true
    ? [equalUnder(to.collation, unique)]
    : [];
};

/** The hazards of a collation that changes, for the keys over the columns that have it. */
export const collationHazards = (
  from: Collation,
  to: Collation,
  tables: readonly Table[],
  { types: { mergesValues }, lexicon }: Dialect,
): readonly Hazard[] => {
  for (const table of tables)
    for (const column of table.columns) {
      const { collation } = column;
      if (collation === null || mergesValues?.(collation, collation, [to]) !== true) continue;
      const unique = uniqueOver(column, table, lexicon);
      if (unique !== null && !mergesValues(collation, collation, [from]))
        return [equalUnder(collation, unique)];
    }
  return [];
};

/** The hazard of adding a column that is NOT NULL and has no default, where the server fills existing rows with a value; null elsewhere. */
const filled = (added: Column, { types: { fillsRows } }: Dialect): readonly Hazard[] | null => {
  const value = fillsRows?.(added) ?? null;
  return value === null
    ? null
    : [
        {
          code: "fills-rows",
          message: `existing rows get ${value}: NOT NULL without a default`,
        },
      ];
};

const ofNulls =
  ({ types: { nullsBecome } }: Dialect) =>
  (hazard: Hazard): Hazard =>
    nullsBecome === undefined || hazard.code !== "may-fail-on-rows"
      ? hazard
      : { ...hazard, message: `${hazard.message} (they become ${nullsBecome})` };

/** What is known besides the change itself. */
export interface Known {
  /** As it is before the change; undefined where that is not known. */
  readonly table: Table | undefined;
  /** The collations that the database has after the change, as objects of their own. */
  readonly collations: readonly Collation[];
}

const nothingKnown: Known = { table: undefined, collations: [] };

/** @param known the hazards that follow from the kind of change alone */
export const columnHazards = (
  change: ColumnChange,
  known: readonly Hazard[],
  dialect: Dialect,
  version: Version,
  besides: Known = nothingKnown,
): readonly Hazard[] => {
  if (change.verb === "add" && change.to !== null && known.length > 0)
    return filled(change.to, dialect) ?? known;
  return change.verb === "alter"
    ? [
        ...ofType(change, dialect, version, besides.table),
        ...ofCollation(change, dialect, besides),
        ...known.map(ofNulls(dialect)),
      ]
    : known;
};
