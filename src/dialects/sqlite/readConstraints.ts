/** Converts the clauses of a CREATE TABLE to the constraints of the model. */
import {
  byText,
  constraintKinds,
  keyParts,
  nameText,
  type Constraint,
  type ConstraintKind,
  type Deferral,
  type KeyPart as PartTraits,
  type Name,
  type Sql,
} from "../../model/index.js";
import {
  type ClauseOf,
  type Neighbours,
  spelled,
  clausesOf,
  remembered,
  rowidAlias,
  named,
  inner,
  partNames,
  columnNames,
} from "./definition.js";
import type {
  ColumnClause,
  ColumnDefinition,
  Reference,
  TableClause,
  TableDefinition,
} from "./grammar/index.js";
import { columnCollation, normalizedPart } from "./keys.js";

const foreignKey = (
  name: Name,
  columns: readonly string[],
  reference: Reference,
  later: Deferral | null,
  neighbours: Neighbours,
): Constraint<"foreignKey"> => {
  const target = neighbours(reference.table.name);
  const targetColumns =
    reference.columns?.map((c) => spelled(c.name, target?.columns ?? [])) ??
    target?.primaryKey ??
    [];
  return {
    kind: "foreignKey",
    name,
    comment: null,
    columns,
    target: { schema: null, name: target?.name ?? reference.table.name },
    targetColumns,
    onUpdate: reference.onUpdate,
    onDelete: reference.onDelete,
    onDeleteColumns: [],
    match: reference.match,
    deferral: later ?? reference.deferral,
    validated: true,
    enforced: true,
  };
};

export const collationIn = (column: ColumnDefinition): string | null =>
  columnCollation(clausesOf(column, "collate").at(-1)?.collation.name ?? null);

const check = (name: Name, expression: Sql): Constraint<"check"> => ({
  kind: "check",
  name,
  comment: null,
  expression,
  validated: true,
  enforced: true,
  inherited: true,
  ofColumn: null,
});

const collations = remembered((definition) =>
  definition.columns.map((c) => ({ name: c.name.name, collation: collationIn(c) })),
);

type KeyClause = Extract<ColumnClause | TableClause, { readonly is: "primaryKey" | "unique" }>;

/**
 * The key that a clause declares over these columns; the rowid has no order or collation of its
 * own.
 */
const key = (
  definition: TableDefinition,
  { is, name, onConflict }: KeyClause,
  columns: readonly string[],
  parts: readonly PartTraits[],
): Constraint => {
  const own = collations(definition);
  const rowid = is === "primaryKey" && rowidAlias(definition) !== null;
  const common = {
    name: named(name),
    comment: null,
    columns,
    ...(rowid ? {} : keyParts(parts.map((part, i) => normalizedPart(part, columns[i] ?? "", own)))),
    include: [],
    deferral: "notDeferrable",
    onConflict,
  } as const;
  return is === "primaryKey" ? { kind: is, ...common } : { kind: is, ...common, nulls: "distinct" };
};

/**
 * A constraint and its clause; `column` is the column in whose definition it is, for an inline one.
 */
export interface Placed {
  readonly constraint: Constraint;
  readonly clause: ColumnClause | TableClause;
  readonly column: ColumnDefinition | null;
}

/**
 * Deferrals that are separated from their REFERENCES, up to the next REFERENCES; of several, the
 * last one counts.
 */
export const deferralsApart = (
  column: ColumnDefinition,
  references: number,
): readonly ClauseOf<"deferral">[] => {
  const later = column.clauses.slice(references + 1);
  const next = later.findIndex((c) => c.is === "references");
  return later
    .slice(0, next < 0 ? later.length : next)
    .filter((c): c is ClauseOf<"deferral"> => c.is === "deferral");
};

const inlineConstraints = (
  definition: TableDefinition,
  column: ColumnDefinition,
  neighbours: Neighbours,
): readonly Placed[] =>
  column.clauses.flatMap((clause, i): readonly Placed[] => {
    const at = { clause, column };
    const own = [column.name.name];
    if (clause.is === "primaryKey" || clause.is === "unique") {
      return [
        {
          ...at,
          constraint: key(definition, clause, own, [
            { descending: clause.is === "primaryKey" && clause.descending, collation: null },
          ]),
        },
      ];
    }
    if (clause.is === "check")
      return [
        { ...at, constraint: check(named(clause.name), inner(definition.sql, clause.expression)) },
      ];
    if (clause.is !== "references") return [];
    return [
      {
        ...at,
        constraint: foreignKey(
          named(clause.name),
          own,
          clause.reference,
          deferralsApart(column, i).at(-1)?.deferral ?? null,
          neighbours,
        ),
      },
    ];
  });

const tableConstraint = (
  definition: TableDefinition,
  clause: TableClause,
  neighbours: Neighbours,
): readonly Placed[] => {
  const at = { clause, column: null };
  if (clause.is === "primaryKey" || clause.is === "unique") {
    const parts = clause.parts.map(({ descending, collation }) => ({
      descending,
      collation: collation?.name ?? null,
    }));
    return [
      { ...at, constraint: key(definition, clause, partNames(definition, clause.parts), parts) },
    ];
  }
  if (clause.is === "check")
    return [
      { ...at, constraint: check(named(clause.name), inner(definition.sql, clause.expression)) },
    ];
  if (clause.is === "nothing") return [];
  const columns = clause.columns.map((c) => spelled(c.name, columnNames(definition)));
  return [
    {
      ...at,
      constraint: foreignKey(named(clause.name), columns, clause.reference, null, neighbours),
    },
  ];
};

/** All constraints in the order of the text. */
export const placedConstraints = (
  definition: TableDefinition,
  neighbours: Neighbours,
): readonly Placed[] => [
  ...definition.columns.flatMap((column) => inlineConstraints(definition, column, neighbours)),
  ...definition.constraints.flatMap((clause) => tableConstraint(definition, clause, neighbours)),
];

const rank = (kind: ConstraintKind): number => constraintKinds.indexOf(kind);

/** Sorted by kind, then by name; those without a name keep the order of the text. */
export const sorted = (constraints: readonly Constraint[]): readonly Constraint[] =>
  [...constraints].sort(
    (a, b) => rank(a.kind) - rank(b.kind) || byText(nameText(a.name) ?? "", nameText(b.name) ?? ""),
  );
