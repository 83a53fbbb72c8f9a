/** A column's new name, also in the texts that mention it. */
import { unsupported } from "../errors.mjs";
import { Cursor } from "../language/cursor.mjs";
import { expression } from "../language/expression.mjs";
import { columnsOf, walk } from "../language/text.mjs";
import { quoted } from "./model.mjs";

/** Names stand last in a path, so only the end of each node changes. */
const inText = (text, from, to) => {
  const nodes = walk(expression(new Cursor(text)))
    .filter(({ e, path }) => e === "column" && path.at(-1) === from)
    .sort((a, b) => b.start - a.start);
  let changed = text;
  for (const node of nodes) {
    const written = changed.slice(node.start, node.end);
    const name = written.replace(/("(?:[^"]|"")+"|[^."]+)$/, quoted(to));
    changed = changed.slice(0, node.start) + name + changed.slice(node.end);
  }
  return changed;
};

/** The manual's page "ALTER TABLE": no column of a clustering key. The words are assumed. */
const isClustered = ({ clusterBy }, { name }) =>
  clusterBy?.keys.some(({ node }) => columnsOf(node).includes(name)) ?? false;

export const renameColumnIn = (table, column, to) => {
  if (isClustered(table, column)) throw unsupported("RENAME COLUMN of a clustering key");
  for (const constraint of table.constraints)
    if (constraint.kind === "CHECK" && constraint.columns.includes(column))
      constraint.check = inText(constraint.check, column.name, to);
  for (const each of table.columns)
    if (each.virtual !== undefined) each.virtual = inText(each.virtual, column.name, to);
  column.name = to;
};
