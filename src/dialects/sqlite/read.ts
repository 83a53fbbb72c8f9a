/** From the clauses of SQLite's own DDL text to the model: the text holds what no pragma tells (names, checks, deferral, conflict clauses). */
import {
  byAuthor,
  byText,
  constraintKinds,
  keyParts,
  nameText,
  plainColumn,
  plainElement,
  plainIndex,
  plainNumbers,
  sortedBy,
  type Column,
  type Constraint,
  type ConstraintKind,
  type Deferral,
  type Element,
  type Index,
  type KeyPart as PartTraits,
  type Name,
  type Options,
  type Sql,
  type Table,
} from "../../model/index.js";
import { withoutOuterParentheses } from "../../sql/index.js";
import { settledDefault } from "./defaults.js";
import type {
  ColumnClause,
  ColumnDefinition,
  Identifier,
  IndexDefinition,
  KeyPart,
  Range,
  Reference,
  TableClause,
  TableDefinition,
} from "./grammar/index.js";
import { columnCollation, settledPart } from "./keys.js";
import { lexicon, sameName } from "./lexicon.js";
import { nameIn } from "./names.js";
import { canonical } from "./types.js";

/** What a foreign key has to know of the table it points to. */
export interface Neighbour {
  readonly name: string;
  readonly columns: readonly string[];
  readonly primaryKey: readonly string[];
}

export type Neighbours = (name: string) => Neighbour | undefined;

const slice = (sql: Sql, { start, end }: Range): Sql => sql.slice(start, end);
const inner = (sql: Sql, range: Range): Sql => withoutOuterParentheses(slice(sql, range), lexicon);
const named = (name: Identifier | null): Name => nameIn(name?.name ?? null);
/** The name as the owner of the columns spells it. */
const spelled = (name: string, columns: readonly string[]): string =>
  columns.find((c) => sameName(c, name)) ?? name;

/** Asked of one definition for each of its columns and constraints, and worked out once. */
const remembered = <T>(
  read: (definition: TableDefinition) => T,
): ((definition: TableDefinition) => T) => {
  const known = new WeakMap<TableDefinition, { readonly value: T }>();
  return (definition) => {
    const there = known.get(definition) ?? { value: read(definition) };
    known.set(definition, there);
    return there.value;
  };
};

const columnNames = remembered((definition): readonly string[] =>
  definition.columns.map((c) => c.name.name),
);

const partNames = (definition: TableDefinition, parts: readonly KeyPart[]): readonly string[] =>
  parts.map((part) =>
    spelled(part.name?.name ?? slice(definition.sql, part.of), columnNames(definition)),
  );

type ClauseOf<K extends ColumnClause["is"]> = Extract<ColumnClause, { readonly is: K }>;

export const clausesOf = <K extends ColumnClause["is"]>(
  column: ColumnDefinition,
  is: K,
): readonly ClauseOf<K>[] => column.clauses.filter((c): c is ClauseOf<K> => c.is === is);

interface Key {
  readonly columns: readonly string[];
  /** The one column of an inline key that says DESC is no alias of the rowid. */
  readonly inlineDescending: boolean;
  readonly autoincrement: boolean;
}

const keyOf = remembered((definition): Key | null => {
  for (const column of definition.columns) {
    const key = clausesOf(column, "primaryKey")[0];
    if (key !== undefined)
      return {
        columns: [column.name.name],
        inlineDescending: key.descending,
        autoincrement: key.autoincrement,
      };
  }
  for (const c of definition.constraints) {
    if (c.is === "primaryKey")
      return {
        columns: partNames(definition, c.parts),
        inlineDescending: false,
        autoincrement: c.autoincrement,
      };
  }
  return null;
});

const typeText = (definition: TableDefinition, column: ColumnDefinition): Sql =>
  column.type === null ? "" : canonical(slice(definition.sql, column.type));

/** The column that is another name of the rowid (https://sqlite.org/lang_createtable.html#rowid). */
export const rowidAlias = (definition: TableDefinition): ColumnDefinition | null => {
  const key = keyOf(definition);
  const [only, ...others] = key?.columns ?? [];
  if (
    key === null ||
    only === undefined ||
    others.length > 0 ||
    key.inlineDescending ||
    definition.withoutRowid
  )
    return null;
  const column = definition.columns.find((c) => c.name.name === only);
  return column !== undefined && typeText(definition, column) === "INTEGER" ? column : null;
};

