/** The row of foreign keys. */
import type { Constraint } from "../constraint.js";
import { action, mapKept, ownColumns, rely, remark, value, type Field } from "./field.js";
import { sameTable, tableText } from "../table.js";
import { heldAgainstRows } from "./hazard.js";
import { constraintFields, type ConstraintRow } from "./row.js";
import { listText } from "./words.js";

type ForeignKey = Constraint<"foreignKey">;

const target: Field<ForeignKey["target"], ForeignKey> = {
  ...value,
  read: (ref, { table }) => {
    const read = table(ref);
    return sameTable(read, ref) ? ref : read;
  },
};

const targetColumns: Field<ForeignKey["targetColumns"], ForeignKey> = {
  ...value,
  read: (columns, { columnOf }, foreignKey) =>
    mapKept(columns, (column) => columnOf(foreignKey.target, column)),
};

export const foreignKey: ConstraintRow<"foreignKey"> = {
  label: "foreign key",
  words: "FOREIGN KEY",
  convention: "fk",
  hasIndex: false,
  summary: (c) =>
    `${listText(c.columns)} references ${tableText(c.target)} ${listText(c.targetColumns)}`,
  columns: ({ columns }) => columns,
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
    rely,
    spelled: remark,
  },
  core: ["columns", "target", "targetColumns"],
  hazards: heldAgainstRows("fails where existing rows point to nothing"),
};
