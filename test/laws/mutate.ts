/** Changing drafts at random: one row per kind of change. */
import fc, { type Arbitrary } from "fast-check";
import {
  action,
  at,
  checkAt,
  column,
  comment,
  constraintName,
  convention,
  loose,
  moods,
  namesAt,
  pick,
  table,
  withForeignKey,
  type Loose,
  type LooseTable,
} from "./arbitrary.js";
import type { ColumnDraft, Draft, TableDraft } from "./draft.js";
import { kindOf } from "./kinds.js";
import type { Action } from "schema-diff";

/** Everything that some change may ask for. */
interface Dice extends Loose {
  readonly what: number;
  readonly at: number;
  readonly item: number;
  readonly column: ColumnDraft;
  readonly name: string | null;
  readonly comment: string | null;
  readonly action: Action;
  readonly table: LooseTable;
  readonly moods: readonly string[];
  readonly convention: Draft["convention"];
  readonly columns: readonly number[];
}

type Change = (draft: Draft, dice: Dice) => Draft;

const replaced = <T>(items: readonly T[], i: number, by: (item: T) => T | null): readonly T[] =>
  items.flatMap((item, n) => {
    const made = n === i % Math.max(1, items.length) ? by(item) : item;
    return made === null ? [] : [made];
  });

const inTable =
  (change: (t: TableDraft, dice: Dice, draft: Draft) => TableDraft): Change =>
  (draft, dice) => ({
    ...draft,
    tables: replaced(draft.tables, dice.at, (t) => change(t, dice, draft)),
  });

const inColumn = (change: (c: ColumnDraft, dice: Dice) => ColumnDraft | null): Change =>
  inTable((t, dice) => ({ ...t, columns: replaced(t.columns, dice.item, (c) => change(c, dice)) }));

/** A column and everything that foreign keys tie it to. */
const tied = (draft: Draft, table_: string, column_: string): ReadonlySet<string> => {
  const key = (t: string, c: string): string => JSON.stringify([t, c]);
  const all = new Set([key(table_, column_)]);
  const pairs = draft.tables.flatMap((t) =>
    t.foreignKeys.flatMap((f) =>
      f.columns.map((c, i) => [key(t.name, c), key(f.table, f.targets[i] ?? "")] as const),
    ),
  );
  for (let size = 0; size !== all.size;) {
    size = all.size;
    for (const [a, b] of pairs) if (all.has(a) || all.has(b)) all.add(a).add(b);
  }
  return all;
};

const retype: Change = (draft, dice) => {
  const t = at(draft.tables, dice.at);
  const c = at(t.columns, dice.item);
  const { alike } = kindOf(c.kind);
  if (alike.length === 0) return draft;
  const kind = at(alike, dice.item);
  const all = tied(draft, t.name, c.name);
  return {
    ...draft,
    tables: draft.tables.map((x) => ({
      ...x,
      columns: x.columns.map((y) =>
        all.has(JSON.stringify([x.name, y.name]))
          ? { ...y, kind, default: y.default % kindOf(kind).defaults.length }
          : y,
      ),
    })),
  };
};

type Named = "uniques" | "checks" | "foreignKeys" | "indexes";
const lists: readonly Named[] = ["uniques", "checks", "foreignKeys", "indexes"];

const inList = (
  list: Named,
  t: TableDraft,
  i: number,
  by: <T extends { readonly name: string | null }>(item: T) => T | null,
): TableDraft => ({ ...t, [list]: replaced<{ readonly name: string | null }>(t[list], i, by) });

const renamed = inTable((t, dice) =>
  inList(at(lists, dice.item), t, dice.unique.columns[0] ?? 0, (item) => ({
    ...item,
    name: dice.name,
  })),
);

/** Two of a list take each other's names. */
const swapped = inTable((t, dice) => {
  const list = at(lists, dice.item);
  const [first, second] = t[list];
  if (first === undefined || second === undefined) return t;
  return inList(
    list,
    inList(list, t, 0, (item) => ({ ...item, name: second.name })),
    1,
    (item) => ({ ...item, name: first.name }),
  );
});

