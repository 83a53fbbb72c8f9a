/** Drawing drafts: numbers that are taken modulo what there is, so that zero is the plainest and shrinking goes there. */
import fc, { type Arbitrary } from "fast-check";
import type { Action } from "schema-diff";
import type {
  ColumnDraft,
  ConventionName,
  Draft,
  ForeignKeyDraft,
  IndexDraft,
  TableDraft,
} from "./draft.js";
import { kindNames, kindOf, type KindName } from "./kinds.js";
import { columnNames, comments, constraintNames, tableNames } from "./names.js";

/** Are pairs drawn in which order is hard? */
export const hard = process.env["SCHEMA_DIFF_LAW_HARD"] !== undefined;

export const at = <T>(items: readonly T[], i: number): T => {
  const item = items[i % items.length];
  if (item === undefined && items.length === 0) throw new Error("nothing to take from");
  return item as T;
};

export const pick = fc.nat(199);

/** Plain names nine times of ten. */
const name = fc.oneof({ weight: 9, arbitrary: fc.nat(9) }, { weight: 1, arbitrary: fc.nat(199) });

const actions: readonly Action[] = ["noAction", "cascade", "restrict", "setNull", "setDefault"];
const identities = [null, null, null, "byDefault", "autoIncrement", "always", "serial"] as const;
const conventionNames: readonly ConventionName[] = ["none", "plain", "whole"];
const moodLists: readonly (readonly string[])[] = [
  ["sad", "ok", "it's"],
  ["sad", "ok", "it's", "new"],
  ["first", "sad", "ok", "it's"],
  ["sad", "mid,dle", "ok", 'q"\\', "it's"],
];

export const action: Arbitrary<Action> = pick.map((i) => at(actions, i));
export const moods: Arbitrary<readonly string[]> = fc.nat(3).map((i) => at(moodLists, i));
export const convention: Arbitrary<ConventionName> = fc.nat(2).map((i) => at(conventionNames, i));
export const constraintName: Arbitrary<string | null> = name.map((i) => at(constraintNames, i));
export const comment: Arbitrary<string | null> = fc.nat(6).map((i) => at(comments, i));

const kind: Arbitrary<KindName> = fc
  .oneof(
    { weight: 3, arbitrary: fc.nat(1) },
    { weight: 3, arbitrary: fc.nat(kindNames.length - 1) },
  )
  .map((i) => at(kindNames, i));

export const column: Arbitrary<ColumnDraft> = fc
  .record({
    name: name.map((i) => at(columnNames, i)),
    kind,
    nullable: fc.boolean(),
    default: fc.nat(5),
    comment,
    identity: fc.nat(6).map((i) => at(identities, i)),
    generated: fc.option(
      fc.record({ of: name.map((i) => at(columnNames, i)), stored: fc.boolean(), pick: fc.nat(2) }),
      { freq: hard ? 1 : 5 },
    ),
  })
  .map((c) => ({ ...c, default: c.default % kindOf(c.kind).defaults.length }));

const someColumns = (most: number): Arbitrary<readonly number[]> =>
  fc.array(pick, { minLength: 1, maxLength: most });

/** What points to columns by number, until the columns are known. */
export interface Loose {
  readonly unique: {
    readonly columns: readonly number[];
    readonly name: string | null;
    readonly deferrable: boolean;
  };
  readonly check: {
    readonly column: number;
    readonly other: number | null;
    readonly form: number;
    readonly name: string | null;
  };
  readonly foreignKey: {
    readonly columns: readonly number[];
    readonly table: number;
    readonly key: number;
    readonly fresh: boolean;
    readonly name: string | null;
    readonly onDelete: Action;
    readonly onUpdate: Action;
    readonly deferrable: boolean;
  };
  readonly index: { readonly columns: readonly number[] } & Omit<IndexDraft, "columns">;
}

export const loose: { readonly [K in keyof Loose]: Arbitrary<Loose[K]> } = {
  unique: fc.record({
    columns: someColumns(3),
    name: constraintName,
    deferrable: fc.nat(4).map((n) => n === 4),
  }),
  check: fc.record({
    column: pick,
    other: hard ? fc.option(pick, { freq: 2 }) : fc.constant(null),
    form: fc.nat(5),
    name: constraintName,
  }),
  foreignKey: fc.record({
    columns: someColumns(3),
    table: pick,
    key: pick,
    fresh: fc.boolean(),
    name: constraintName,
    onDelete: action,
    onUpdate: action,
    deferrable: fc.nat(4).map((n) => n === 4),
  }),
  index: fc.record({
    columns: someColumns(3),
    name: constraintName,
    unique: fc.boolean(),
    descending: fc.boolean(),
    where: fc.nat(3).map((n) => n === 3),
    expression: fc.nat(3).map((n) => n === 3),
  }),
};

