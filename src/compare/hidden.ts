/** Objects that a database may hold and did not show to the user who read it: a verdict or plan that depends on them is undecided. */
import type { Change, Hidden, Schema, Undecided } from "../model/index.js";
import type { Verdicts } from "./verdicts.js";

const because = ({ kind, because: reason }: Hidden): string =>
  `a ${kind} may be there that was not shown: ${reason}`;

/** The kinds that are undecided as a whole, by name. */
const wholes = ["table", "sequence", "schema"] as const;

/** The reason why the side without the object may hold it and not show it; null where there is none. */
const unseenWhole = (change: Change, from: Schema, to: Schema): Hidden | null => {
  if (change.verb !== "add" && change.verb !== "drop") return null;
  if (!wholes.some((kind) => kind === change.kind)) return null;
  const { hidden = [] } = change.verb === "add" ? from : to;
  return (
    hidden.find(
      ({ kind, schema }) => kind === change.kind && (kind === "schema" || schema === change.schema),
    ) ?? null
  );
};

/** May the change be made although its object may be hidden? To create what exists already fails and changes nothing; to drop what was only hidden would lose it. */
const isMade = ({ verb }: Change, hidden: Hidden | null): hidden is Hidden =>
  verb === "add" && hidden?.asFarAsTold === true;

const withReason = (change: Change, hidden: Hidden | null): Change =>
  isMade(change, hidden)
    ? { ...change, because: `${change.because} that was shown: ${hidden.because}` }
    : change;

/** May a hidden object depend on what the change touches? */
const mayHangOn = (hidden: Hidden, { verb, kind, schema, table }: Change): boolean =>
  verb !== "add" &&
  (kind === "table" || kind === "column") &&
  schema === hidden.schema &&
  (hidden.kind === "view definition" ||
    (hidden.kind === "trigger" && (hidden.table === null || hidden.table === table)));

const undecided = (hidden: Hidden, { defaultSchema }: Schema): Undecided => ({
  ...(hidden.table === null
    ? { kind: "schema", schema: null, table: null, name: hidden.schema ?? defaultSchema }
    : { kind: "table", schema: hidden.schema, table: hidden.table, name: hidden.table }),
  aspects: [],
  because: because(hidden),
});

/** @param databases both sides were read from databases, and so are complete */
export const withHiddenUndecided = (
  { changes, undecided: others, skipped }: Verdicts,
  from: Schema,
  to: Schema,
  databases: boolean,
): Verdicts => {
  const judged = changes.map((change) => ({ change, hidden: unseenWhole(change, from, to) }));
  const isLeft = ({ change, hidden }: (typeof judged)[number]): boolean =>
    hidden === null || isMade(change, hidden);
  const left = judged.filter(isLeft).map(({ change, hidden }) => withReason(change, hidden));
  return {
    changes: left,
    undecided: [
      ...others,
      ...judged.flatMap((one): readonly Undecided[] => {
        const { change, hidden } = one;
        if (hidden === null || isLeft(one)) return [];
        const { kind, schema, table, name } = change;
        return [{ kind, schema, table, name, aspects: [], because: because(hidden) }];
      }),
      ...[from, to].flatMap((side) =>
        (side.hidden ?? [])
          .filter(({ kind }) => !wholes.some((whole) => whole === kind))
          .filter((one) => databases || left.some((change) => mayHangOn(one, change)))
          .map((one) => undecided(one, side)),
      ),
    ],
    skipped,
  };
};
