/** Reads rows of SHOW … KEYS and of CHECK_CONSTRAINTS as constraints. A key is identified by its schema, its table and its name, since names repeat. */
import {
  gathered,
  byAuthor,
  byServer,
  tableKey,
  type Constraint,
  type Name,
  type Unmodelled,
} from "../../model/index.js";
import { withoutOuterParentheses } from "../../sql/index.js";
import { lexicon } from "../../dialects/snowflake/lexicon.js";
import { isGenerated } from "../../dialects/snowflake/names.js";
import { writtenName } from "../../dialects/snowflake/spelling.js";
import type { Row } from "../connection.js";
import { refIn, says, text, textOrNull } from "./rows.js";

const nameOf = (stored: string): Name =>
  isGenerated(stored) ? byServer(stored) : byAuthor(writtenName(stored));

const inSequence = (rows: readonly Row[]): readonly Row[] =>
  [...rows].sort((a, b) => Number(a["key_sequence"]) - Number(b["key_sequence"]));

const columns = (rows: readonly Row[], key: string): readonly string[] =>
  inSequence(rows).map((row) => writtenName(text(row, key)));

/** The rows of each constraint, by table in stored names. */
const byTable = (
  rows: readonly Row[],
  schema: string,
  table: string,
  name: string,
): ReadonlyMap<string, readonly (readonly Row[])[]> => {
  const each = [
    ...gathered(rows, (row) =>
      JSON.stringify([text(row, schema), text(row, table), text(row, name)]),
    ).values(),
  ];
  return gathered(each, ([first = {}]) =>
    tableKey({ schema: text(first, schema), name: text(first, table) }),
  );
};

/** An account that does not show RELY counts as one where nothing is relied on. */
const relied = (row: Row): { readonly rely?: boolean } => (says(row, "rely") ? { rely: true } : {});

const key = (rows: readonly Row[]): Omit<Constraint<"primaryKey">, "kind"> => {
  const [first = {}] = rows;
  return {
    name: nameOf(text(first, "constraint_name")),
    comment: textOrNull(first, "comment"),
    columns: columns(rows, "column_name"),
    include: [],
    deferral: "notDeferrable",
    onConflict: null,
    ...relied(first),
  };
};

const ruleOf = (row: Row, key: string): "restrict" | "noAction" =>
  text(row, key).toUpperCase() === "RESTRICT" ? "restrict" : "noAction";

const foreignKey = (rows: readonly Row[], current: string | null): Constraint => {
  const [first = {}] = rows;
  return {
    kind: "foreignKey",
    name: nameOf(text(first, "fk_name")),
    comment: textOrNull(first, "comment"),
    columns: columns(rows, "fk_column_name"),
    target: refIn(current, text(first, "pk_schema_name"), text(first, "pk_table_name")),
    targetColumns: columns(rows, "pk_column_name"),
    // A foreign key of a standard table has NO ACTION, or no stored action; one of a hybrid table may restrict.
    onUpdate: ruleOf(first, "update_rule"),
    onDelete: ruleOf(first, "delete_rule"),
    onDeleteColumns: [],
    match: "simple",
    deferral: "notDeferrable",
    validated: true,
    enforced: true,
    ...relied(first),
  };
};

const check = (row: Row): Constraint => ({
  kind: "check",
  name: nameOf(text(row, "constraint_name")),
  comment: null,
  expression: withoutOuterParentheses(text(row, "check_clause"), lexicon),
  validated: true,
  enforced: true,
  inherited: true,
  ofColumn: null,
});

export interface ConstraintRows {
  readonly primaryKeys: readonly Row[];
  readonly uniqueKeys: readonly Row[];
  readonly importedKeys: readonly Row[];
  readonly checks: readonly Row[];
}

/** The constraints of each table, by its stored names. */
export const constraintsIn = (
  { primaryKeys, uniqueKeys, importedKeys, checks }: ConstraintRows,
  database: string,
  current: string | null,
): ((place: string) => readonly Constraint[]) => {
  const primary = byTable(primaryKeys, "schema_name", "table_name", "constraint_name");
  const unique = byTable(uniqueKeys, "schema_name", "table_name", "constraint_name");
  const here = importedKeys.filter((row) => text(row, "pk_database_name") === database);
  const foreign = byTable(here, "fk_schema_name", "fk_table_name", "fk_name");
  const checked = byTable(checks, "constraint_schema", "constraint_table", "constraint_name");
  return (place) => [
    ...(primary.get(place) ?? []).map((rows): Constraint => ({ kind: "primaryKey", ...key(rows) })),
    ...(unique.get(place) ?? []).map((rows): Constraint => ({
      kind: "unique",
      nulls: "distinct",
      ...key(rows),
    })),
    ...(foreign.get(place) ?? []).map((rows) => foreignKey(rows, current)),
    ...(checked.get(place) ?? []).flatMap(([row]) => (row === undefined ? [] : [check(row)])),
  ];
};

/** Foreign keys to tables of another database, which the model cannot express. */
export const foreignElsewhere = (
  rows: readonly Row[],
  database: string,
  current: string | null,
): readonly Unmodelled[] =>
  [
    ...byTable(
      rows.filter((row) => text(row, "pk_database_name") !== database),
      "fk_schema_name",
      "fk_table_name",
      "fk_name",
    ).values(),
  ]
    .flat()
    .flatMap(([row]) =>
      row === undefined
        ? []
        : [
            {
              kind: "foreign key to another database",
              ...refIn(current, text(row, "fk_schema_name"), text(row, "fk_name")),
              table: refIn(current, text(row, "fk_schema_name"), text(row, "fk_table_name")),
              definition: null,
            },
          ],
    );
