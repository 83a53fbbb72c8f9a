/** The hazards of a change of a column for existing rows, where they depend on the server. */
import type { Dialect, Version } from "../dialects/index.js";
import type { Aspect, Change, Column, Hazard } from "../model/index.js";

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

/** @param known the hazards that follow from the kind of change alone */
export const columnHazards = (
  change: ColumnChange,
  known: readonly Hazard[],
  dialect: Dialect,
  version: Version,
): readonly Hazard[] => {
  if (change.verb === "add" && change.to !== null && known.length > 0)
    return filled(change.to, dialect) ?? known;
  return change.verb === "alter"
    ? [...ofType(change, dialect, version), ...known.map(ofNulls(dialect))]
    : known;
};
