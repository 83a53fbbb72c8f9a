/** Operations that are clauses of one ALTER TABLE, so that a batch can join them. */
import { newName } from "../newName.js";
import {
  nameText,
  nowhere,
  sameTable,
  wholeColumns,
  type Column,
  type ColumnChange,
  type Columns,
  type Constraint,
  type Operation,
  type OperationOf,
  type OperationVerb,
  type Options,
  type Schema,
  type Sql,
  type Table,
  type TableRef,
} from "../../model/index.js";
import {
  columnChecks,
  columnClause,
  constraintClause,
  indexClause,
  primaryKeyClause,
  quote,
  unsupported,
} from "./clauses.js";
import { collationOf, withCollationSaid } from "./collation.js";
import { placeText } from "./columnPlace.js";
import { type Flavour } from "./flavour.js";
import { isNextName, keptIndex, leftIndex, startsWith } from "./foreignKeyIndexes.js";
import { onItsWay } from "./throughText.js";
import { canonical, takesCollation } from "./types.js";
import { isVirtual, replaced } from "./virtual.js";

/** One clause of an ALTER TABLE, and what decides which other clauses its statement may have. */
export interface Clause {
  readonly sql: Sql;
  /** Names that no other clause of its statement may touch. */
  readonly touches: readonly string[];
  /** `alone`: in a statement of its own; `last`: after the other clauses, without a comma before it (PARTITION BY). */
  readonly place: "joined" | "alone" | "last";
  /** It drops nothing: the columns of the key that it creates, none where it creates another thing. */
  readonly creates?: Columns;
  /** It may share the statement that creates a key over these columns, though it is to be alone. */
  readonly needsKey?: Columns;
  /** With other clauses, its statement must rebuild the table (FORCE). */
  readonly forced?: true;
  /** The index that it drops or renames: its name before the statement, and the new one. */
  readonly index?: { readonly name: string; readonly to?: string };
}

export const lastClause = (sql: Sql): Clause => ({
  sql,
  touches: ["the last clause"],
  place: "last",
});

const clause = (sql: Sql, ...touches: readonly string[]): Clause => ({
  sql,
  touches: touches.map((t) => t.toLowerCase()),
  place: "joined",
});
/** What a clause touches that gives this name to an index or a unique key. */
const touchOfIndex = (name: string): string => `index ${name}`.toLowerCase();
const alone = (sql: Sql): Clause => ({ sql, touches: [], place: "alone" });

export interface DdlContext {
  readonly flavour: Flavour;
  readonly before: Schema;
}

export const tableIn = ({ tables }: Schema, ref: TableRef): Table | null =>
  tables.find((t) => sameTable(t, ref)) ?? null;

/** Must the table be rebuilt (FORCE) to change the index's block size, since the server would keep the old one? */
const forcing = (
  item: { readonly options?: Options } | null | undefined,
  { keepsBlockSize }: Flavour,
): Pick<Clause, "forced"> =>
  keepsBlockSize && item?.options?.["keyBlockSize"] !== undefined ? { forced: true } : {};

const checkOf = (context: DdlContext, table: TableRef, column: string): Sql | null => {
  const found = tableIn(context.before, table);
  return found === null ? null : (columnChecks(found).get(column) ?? null);
};

const columnIn = (context: DdlContext, table: TableRef, name: string): Column | null =>
  tableIn(context.before, table)?.columns.find((c) => c.name === name) ?? null;

/** The column after the change. If the type changes, options that fit only the old type are kept only where the change has them. */
const altered = (existing: Column, { using: _using, ...change }: ColumnChange): Column => {
  const next = { ...existing, ...change };
  const type = canonical(next.type);
  if (takesCollation(type)) return { ...next, type };
  const { charset: _charset, collationWritten: _written, ...options } = next.options;
  return { ...next, type, collation: null, options };
};

const alterColumn = (
  { table, name, change, existing }: OperationOf["alterColumn"],
  context: DdlContext,
): readonly Clause[] => {
  const { name: renamed, using, ...rest } = change;
  if (using !== undefined)
    unsupported(
      `column ${table.name}.${name}: ${context.flavour.title} has no USING`,
      "convert the rows with op.execute first",
    );
  const to = renamed ?? name;
  if (Object.keys(rest).length === 0) {
    return to === name
      ? []
      : [clause(`RENAME COLUMN ${quote(name)} TO ${quote(to)}`, `column ${name}`, `column ${to}`)];
  }
  const whole = existing ?? columnIn(context, table, name);
  if (whole === null) {
    return unsupported(
      `column ${table.name}.${name}: ${context.flavour.title} replaces the whole definition of a column, and only ${Object.keys(rest).join(", ")} of it is given`,
      "give the rest of it as `existing`",
    );
  }
  const next = withCollationSaid(
    { ...altered(whole, change), name: to },
    collationOf(tableIn(context.before, table), context.before),
  );
  const check = checkOf(context, table, name);
  if (isVirtual(whole) !== isVirtual(next))
    return replaced(tableIn(context.before, table), whole, next, check, context.flavour).map(alone);
  const definition = columnClause(next, context.flavour, check);
  const way = onItsWay(whole, next, context.flavour);
  return [
    ...(way === null
      ? []
      : [clause(`MODIFY COLUMN ${columnClause(way, context.flavour)}`, `column ${name}`)]),
    to === name
      ? clause(`MODIFY COLUMN ${definition}`, `column ${name}`)
      : clause(`CHANGE COLUMN ${quote(name)} ${definition}`, `column ${name}`, `column ${to}`),
  ];
};

