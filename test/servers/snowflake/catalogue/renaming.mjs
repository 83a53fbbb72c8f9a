/** A column's new name, also in the texts that mention it. */
import { Cursor } from "../language/cursor.mjs";
import { expression } from "../language/expression.mjs";
import { walk } from "../language/text.mjs";
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

export const renameColumnIn = (table, column, to) => {
  for (const constraint of table.constraints)
    if (constraint.kind === "CHECK" && constraint.columns.includes(column))
      constraint.check = inText(constraint.check, column.name, to);
  for (const each of table.columns)
    if (each.virtual !== undefined) each.virtual = inText(each.virtual, column.name, to);
  if (table.clusterBy !== undefined) {
    const keys = table.clusterBy.keys.map((key) => ({
      ...key,
      text: inText(key.text, column.name, to),
    }));
    table.clusterBy = { keys, text: `LINEAR(${keys.map(({ text }) => text).join(", ")})` };
  }
  column.name = to;
};
