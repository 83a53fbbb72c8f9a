/** Foreign keys. */
import type { Constraint } from "../constraint.js";
import { action, ownColumns, value, type Field } from "./field.js";
import { constraintFields, type ConstraintRow } from "./row.js";

type ForeignKey = Constraint<"foreignKey">;

const target: Field<ForeignKey["target"], ForeignKey> = {
  ...value,
  read: (ref, { table }) => table(ref),
};

const targetColumns: Field<ForeignKey["targetColumns"], ForeignKey> = {
  ...value,
  read: (columns, { columnOf }, foreignKey) =>
    columns.map((column) => columnOf(foreignKey.target, column)),
};

export const foreignKey: ConstraintRow<"foreignKey"> = {
  fields: {
    ...constraintFields,
    columns: ownColumns,
    target,
    targetColumns,
    onUpdate: action,
    onDelete: action,
    onDeleteColumns: ownColumns,
    match: value,
    deferral: value,
    validated: value,
    enforced: value,
  },
  core: ["columns", "target", "targetColumns"],
};
