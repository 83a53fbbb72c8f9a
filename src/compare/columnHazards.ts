/** The hazards of a change of a column for existing rows, where they depend on the server. */
import type { Dialect, Version } from "../dialects/index.js";
import {
  nameText,
  type Aspect,
  type Change,
  type Column,
  type Hazard,
  type Table,
} from "../model/index.js";

interface ColumnChange extends Pick<Change, "verb"> {
  readonly from: Column | null;
  readonly to: Column | null;
  readonly aspects: readonly Aspect[];
}

const retypes = ({ path }: Aspect): boolean =>
  path === "type" || path === "collation" || path === "options.charset";

/** The hazards of a change of type, by the dialect's table of type pairs; none for a generated column, which is computed again. */
const ofType = (
  { from, to, aspects }: ColumnChange,
  { types: { conversion } }: Dialect,
  version: Version,
): readonly Hazard[] => {
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
      : []),
  ];
};

/** The key or the unique index of the table that compares the column by its own collation; null where there is none. */
const uniqueOver = (column: Column, { constraints, indexes }: Table): string | null => {
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
        ({ of, collation }) => collation === null && "column" in of && of.column === column.name,
      ),
  );
  return index === undefined ? null : `unique index ${nameText(index.name) ?? ""}`.trim();
};

/** Values that differ may be equal under another collation, and a key holds no two that are. */
const ofCollation = (
  { from, to }: ColumnChange,
  { types: { mergesValues } }: Dialect,
  table: Table | undefined,
): readonly Hazard[] => {
  if (from === null || to === null || table === undefined || from.collation === to.collation)
    return [];
  const unique = uniqueOver(from, table);
  if (unique === null || mergesValues?.(from.collation, to.collation) !== true) return [];
  const under = to.collation ?? "the collation that it has by default";
  return [
    {
      code: "may-fail-on-rows",
      message: `fails where existing rows hold values that are equal under ${under}: ${unique} forbids that`,
    },
  ];
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

/**
 * @param known the hazards that follow from the kind of change alone
 * @param table as it is before the change, where that is known
 */
export const columnHazards = (
  change: ColumnChange,
  known: readonly Hazard[],
  dialect: Dialect,
  version: Version,
  table?: Table,
): readonly Hazard[] => {
  if (change.verb === "add" && change.to !== null && known.length > 0)
    return filled(change.to, dialect) ?? known;
  return change.verb === "alter"
    ? [
        ...ofType(change, dialect, version),
        ...ofCollation(change, dialect, table),
        ...known.map(ofNulls(dialect)),
      ]
    : known;
};
