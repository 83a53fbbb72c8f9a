/** Each change as steps: a row per kind. */
import type { ChangeOf, ObjectKind } from "../../model/index.js";
import type { PlanContext } from "../context.js";
import type { Step } from "../step.js";
import type { Actions } from "./actions.js";
import { column } from "./column.js";
import { constraint } from "./constraint.js";
import { enumType } from "./enum.js";
import { index } from "./indexes.js";
import { schema } from "./schema.js";
import { sequence } from "./sequence.js";
import { table } from "./table.js";

const actions: { readonly [K in ObjectKind]: Actions<K> } = {
  schema,
  enum: enumType,
  sequence,
  table,
  column,
  primaryKey: constraint,
  unique: constraint,
  foreignKey: constraint,
  check: constraint,
  exclude: constraint,
  index,
};

export const actionsFor = <K extends ObjectKind>(
  change: ChangeOf<K>,
  context: PlanContext,
): readonly Step[] => actions[change.kind](change, context);