export const primaryKeyColumns = (definition: TableDefinition): readonly string[] =>
  keyOf(definition)?.columns ?? [];

export const neighbour = (definition: TableDefinition): Neighbour => ({
  name: definition.name.name,
  columns: columnNames(definition),
  primaryKey: primaryKeyColumns(definition),
});

const readColumn = (definition: TableDefinition, column: ColumnDefinition): Column => {
  const { sql } = definition;
  const name = column.name.name;
  const key = keyOf(definition);
  const alias = rowidAlias(definition) === column;
  const notNull = clausesOf(column, "notNull").at(-1);
  const value = clausesOf(column, "default").at(-1);
  const generated = clausesOf(column, "generated").at(-1);
  const byKey =
    key !== null &&
    key.columns.includes(name) &&
    !alias &&
    (definition.withoutRowid || definition.strict);
  return {
    ...plainColumn(name, typeText(definition, column)),
    nullable: notNull === undefined && !byKey,
    default: value === undefined ? null : settledDefault(slice(sql, value.value)),
    identity:
      key !== null && key.autoincrement && key.columns.includes(name)
        ? { kind: "autoIncrement", numbers: plainNumbers }
        : null,
    generated:
      generated === undefined
        ? null
        : { expression: inner(sql, generated.expression), stored: generated.stored },
    collation: collationIn(column),
    options:
      notNull === undefined || notNull.onConflict === null
        ? {}
        : { notNullOnConflict: notNull.onConflict },
  };
};

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

const collationIn = (column: ColumnDefinition): string | null =>
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

/** The key that a clause says of these columns; the rowid has no order and no collation of its own. */
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
    ...(rowid ? {} : keyParts(parts.map((part, i) => settledPart(part, columns[i] ?? "", own)))),
    include: [],
    deferral: "notDeferrable",
    onConflict,
  } as const;
  return is === "primaryKey" ? { kind: is, ...common } : { kind: is, ...common, nulls: "distinct" };
};

/** A constraint and the clause that says it; `column` is where it stands inline. */
export interface Placed {
  readonly constraint: Constraint;
  readonly clause: ColumnClause | TableClause;
  readonly column: ColumnDefinition | null;
}

/** What stands apart from its REFERENCES, up to the next one; said several times, the last counts. */
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

/** By kind, then by name; what has no name stays in the order of the text. */
const sorted = (constraints: readonly Constraint[]): readonly Constraint[] =>
  [...constraints].sort(
    (a, b) => rank(a.kind) - rank(b.kind) || byText(nameText(a.name) ?? "", nameText(b.name) ?? ""),
  );

const readElement = (
  definition: IndexDefinition,
  part: KeyPart,
  table: readonly Column[],
): Element => {
  const column =
    part.name === null ? undefined : table.find((c) => sameName(c.name, part.name?.name ?? ""));
  const element = {
    ...plainElement(
      column === undefined
        ? { expression: withoutOuterParentheses(slice(definition.sql, part.of), lexicon) }
        : { column: column.name },
    ),
    descending: part.descending,
    collation: part.collation?.name ?? null,
  };
  return settledPart(element, column?.name ?? "", table);
};

const readIndex = (definition: IndexDefinition, table: readonly Column[]): Index => ({
  ...plainIndex(
    byAuthor(definition.name.name),
    definition.parts.map((part) => readElement(definition, part, table)),
  ),
  unique: definition.unique,
  where:
    definition.where === null
      ? null
      : withoutOuterParentheses(slice(definition.sql, definition.where), lexicon),
  definition: definition.sql,
});

const optionsOf = ({ strict, withoutRowid }: TableDefinition): Options => ({
  ...(strict ? { strict: "true" } : {}),
  ...(withoutRowid ? { withoutRowid: "true" } : {}),
});

export const readTable = (
  definition: TableDefinition,
  indexes: readonly IndexDefinition[],
  neighbours: Neighbours,
): Table => {
  const columns = definition.columns.map((column) => readColumn(definition, column));
  return {
    schema: null,
    name: definition.name.name,
    columns,
    constraints: sorted(placedConstraints(definition, neighbours).map((p) => p.constraint)),
    indexes: sortedBy(
      indexes.map((index) => readIndex(index, columns)),
      (index) => nameText(index.name) ?? "",
    ),
    comment: null,
    options: optionsOf(definition),
    definition: definition.sql,
  };
};
