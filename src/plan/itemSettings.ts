/** The steps that change what is set on a constraint or an index while it stands. */
import { nameText, optionsOf, type Constraint, type Index, type TableRef } from "../model/index.js";
import type { PlanContext } from "./context.js";
import { isIndex } from "./mentions.js";
import { step, type Step } from "./step.js";

/** Its options and its comment as they are to be. */
export const settingSteps = (
  table: TableRef,
  name: string,
  from: Constraint | Index,
  to: Constraint | Index,
): readonly Step[] => {
  const [old, now] = [optionsOf(from), optionsOf(to)];
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [
    ...([...keys].every((key) => old[key] === now[key])
      ? []
      : [step("alterIndex", table, { do: "alterIndex", table, name, from: old, to: now })]),
    ...(from.comment === to.comment
      ? []
      : [
          step("comment", null, {
            do: "setComment",
            on: isIndex(to) ? "index" : "constraint",
            owner: table,
            name,
            from: from.comment,
            to: to.comment,
          }),
        ]),
  ];
};

/** What its table would keep of an index that goes is taken back before. */
export const releasingSteps = (
  table: TableRef,
  item: Constraint | Index,
  { dialect: { facts } }: PlanContext,
): readonly Step[] => {
  const options = optionsOf(item);
  const stays = Object.entries(facts.exclusiveOptions ?? {}).flatMap(([key, what]) =>
    what === "stays" && options[key] !== undefined ? [key] : [],
  );
  const name = nameText(item.name);
  if (stays.length === 0 || name === null) return [];
  const left = Object.fromEntries(Object.entries(options).filter(([key]) => !stays.includes(key)));
  return [step("alterIndex", table, { do: "alterIndex", table, name, from: options, to: left })];
};
