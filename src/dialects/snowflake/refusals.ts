/**
 * What Snowflake cannot keep, refused where a declaration meets it: of much of this it takes the statement, says that all is
 * well, and makes no constraint (https://docs.snowflake.com/en/sql-reference/sql/create-table-constraint), so that every
 * comparison would find the same difference again.
 */
import {
  constraintRules,
  nameText,
  SchemaDiffError,
  tableText,
  type Action,
  type Column,
  type Constraint,
  type ConstraintKind,
  type Sequence,
  type Table,
  type TableRef,
} from "../../model/index.js";
import { support } from "./support.js";

export const unsupported = (message: string, todo = ""): never => {
  throw new SchemaDiffError("unsupported", message, todo);
};

/** What it cannot keep, and the way out. */
type Refusal = readonly [what: string, todo: string];

const actions: Readonly<Record<Action, string>> = {
  noAction: "NO ACTION",
  restrict: "RESTRICT",
  cascade: "CASCADE",
  setNull: "SET NULL",
  setDefault: "SET DEFAULT",
};

const silent = "Snowflake takes the statement and makes no constraint";

const onAction = (clause: string, action: Action): readonly Refusal[] =>
  action === "noAction"
    ? []
    : [
        [
          `${clause} ${actions[action]}: ${silent}`,
          "leave the action out: no foreign key of a standard table is enforced, so what it would do is for the application",
        ],
      ];

const deferrable = ({ deferral }: { readonly deferral: string }): readonly Refusal[] =>
  deferral === "notDeferrable"
    ? []
    : [[`DEFERRABLE: ${silent}`, "leave it out: keys are not enforced, at no time"]];

type Key = Constraint<"primaryKey"> | Constraint<"unique">;

const ofKey = (key: Key): readonly Refusal[] => [
  ...deferrable(key),
  ...(key.include.length === 0
    ? []
    : [["INCLUDE: no index stands behind a key", "leave the included columns out"] as const]),
  ...(key.parts === undefined
    ? []
    : [["a direction or a collation: keys list columns", "leave them out"] as const]),
  ...(key.onConflict === null
    ? []
    : [["ON CONFLICT: keys are not enforced", "leave it out"] as const]),
];

const ofKind: {
  readonly [K in ConstraintKind]: (constraint: Constraint<K>) => readonly Refusal[];
} = {
  primaryKey: ofKey,
  unique: (key) => [
    ...ofKey(key),
    ...(key.nulls === "distinct"
      ? []
      : [["NULLS NOT DISTINCT: keys are not enforced", "leave it out"] as const]),
  ],
  foreignKey: (key) => [
    ...onAction("ON DELETE", key.onDelete),
    ...onAction("ON UPDATE", key.onUpdate),
    ...deferrable(key),
    ...(key.match === "partial" ? [[`MATCH PARTIAL: ${silent}`, "leave it out"] as const] : []),
    ...(key.onDeleteColumns.length === 0
      ? []
      : [["columns of SET NULL: no foreign key is enforced", "leave them out"] as const]),
  ],
  check: ({ enforced }) =>
    enforced
      ? []
      : [[`NOT ENFORCED: ${silent}`, "leave the CHECK out, or have it enforced"] as const],
  exclude: () =>
    support.exclude.supported ? [] : [[support.exclude.because, "leave it out"] as const],
};

const refusalsOf = <K extends ConstraintKind>(constraint: Constraint<K>): readonly Refusal[] =>
  ofKind[constraint.kind](constraint);

export const checkConstraint = (table: TableRef, constraint: Constraint): void => {
  const [found] = refusalsOf<ConstraintKind>(constraint);
  if (found === undefined) return;
  const { label } = constraintRules[constraint.kind];
  const name = nameText(constraint.name);
  unsupported(
    `${label} ${name === null ? "" : `${name} `}of table ${tableText(table)}: ${found[0]}`,
    found[1],
  );
};

export const checkColumn = (table: TableRef, column: Column): void => {
  const refuse = (what: string, todo: string): never =>
    unsupported(`column ${tableText(table)}.${column.name}: ${what}`, todo);
  if (column.generated !== null)
    refuse("virtual columns of Snowflake are not modelled yet", "write it by op.execute");
  if (column.collation !== null)
    refuse(
      "Snowflake's catalogue does not list the collations of columns, so that none can be compared",
      "leave it out, or set the database's DEFAULT_DDL_COLLATION",
    );
  if (column.onUpdate !== null)
    refuse("Snowflake has no ON UPDATE", "set the value in the application");
  if (column.identity === null) return;
  if (column.default !== null)
    refuse("an identity column has no default in Snowflake", "leave out one of them");
  const { min, max, cache, cycle } = column.identity.numbers;
  if (min !== null || max !== null || cache !== null || cycle)
    refuse(
      "an identity of Snowflake has a start and an increment only",
      "leave min, max, cache and cycle out",
    );
};

export const checkTable = (table: Table): void => {
  for (const column of table.columns) checkColumn(table, column);
  for (const constraint of table.constraints) checkConstraint(table, constraint);
  const [index] = table.indexes;
  if (index !== undefined && !support.index.supported)
    unsupported(
      `index ${nameText(index.name) ?? ""} of table ${tableText(table)}: ${support.index.because}`,
      "leave it out, or declare it for other dialects only; a clustering key is the table's option clusterBy",
    );
  const { kind } = table.options;
  if (kind !== undefined && kind !== "transient" && kind !== "temporary")
    unsupported(
      `table ${tableText(table)}: a table is no ${JSON.stringify(kind)}`,
      'give the option kind as "transient" or "temporary", or leave it out',
    );
};

export const checkSequence = (sequence: Sequence): void => {
  const { min, max, cache, cycle, ownedBy } = sequence;
  if (min !== null || max !== null || cache !== null || cycle)
    unsupported(
      `sequence ${tableText(sequence)}: a sequence of Snowflake has a start and an increment only`,
      "leave min, max, cache and cycle out",
    );
  if (ownedBy !== null)
    unsupported(
      `sequence ${tableText(sequence)}: no column owns a sequence in Snowflake`,
      "leave ownedBy out",
    );
};
