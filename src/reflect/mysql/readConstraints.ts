/** Reads foreign keys and CHECKs from catalogue rows. */
import { gathered, lookupTable, type Action, type Constraint } from "../../model/index.js";
import type { Flavour } from "../../dialects/mysql/flavour.js";
import { checkName, foreignKeyName } from "../../dialects/mysql/names.js";
import type { Row } from "../connection.js";
import { expressionText } from "./readColumns.js";
import { refIn, text } from "./rows.js";

export type ForeignKey = Extract<Constraint, { readonly kind: "foreignKey" }>;
export type Check = Extract<Constraint, { readonly kind: "check" }>;

const actions: Readonly<Record<string, Action>> = lookupTable({
  "NO ACTION": "noAction",
  RESTRICT: "restrict",
  CASCADE: "cascade",
  "SET NULL": "setNull",
  "SET DEFAULT": "setDefault",
});

const actionOf = (words: string): Action => actions[words.toUpperCase()] ?? "noAction";

/** @param columns rows of one table's foreign keys, one per column, in order. @param rules one row per foreign key of that table. */
export const foreignKeysOf = (
  columns: readonly Row[],
  rules: readonly Row[],
  current: string | null,
): readonly ForeignKey[] => {
  const ruleOf = new Map(rules.map((row) => [text(row, "name"), row]));
  return [...gathered(columns, (row) => text(row, "name")).entries()].map(
    ([name, rows]): ForeignKey => {
      const first = rows[0] ?? {};
      const rule = ruleOf.get(name) ?? {};
      return {
        kind: "foreignKey",
        name: foreignKeyName(text(first, "tbl"), name),
        comment: null,
        columns: rows.map((row) => text(row, "col")),
        target: refIn(current, text(first, "target_db"), text(first, "target")),
        targetColumns: rows.map((row) => text(row, "target_col")),
        onUpdate: actionOf(text(rule, "on_update")),
        onDelete: actionOf(text(rule, "on_delete")),
        onDeleteColumns: [],
        match: "simple",
        deferral: "notDeferrable",
        validated: true,
        enforced: true,
      };
    },
  );
};

const checkOf = (
  table: string,
  name: string,
  expression: string,
  ofColumn: string | null,
  enforced: boolean,
  flavour: Flavour,
): Check => ({
  kind: "check",
  name: checkName(table, name, ofColumn, flavour),
  comment: null,
  expression,
  validated: true,
  enforced,
  inherited: true,
  ofColumn,
});

export const checksOf = (rows: readonly Row[], flavour: Flavour): readonly Check[] =>
  rows.map((row) => {
    const name = text(row, "name");
    const ofColumn = text(row, "level") === "Column" ? name : null;
    return checkOf(
      text(row, "tbl"),
      name,
      expressionText(text(row, "clause"), flavour),
      ofColumn,
      text(row, "enforced") !== "NO",
      flavour,
    );
  });
