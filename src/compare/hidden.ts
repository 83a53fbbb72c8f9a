/** What a database may hold and did not show to the user who read it: undecided wherever a verdict, or a plan, would stand on it. */
import type { Change, Hidden, Schema, Undecided } from "../model/index.js";
import type { Verdicts } from "./verdicts.js";

const because = ({ kind, because: reason }: Hidden): string =>
  `a ${kind} may be there that was not shown: ${reason}`;

/** The side that does not have the table may only not show it. */
const unseenTable = (change: Change, from: Schema, to: Schema): Hidden | null => {
  if (change.kind !== "table" || (change.verb !== "add" && change.verb !== "drop")) return null;
  const { hidden = [] } = change.verb === "add" ? from : to;
  return hidden.find(({ kind, schema }) => kind === "table" && schema === change.schema) ?? null;
};

/** Does something hang on it that nobody was shown? */
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

/** @param databases both sides say all that they have */
export const withHiddenUndecided = (
  { changes, undecided: others, skipped }: Verdicts,
  from: Schema,
  to: Schema,
  databases: boolean,
): Verdicts => {
  const judged = changes.map((change) => ({ change, hidden: unseenTable(change, from, to) }));
  const left = judged.filter(({ hidden }) => hidden === null).map(({ change }) => change);
  return {
    changes: left,
    undecided: [
      ...others,
      ...judged.flatMap(({ change: { schema, table, name }, hidden }): readonly Undecided[] =>
        hidden === null
          ? []
          : [{ kind: "table", schema, table, name, aspects: [], because: because(hidden) }],
      ),
      ...[from, to].flatMap((side) =>
        (side.hidden ?? [])
          .filter(({ kind }) => kind !== "table")
          .filter((one) => databases || left.some((change) => mayHangOn(one, change)))
          .map((one) => undecided(one, side)),
      ),
    ],
    skipped,
  };
};