const changes: Readonly<Record<string, Change>> = {
  nullable: inColumn((c) => ({ ...c, nullable: !c.nullable })),
  default: inColumn((c, dice) => ({
    ...c,
    default: dice.check.form % kindOf(c.kind).defaults.length,
  })),
  retype,
  columnComment: inColumn((c, dice) => ({ ...c, comment: dice.comment })),
  identity: inColumn((c, dice) => ({
    ...c,
    identity: c.identity === null ? dice.column.identity : null,
  })),
  generated: inColumn((c, dice) => ({
    ...c,
    generated:
      c.generated === null
        ? dice.column.generated
        : dice.check.form > 2
          ? null
          : { ...c.generated, pick: c.generated.pick + 1 },
  })),
  stored: inColumn((c) => ({
    ...c,
    generated: c.generated === null ? null : { ...c.generated, stored: !c.generated.stored },
  })),
  addColumn: inTable((t, dice) => ({ ...t, columns: [...t.columns, dice.column] })),
  dropColumn: inColumn(() => null),
  tableComment: inTable((t, dice) => ({ ...t, comment: dice.comment })),
  key: inTable((t, dice) => ({
    ...t,
    key:
      dice.check.form === 0
        ? null
        : {
            columns: dice.check.form > 3 ? (t.key?.columns ?? []) : namesAt(t, dice.columns),
            name: dice.name,
          },
  })),
  addUnique: inTable((t, dice) => ({
    ...t,
    uniques: [...t.uniques, { ...dice.unique, columns: namesAt(t, dice.unique.columns) }],
  })),
  dropUnique: inTable((t, dice) => ({ ...t, uniques: replaced(t.uniques, dice.item, () => null) })),
  alterUnique: inTable((t, dice) => ({
    ...t,
    uniques: replaced(t.uniques, dice.item, (u) => ({
      ...u,
      columns: namesAt(t, dice.columns),
      deferrable: dice.unique.deferrable,
    })),
  })),
  addCheck: inTable((t, dice) => ({
    ...t,
    checks: [...t.checks, checkAt(t, dice.check)],
  })),
  dropCheck: inTable((t, dice) => ({ ...t, checks: replaced(t.checks, dice.item, () => null) })),
  alterCheck: inTable((t, dice) => ({
    ...t,
    checks: replaced(t.checks, dice.item, (c) => ({ ...c, form: dice.check.form })),
  })),
  addForeignKey: (draft, dice) =>
    withForeignKey(draft, at(draft.tables, dice.at).name, dice.foreignKey),
  dropForeignKey: inTable((t, dice) => ({
    ...t,
    foreignKeys: replaced(t.foreignKeys, dice.item, () => null),
  })),
  alterForeignKey: inTable((t, dice) => ({
    ...t,
    foreignKeys: replaced(t.foreignKeys, dice.item, (f) => ({
      ...f,
      onDelete: dice.action,
      onUpdate: dice.foreignKey.onUpdate,
      deferrable: dice.foreignKey.deferrable,
    })),
  })),
  addIndex: inTable((t, dice) => ({
    ...t,
    indexes: [...t.indexes, { ...dice.index, columns: namesAt(t, dice.index.columns) }],
  })),
  dropIndex: inTable((t, dice) => ({ ...t, indexes: replaced(t.indexes, dice.item, () => null) })),
  alterIndex: inTable((t, dice) => ({
    ...t,
    indexes: replaced(t.indexes, dice.item, (i) => ({
      ...i,
      ...dice.index,
      name: i.name,
      columns: namesAt(t, dice.columns),
    })),
  })),
  renamed,
  swapped,
  addTable: (draft, dice) =>
    dice.table.foreignKeys.reduce<Draft>((all, f) => withForeignKey(all, dice.table.bare.name, f), {
      ...draft,
      tables: [...draft.tables, dice.table.bare],
    }),
  dropTable: (draft, dice) => ({ ...draft, tables: replaced(draft.tables, dice.at, () => null) }),
  moods: (draft, dice) => ({ ...draft, moods: dice.moods }),
  convention: (draft, dice) => ({ ...draft, convention: dice.convention }),
};

const names = Object.keys(changes);

type Mutation = (draft: Draft) => Draft;

const change: Arbitrary<Mutation> = fc
  .record<Dice>({
    what: fc.nat(names.length - 1),
    at: pick,
    item: pick,
    column,
    name: constraintName,
    comment,
    action,
    table,
    moods,
    convention,
    columns: fc.array(pick, { minLength: 1, maxLength: 2 }),
    unique: loose.unique,
    check: loose.check,
    foreignKey: loose.foreignKey,
    index: loose.index,
  })
  .map((dice) => {
    const made = changes[at(names, dice.what)] ?? ((d: Draft) => d);
    return (d: Draft): Draft => {
      const tables = d.tables.filter(({ columns }) => columns.length > 0);
      return tables.length === 0 ? d : made({ ...d, tables }, dice);
    };
  });

export const mutation: Arbitrary<Mutation> = fc
  .array(change, { minLength: 1, maxLength: 5 })
  .map((all) => (draft: Draft) => all.reduce((now, one) => one(now), draft));
