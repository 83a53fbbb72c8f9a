/** Refuses what a plan would create but cannot, because it needs an object that is not modelled (a function, say) and that only the other side has. */
import {
  constraintKinds,
  dependencyText,
  unmodelledKey,
  type Change,
  type Comparison,
  type Dependency,
  type NotCompared,
  type Unmodelled,
} from "../../model/index.js";

/** The key without the arguments of a function or the method of an operator class: an overload may serve as well. */
const bareKey = (item: Unmodelled): string =>
  unmodelledKey({ ...item, name: item.name.replace(/ ?\(.*$/s, "") });

/** What only `to` has, and `from` not even under the same bare name. */
const lacking = (notCompared: readonly NotCompared[]): readonly NotCompared[] => {
  const there = new Set(notCompared.filter(({ side }) => side !== "to").map(bareKey));
  return notCompared.filter((item) => item.side === "to" && !there.has(bareKey(item)));
};

const isOfKind = (change: Change, kind: string): boolean =>
  change.kind === kind ||
  (kind === "constraint" && constraintKinds.some((one) => one === change.kind));

/** Does the change create it, or create it again? A new table creates everything in it. */
const makes = (change: Change, { kind, schema, table, name }: Dependency): boolean => {
  if (change.schema !== schema || change.to === null || change.verb === "rename") return false;
  if (change.kind === "table") return change.verb === "add" && change.name === table;
  return isOfKind(change, kind) && change.table === table && change.name === name;
};

/** The refusals, for a `from` whose server cannot be asked: `column a of t needs function f(a integer), which is not there`. */
export const lackingRefusals = ({
  changes,
  notCompared,
}: Pick<Comparison, "changes" | "notCompared">): readonly string[] =>
  lacking(notCompared).flatMap(({ kind, schema, name, usedBy = [] }) =>
    usedBy
      .filter((user) => changes.some((change) => makes(change, user)))
      .map(
        (user) =>
          `${dependencyText(user)} needs ${dependencyText({ kind, schema, table: null, name })}, which is not there`,
      ),
  );
