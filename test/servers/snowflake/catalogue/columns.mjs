/** Columns as they are declared: defaults, identity, policies. */
import { compilation } from "../errors.mjs";
import { defaultFor } from "./defaults.mjs";
import { find } from "./find.mjs";
import { newColumn } from "./model.mjs";
import { setTags } from "./tags.mjs";
import { virtualFor } from "./virtual.mjs";

const identityOf = (session, { name, type, identity }) => {
  if (identity === undefined) return undefined;
  if (type.name !== "NUMBER" && type.name !== "FLOAT")
    throw compilation("002268", "42601", `Identity column '${name}' must have a numeric data type`);
  if (identity.step === 0)
    throw compilation("002267", "22023", `invalid value [0] for parameter 'INCREMENT'`);
  // An example on the manual's page "SHOW COLUMNS" has NOORDER where neither is written.
  const ordered = identity.ordered ?? session.parameter("NOORDER_SEQUENCE_AS_DEFAULT") === "false";
  return { ...identity, ordered, next: BigInt(identity.start) };
};

/** @param {{ later?: boolean }} [how] `later`: by ALTER TABLE ADD COLUMN */
export const columnFrom = (session, table, node, { later = false } = {}) => {
  if (node.virtual !== undefined && (node.default ?? node.identity) !== undefined)
    throw compilation(
      "002269",
      "42601",
      `Virtual column '${node.name}' cannot have a default value`,
    );
  if (node.default !== undefined && node.identity !== undefined)
    throw compilation(
      "002269",
      "42601",
      `Column '${node.name}' cannot have both a default value and an identity`,
    );
  const column = newColumn(node.name, node.type, {
    alias: node.alias,
    notNull: node.notNull,
    comment: node.comment,
    addedLater: later,
  });
  column.identity = identityOf(session, node);
  setTags(session, column, node.tags);
  if (node.default !== undefined)
    column.default = defaultFor(session, table, column, node.default, { later });
  if (node.virtual !== undefined) column.virtual = virtualFor(session, table, node, node.virtual);
  if (node.maskingPolicy !== undefined)
    column.maskingPolicy = find(session, "MASKING POLICY", node.maskingPolicy, "Masking policy");
  return column;
};