/** MODIFY with a CHECK or without one: MariaDB's column-level CHECK is added and dropped with the column's definition. */
const withCheck = (
  table: TableRef,
  column: string,
  check: Sql | null,
  context: DdlContext,
): Clause => {
  const whole = columnIn(context, table, column);
  return whole === null
    ? unsupported(
        `the CHECK of column ${table.name}.${column} can only be changed with the column's whole definition, and that is not known here`,
        "check the names of the table and the column",
      )
    : clause(`MODIFY COLUMN ${columnClause(whole, context.flavour, check)}`, `column ${column}`);
};

const createConstraint = (
  { table, constraint }: OperationOf["createConstraint"],
  context: DdlContext,
): readonly Clause[] => {
  if (
    constraint.kind === "check" &&
    constraint.ofColumn !== null &&
    context.flavour.name === "mariadb"
  ) {
    return [withCheck(table, constraint.ofColumn, constraint.expression, context)];
  }
  const holder = tableIn(context.before, table);
  const added =
    constraint.kind === "primaryKey"
      ? primaryKeyClause(constraint, holder?.options ?? {})
      : constraintClause(
          isNextName(constraint, holder) ? { ...constraint, name: nowhere } : constraint,
          context.flavour,
        );
  const kept =
    keptIndex(constraint, added, holder, context.flavour) + leftIndex(constraint, holder);
  const sql = `${kept}ADD ${added}`;
  const key = constraint.kind === "primaryKey" ? "PRIMARY" : (nameText(constraint.name) ?? "");
  const one = {
    ...clause(sql, constraint.kind === "unique" ? touchOfIndex(key) : `${constraint.kind} ${key}`),
    ...("options" in constraint ? forcing(constraint, context.flavour) : {}),
  };
  if (constraint.kind === "foreignKey")
    return [{ ...one, place: "alone", ...(kept === "" && { needsKey: constraint.columns }) }];
  return [constraint.kind === "unique" ? { ...one, creates: constraint.columns } : one];
};

const constraintIn = (
  context: DdlContext,
  table: TableRef,
  kind: Constraint["kind"],
  name: string,
): Constraint | null =>
  tableIn(context.before, table)?.constraints.find(
    (c) => c.kind === kind && nameText(c.name) === name,
  ) ?? null;

const dropWords = (
  flavour: Flavour,
): Readonly<Record<Constraint["kind"], (name: string) => Sql>> => ({
  primaryKey: () => "DROP PRIMARY KEY",
  unique: (name) => `DROP INDEX ${quote(name)}`,
  foreignKey: (name) => `DROP FOREIGN KEY ${quote(name)}`,
  check: (name) => `${flavour.dropCheck} ${quote(name)}`,
  exclude: (name) =>
    unsupported(`exclude ${name}: ${flavour.title} has no EXCLUDE constraints`, "leave it out"),
});

const dropConstraint = (
  { table, kind, name, dropped }: OperationOf["dropConstraint"],
  context: DdlContext,
): readonly Clause[] => {
  const known = dropped ?? constraintIn(context, table, kind, name);
  if (known?.kind === "check" && known.ofColumn !== null && context.flavour.name === "mariadb") {
    return [withCheck(table, known.ofColumn, null, context)];
  }
  const sql = dropWords(context.flavour)[kind](name);
  return [
    {
      ...clause(sql, `drop ${kind} ${kind === "primaryKey" ? "PRIMARY" : name}`),
      ...(kind === "unique" && { index: { name } }),
      ...(kind === "foreignKey" && { place: "alone" }),
      ...(known !== null && "options" in known ? forcing(known, context.flavour) : {}),
    },
  ];
};

/** The same statement may drop another index that has the new name, or create one with the old name. */
const renameIndex = (from: string, to: string): Clause => ({
  ...clause(`RENAME INDEX ${quote(from)} TO ${quote(to)}`, touchOfIndex(to)),
  index: { name: from, to },
});

const renameConstraint = (
  operation: OperationOf["renameConstraint"],
  context: DdlContext,
): readonly Clause[] => {
  const { table, kind, name } = operation;
  if (kind === "primaryKey") return [];
  const to = newName(operation);
  if (kind === "unique") return [renameIndex(name, to)];
  const known = constraintIn(context, table, kind, name);
  if (known === null) {
    return unsupported(
      `${kind === "check" ? "CHECK" : "foreign key"} ${name} of ${table.name}: ${context.flavour.title} cannot rename it, and what it says is not known here`,
      "drop it and create it under its new name",
    );
  }
  const again: Constraint = { ...known, name: { from: "author", text: to } };
  return [
    alone(
      `${dropWords(context.flavour)[kind](name)}, ADD ${constraintClause(again, context.flavour)}`,
    ),
  ];
};

