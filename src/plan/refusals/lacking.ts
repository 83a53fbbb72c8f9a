/** What is to be made and needs something that is not modelled and that only the other side has: no plan makes it. */
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

/** Its name without the arguments of a function, which may be called otherwise, or the method of an operator class. */
const bareKey = (item: Unmodelled): string =>
  unmodelledKey({ ...item, name: item.name.replace(/ ?\(.*$/s, "") });

/** Only the side to be changed lacks it; one that has another of that name may have what serves as well. */
const lacking = (notCompared: readonly NotCompared[]): readonly NotCompared[] => {
  const there = new Set(notCompared.filter(({ side }) => side !== "to").map(bareKey));
  return notCompared.filter((item) => item.side === "to" && !there.has(bareKey(item)));
};

const isOfKind = (change: Change, kind: string): boolean =>
  change.kind === kind ||
  (kind === "constraint" && constraintKinds.some((one) => one === change.kind));

/** Does the change make it, or make it anew? A new table makes all that it has. */
const makes = (change: Change, { kind, schema, table, name }: Dependency): boolean => {
  if (change.schema !== schema || change.to === null || change.verb === "rename") return false;
  if (change.kind === "table") return change.verb === "add" && change.name === table;
  return isOfKind(change, kind) && change.table === table && change.name === name;
};

/** For a side that no server can be asked about: `column a of t needs function f(a integer)`. */
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
