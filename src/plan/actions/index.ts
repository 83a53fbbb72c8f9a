/** Turns each change into steps: a row per kind; all kinds of SQL objects share one. */
import {
  isOfSqlObject,
  type Change,
  type ChangeOf,
  type ObjectKind,
  type SqlObjectKind,
} from "../../model/index.js";
import type { PlanContext } from "../context.js";
import type { Step } from "../step.js";
import type { Actions } from "./actions.js";
import { column } from "./column.js";
import { constraint } from "./constraint.js";
import { enumType } from "./enum.js";
import { index } from "./indexes.js";
import { schema } from "./schema.js";
import { sequence } from "./sequence.js";
import { sqlObject } from "./sqlObject.js";
import { table } from "./table.js";

type OwnKind = Exclude<ObjectKind, SqlObjectKind>;

const actions: { readonly [K in OwnKind]: Actions<K> } = {
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

const ownActions = <K extends OwnKind>(
  change: ChangeOf<K>,
  context: PlanContext,
): readonly Step[] => actions[change.kind](change, context);

export const actionsFor = (change: Change, context: PlanContext): readonly Step[] =>
  isOfSqlObject(change) ? sqlObject(change, context) : ownActions<OwnKind>(change, context);
