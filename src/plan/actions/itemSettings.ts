/** The steps that change options and comment of a constraint or an index in place. */
import {
  nameText,
  optionsOf,
  type Constraint,
  type Index,
  type Options,
  type TableRef,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import { isIndex } from "../effects/mentions.js";
import { step, type Step } from "../step.js";

const alterSteps = (table: TableRef, name: string, from: Options, to: Options): readonly Step[] =>
  Object.keys({ ...from, ...to }).every((key) => from[key] === to[key])
    ? []
    : [step("alterIndex", table, { do: "alterIndex", table, name, from, to })];

/**
 * Sets the options and the comment as they are to be. An option that only one index of a table can have is given up in a
 * step of its own: two indexes may exchange theirs.
 */
export const settingSteps = (
  table: TableRef,
  name: string,
  from: Constraint | Index,
  to: Constraint | Index,
  { dialect: { facts } }: PlanContext,
): readonly Step[] => {
  const [old, now] = [optionsOf(from), optionsOf(to)];
  const given = Object.fromEntries(
    Object.entries(old).filter(
      ([key]) => now[key] !== undefined || facts.exclusiveOptions?.[key] === undefined,
    ),
  );
  return [
    ...alterSteps(table, name, old, given),
    ...alterSteps(table, name, given, now),
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

/** Takes away, before an index is dropped, the option that its table would otherwise keep. */
export const releasingSteps = (
  table: TableRef,
  item: Constraint | Index,
  { dialect: { facts } }: PlanContext,
): readonly Step[] => {
  const options = optionsOf(item);
  const stays = Object.entries(facts.exclusiveOptions ?? {}).flatMap(([key, what]) =>
    what === "kept" && options[key] !== undefined ? [key] : [],
  );
  const name = nameText(item.name);
  if (stays.length === 0 || name === null) return [];
  const left = Object.fromEntries(Object.entries(options).filter(([key]) => !stays.includes(key)));
  return [step("alterIndex", table, { do: "alterIndex", table, name, from: options, to: left })];
};
