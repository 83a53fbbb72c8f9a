/** The names that Snowflake itself gives to constraints. */
import { createHash } from "node:crypto";
import { byServer, nameText, type Constraint, type Index, type Table } from "../../model/index.js";

/** `SYS_CONSTRAINT_fe27c4f3-23f6-4091-92c4-5acd53cc5029` (https://docs.snowflake.com/en/sql-reference/info-schema/table_constraints). */
const generated = /^SYS_CONSTRAINT_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isGenerated = (name: string): boolean => generated.test(name);

const uuidOf = (text: string): string => {
  const hex = createHash("sha256").update(text).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join("-");
};

/**
 * Its own names are random, so none can be predicted. A nameless constraint is given one that looks
 * like them and is the same each time: the reverse has a name to drop, and the name keeps the
 * origin `server`.
 */
export const withGeneratedName = <T extends Constraint | Index>(table: Table, item: T): T => {
  if (!("kind" in item) || nameText(item.name) !== null) return item;
  const { name: _name, comment: _comment, ...body } = item;
  const definition = JSON.stringify([table.schema, table.name, body]);
  const used = new Set(table.constraints.map((c) => nameText(c.name)));
  for (let n = 0; ; n++) {
    const name = `SYS_CONSTRAINT_${uuidOf(`${definition}${n === 0 ? "" : n}`)}`;
    if (!used.has(name)) return { ...item, name: byServer(name) };
  }
};
