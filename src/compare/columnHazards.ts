/** What a change of a column does to the rows that are there, where that depends on the server. */
import type { Dialect, Version } from "../dialects/index.js";
import type { Aspect, Change, Column, Hazard } from "../model/index.js";

interface ColumnChange extends Pick<Change, "verb"> {
  readonly from: Column | null;
  readonly to: Column | null;
  readonly aspects: readonly Aspect[];
}

const retypes = ({ path }: Aspect): boolean =>
  path === "type" || path === "collation" || path === "options.charset";

/** By the dialect's table of type pairs. What is computed is computed again. */
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

/** Of a column that comes NOT NULL and without a default. */
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

/** @param known what the kind alone tells */
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