export type ClauseVerb = Extract<
  OperationVerb,
  | "addColumn"
  | "dropColumn"
  | "alterColumn"
  | "createConstraint"
  | "dropConstraint"
  | "renameConstraint"
  | "createIndex"
  | "dropIndex"
  | "renameIndex"
>;

type Printers = {
  readonly [V in ClauseVerb]: (operation: OperationOf[V], context: DdlContext) => readonly Clause[];
};

const printers: Printers = {
  addColumn: (operation, { flavour, before }) => {
    const { table, column, place } = operation;
    const holder = tableIn(before, table);
    const written = withCollationSaid(
      { ...column, type: canonical(column.type) },
      collationOf(holder, before),
    );
    const one = clause(
      `ADD COLUMN ${columnClause(written, flavour)}${placeText(operation, holder)}`,
      `column ${column.name}`,
      ...(place === undefined ? [] : [`column ${place.column}`]),
    );
    return [{ ...one, creates: [] }];
  },
  dropColumn: ({ name }) => [clause(`DROP COLUMN ${quote(name)}`, `column ${name}`)],
  alterColumn,
  createConstraint,
  dropConstraint,
  renameConstraint,
  createIndex: ({ index }, { flavour }) => [
    {
      ...clause(`ADD ${indexClause(index, flavour)}`, touchOfIndex(nameText(index.name) ?? "")),
      creates: wholeColumns(index),
      ...forcing(index, flavour),
    },
  ],
  dropIndex: ({ name, dropped }, { flavour }) => [
    {
      ...clause(`DROP INDEX ${quote(name)}`, `drop index ${name}`),
      index: { name },
      ...forcing(dropped, flavour),
    },
  ],
  renameIndex: ({ name, to }) => [renameIndex(name, to)],
};

const clausesOf = <V extends ClauseVerb>(
  verb: V,
  operation: OperationOf[V],
  context: DdlContext,
): readonly Clause[] => printers[verb](operation, context);

export const isClauseOperation = (operation: Operation): operation is Operation<ClauseVerb> =>
  Object.hasOwn(printers, operation.do);

export const clauses = (operation: Operation<ClauseVerb>, context: DdlContext): readonly Clause[] =>
  clausesOf(operation.do, operation, context);

/** When two indexes swap names through a third one, the renames within one statement are joined, since each index can be renamed once in a statement. */
const renamedAgain = (before: readonly Clause[], { index }: Clause): readonly Clause[] | null => {
  if (index?.to === undefined) return null;
  const { name, to } = index;
  const isFirst = (other: Clause): boolean => other.index?.to?.toLowerCase() === name.toLowerCase();
  return before.some(isFirst)
    ? before.map((other) => (isFirst(other) ? renameIndex(other.index?.name ?? name, to) : other))
    : null;
};

interface Group {
  readonly clauses: readonly Clause[];
  readonly touched: ReadonlySet<string>;
}

const groupText = ({ clauses: all }: Group): Sql => {
  const [first, rest] = [
    all.filter(({ place }) => place !== "last"),
    all.filter(({ place }) => place === "last"),
  ];
  const force = first.length > 1 && first.some(({ forced }) => forced === true) ? ["FORCE"] : [];
  return [[...first.map(({ sql }) => sql), ...force].join(", "), ...rest.map(({ sql }) => sql)]
    .filter((sql) => sql !== "")
    .join(" ");
};

/**
 * Does the group only create what the foreign key needs? If rows violate the foreign key, the index
 * that was created for it must not stay, so both are one statement.
 */
const isMadeFor = ({ clauses: all }: Group, { needsKey }: Clause): boolean =>
  needsKey !== undefined &&
  all.every((one) => one.creates !== undefined || one.needsKey !== undefined) &&
  all.some(({ creates = [] }) => startsWith(creates, needsKey));

/** Joins the clauses into as few statements as possible: a clause that needs its own, or touches a name again, begins a new one. */
export const grouped = (all: readonly Clause[]): readonly Sql[] => {
  const groups: Group[] = [];
  for (const one of all) {
    const last = groups.at(-1);
    const again = last === undefined ? null : renamedAgain(last.clauses, one);
    const isAlone = [one, ...(last?.clauses ?? [])].some(({ place }) => place === "alone");
    if (
      last === undefined ||
      (isAlone && !isMadeFor(last, one)) ||
      one.touches.some((t) => last.touched.has(t)) ||
      (again === null && one.index !== undefined && last.touched.has(touchOfIndex(one.index.name)))
    )
      groups.push({ clauses: [one], touched: new Set(one.touches) });
    else
      groups[groups.length - 1] = {
        clauses: again ?? [...last.clauses, one],
        touched: new Set([...last.touched, ...one.touches]),
      };
  }
  return groups.map(groupText);
};
