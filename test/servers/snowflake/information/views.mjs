/** INFORMATION_SCHEMA: its views are made of the catalogue when they are asked. */
import { doesNotExist } from "../errors.mjs";
import { findDatabase } from "../catalogue/find.mjs";
import { shownDatabase } from "../catalogue/visible.mjs";
import { whole } from "../values/decimal.mjs";
import { momentOfDate } from "../values/time.mjs";
import { viewColumns } from "./layouts.mjs";
import { allViewNames } from "./names.mjs";
import { viewRows } from "./rows.mjs";

/** Does this name of a schema, of no to two parts, mean the schema? */
export const isInformationSchema = (session, path) =>
  (path.length === 0 ? session.schema : path.at(-1)) === "INFORMATION_SCHEMA";

const cell = (value) => {
  if (typeof value === "number") return whole(value);
  if (value instanceof Date) return momentOfDate(value);
  return value ?? null;
};

/** @returns {import("../query/plan.mjs").Plan|undefined} undefined where the name is not of this schema */
export const informationView = (session, path) => {
  if (!isInformationSchema(session, path.slice(0, -1))) return undefined;
  const database = findDatabase(session, path.length === 3 ? path[0] : session.database);
  const name = path.at(-1);
  if (!allViewNames.includes(name))
    throw doesNotExist("Object", [database.name, "INFORMATION_SCHEMA", name].join("."));
  const columns = viewColumns(name);
  return {
    columns,
    run: () =>
      (viewRows[name]?.(shownDatabase(session, database), session) ?? []).map((row) =>
        columns.map((column) => cell(row[column.name])),
      ),
  };
};
