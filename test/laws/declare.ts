/** A draft as metadata, through the public surface. */
import {
  boolean,
  check,
  enumeration,
  foreignKey,
  index,
  MetaData,
  primaryKey,
  sql,
  unique,
  type ColumnBuilder,
  type ColumnRef,
  type Extra,
  type NamingConvention,
  type SqlText,
} from "schema-diff";
import type { ColumnDraft, ConventionName, Draft, TableDraft } from "./draft.js";
import { isNumber, kindOf } from "./kinds.js";

const plain: NamingConvention = {
  uq: "uq_%(table_name)s_%(column_0_N_name)s",
  fk: "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
  pk: "pk_%(table_name)s",
  ix: "ix_%(table_name)s_%(column_0_N_name)s",
};

const conventions: Readonly<Record<ConventionName, NamingConvention | null>> = {
  none: null,
  plain,
  whole: { ...plain, ck: "ck_%(table_name)s_%(constraint_name)s" },
};

const builderOf = (column: ColumnDraft, draft: Draft): ColumnBuilder => {
  const name = draft.convention === "whole" ? `b_${column.name}` : null;
  if (column.kind === "boolean") return boolean({ name });
  return kindOf(column.kind).make?.() ?? enumeration("mood", draft.moods);
};

const made = (
  column: ColumnDraft,
  table: TableDraft,
  draft: Draft,
  ref: (name: string) => ColumnRef,
): ColumnBuilder => {
  const kind = kindOf(column.kind);
  const said = builderOf(column, draft)
    .comment(column.comment)
    .default(kind.defaults[column.default] ?? null);
  const nullable =
    column.nullable || table.key?.columns.includes(column.name) === true ? said : said.notNull();
  if (column.generated !== null) {
    const of = table.columns.find(({ name }) => name === column.generated?.of);
    const expression =
      of === undefined
        ? undefined
        : kindOf(of.kind).generated?.(ref(of.name), column.generated.pick);
    return expression === undefined
      ? nullable
      : nullable.generatedAs(expression, { stored: column.generated.stored });
  }
  if (column.identity === null) return nullable.identity(null);
  if (column.identity === "autoIncrement") return nullable.autoIncrement();
  return column.identity === "serial"
    ? nullable.serial()
    : nullable.identity({ always: column.identity === "always" });
};

const pickedFrom =
  (columns: Readonly<Record<string, ColumnRef>>) =>
  (name: string): ColumnRef => {
    const ref = columns[name];
    if (ref === undefined) throw new Error(`no column ${name}`);
    return ref;
  };

/** A condition over two columns that every row of a law meets. */
const ofTwo = (a: ColumnRef, b: ColumnRef, table: TableDraft, name: string): SqlText =>
  isNumber(table.columns.find((c) => c.name === name)?.kind ?? "text")
    ? sql`${a} <= ${b} + 1000`
    : sql`${a} <> 'no' OR ${b} <> 'no'`;

const extrasOf = (table: TableDraft, ref: (name: string) => ColumnRef): readonly Extra[] => [
  ...(table.key === null ? [] : [primaryKey(table.key.columns.map(ref), { name: table.key.name })]),
  ...table.uniques.map(({ columns, name, deferrable }) =>
    unique(columns.map(ref), { name, deferrable }),
  ),
  ...table.checks.flatMap(({ column, other, form, name }) => {
    if (other !== null) return [check(ofTwo(ref(column), ref(other), table, column), { name })];
    const of = table.columns.find((c) => c.name === column);
    const condition = of === undefined ? undefined : kindOf(of.kind).checks[form];
    return condition === undefined ? [] : [check(condition(ref(column)), { name })];
  }),
  ...table.foreignKeys.map(
    ({ columns, name, table: target, targets, onDelete, onUpdate, deferrable }) =>
      foreignKey(
        columns.map(ref),
        { table: target, columns: targets },
        { name, onDelete, onUpdate, deferrable },
      ),
  ),
  ...table.indexes.map(({ columns, name, unique: isUnique, descending, where, expression }) => {
    const [first, ...others] = columns.map(ref);
    if (first === undefined) throw new Error("an index without columns");
    const head = expression ? sql`lower(${first})` : first;
    return index(name, [descending ? head.desc() : head, ...others], {
      unique: isUnique,
      where: where ? sql`${first} IS NOT NULL` : null,
    });
  }),
];

/** A column's own reference, for the expression of another one. */
const refTo = (table: TableDraft): Readonly<Record<string, ColumnRef>> => {
  const shape = Object.fromEntries(table.columns.map((c) => [c.name, boolean()]));
  return new MetaData().table(table.name, shape).c;
};

export const declared = (draft: Draft): MetaData => {
  const namingConvention = conventions[draft.convention];
  const metadata = new MetaData(namingConvention === null ? {} : { namingConvention });
  for (const table of draft.tables) {
    const ref = pickedFrom(refTo(table));
    const shape = Object.fromEntries(
      table.columns.map((c) => [c.name, made(c, table, draft, ref)]),
    );
    metadata.table(table.name, shape, (columns) => extrasOf(table, pickedFrom(columns)), {
      comment: table.comment,
    });
  }
  return metadata;
};