export const checkAt = (
  { columns }: Pick<TableDraft, "columns">,
  check: Loose["check"],
): TableDraft["checks"][number] => ({
  ...check,
  column: at(columns, check.column).name,
  other: check.other === null ? null : at(columns, check.other).name,
});

export const namesAt = (table: TableDraft, columns: readonly number[]): readonly string[] =>
  columns.map((i) => at(table.columns, i).name);

/** The foreign key with its table, and the table with a new column where none of the kind is to be had. */
export const withForeignKey = (
  draft: Draft,
  tableName: string,
  asked: Loose["foreignKey"],
): Draft => {
  const table = draft.tables.find(({ name: n }) => n === tableName);
  if (table === undefined) return draft;
  const target = at(draft.tables, asked.table);
  const keys = [...(target.key === null ? [] : [target.key]), ...target.uniques];
  if (keys.length === 0) return draft;
  const targets = at(keys, asked.key).columns;
  const columns: string[] = [];
  const added: ColumnDraft[] = [];
  for (const [i, of] of targets.entries()) {
    const wanted = target.columns.find((c) => c.name === of)?.kind ?? "integer";
    const there = table.columns.filter(
      (c) =>
        c.kind === wanted &&
        !columns.includes(c.name) &&
        c.generated === null &&
        (target !== table || !targets.includes(c.name)),
    );
    if (there.length > 0 && !asked.fresh) {
      columns.push(at(there, at(asked.columns, i)).name);
      continue;
    }
    const fresh: ColumnDraft = {
      name: `r${table.columns.length + added.length}`,
      kind: wanted,
      nullable: at(asked.columns, i) % 2 === 0,
      default: 0,
      comment: null,
      identity: null,
      generated: null,
    };
    added.push(fresh);
    columns.push(fresh.name);
  }
  const foreignKey: ForeignKeyDraft = {
    columns,
    name: asked.name,
    table: target.name,
    targets,
    onDelete: asked.onDelete,
    onUpdate: asked.onUpdate,
    deferrable: asked.deferrable,
  };
  return {
    ...draft,
    tables: draft.tables.map((t) =>
      t === table
        ? { ...t, columns: [...t.columns, ...added], foreignKeys: [...t.foreignKeys, foreignKey] }
        : t,
    ),
  };
};

export interface LooseTable {
  readonly bare: TableDraft;
  readonly foreignKeys: readonly Loose["foreignKey"][];
}

export const table: Arbitrary<LooseTable> = fc
  .record({
    name: name.map((i) => at(tableNames, i)),
    comment,
    columns: fc.array(column, { minLength: 1, maxLength: 6 }),
    key: fc.option(fc.record({ columns: someColumns(2), name: constraintName }), { freq: 6 }),
    uniques: fc.array(loose.unique, { maxLength: 2 }),
    checks: fc.array(loose.check, { maxLength: 3 }),
    foreignKeys: fc.array(loose.foreignKey, { maxLength: 2 }),
    indexes: fc.array(loose.index, { maxLength: 2 }),
  })
  .map(({ name: own, comment: said, columns, key, uniques, checks, foreignKeys, indexes }) => {
    const empty: TableDraft = {
      name: own,
      comment: said,
      columns,
      key: null,
      uniques: [],
      checks: [],
      foreignKeys: [],
      indexes: [],
    };
    const bare: TableDraft = {
      ...empty,
      key: key === null ? null : { ...key, columns: namesAt(empty, key.columns) },
      uniques: uniques.map((u) => ({ ...u, columns: namesAt(empty, u.columns) })),
      checks: checks.map((c) => checkAt({ columns }, c)),
      indexes: indexes.map((i) => ({ ...i, columns: namesAt(empty, i.columns) })),
    };
    return { bare, foreignKeys };
  });

export const draft: Arbitrary<Draft> = fc
  .record({ tables: fc.array(table, { minLength: 1, maxLength: 4 }), moods, convention })
  .map(({ tables, ...rest }) => {
    const bare: Draft = { ...rest, hard, tables: tables.map((t) => t.bare) };
    return tables
      .flatMap((t) => t.foreignKeys.map((f) => [t.bare.name, f] as const))
      .reduce((all, [name_, f]) => withForeignKey(all, name_, f), bare);
  });
