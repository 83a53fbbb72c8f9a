/** Takes out of a draft what no database takes, so that whatever was drawn, changed or shrunk can be declared. */
import type {
  CheckDraft,
  ColumnDraft,
  Draft,
  ForeignKeyDraft,
  IndexDraft,
  TableDraft,
  UniqueDraft,
} from "./draft.js";
import { columnNamed, tableNamed } from "./draft.js";
import { isInteger, isNumber, isText, kindOf } from "./kinds.js";
import type { Place } from "./places.js";

type Pass = (draft: Draft, place: Place) => Draft;

const firstOf = <T>(items: readonly T[], key: (item: T) => string): readonly T[] => {
  const seen = new Set<string>();
  return items.filter((item) => {
    const k = key(item).toLowerCase();
    return seen.has(k) ? false : seen.add(k) !== undefined;
  });
};

const eachTable =
  (change: (table: TableDraft, place: Place, draft: Draft) => TableDraft): Pass =>
  (draft, place) => ({
    ...draft,
    tables: draft.tables.map((table) => change(table, place, draft)),
  });

const oneOfEach: Pass = (draft) => ({
  ...draft,
  tables: firstOf(draft.tables, ({ name }) => name)
    .map((table) => ({
      ...table,
      columns: firstOf(
        firstOf(table.columns, ({ name }) => name),
        ({ kind, name }) => (kind === "mood" ? "one mood" : `column ${name}`),
      ),
    }))
    .filter(({ columns }) => columns.some(({ generated }) => generated === null)),
});

const mayBeKey =
  (table: TableDraft, { innodb }: Place) =>
  (name: string): boolean => {
    const column = columnNamed(table, name);
    return (
      column !== undefined &&
      column.generated === null &&
      kindOf(column.kind).keys &&
      !(innodb && column.kind === "text")
    );
  };

const keysHold = eachTable((table, place) => {
  const holds = mayBeKey(table, place);
  const keyed = <K extends { readonly columns: readonly string[] }>(
    keys: readonly K[],
  ): readonly K[] =>
    keys
      .map((key) => ({ ...key, columns: [...new Set(key.columns)].filter(holds) }))
      .filter(({ columns }) => columns.length > 0);
  return {
    ...table,
    key: keyed(table.key === null ? [] : [table.key])[0] ?? null,
    uniques: firstOf(
      keyed(table.uniques).filter(
        (u) =>
          place.dialect !== "postgres" ||
          JSON.stringify(u.columns) !==
            JSON.stringify(keyed(table.key === null ? [] : [table.key])[0]?.columns),
      ),
      ({ columns }) => JSON.stringify([...columns].sort()),
    ),
    indexes: keyed(table.indexes),
  };
});

/** Computed from what is computed: MySQL and MariaDB look only at columns that stand before it, PostgreSQL at none. */
const mayChain = (
  of: ColumnDraft,
  column: ColumnDraft,
  table: TableDraft,
  draft: Draft,
  { dialect }: Place,
): boolean =>
  draft.hard && dialect !== "postgres" && table.columns.indexOf(of) < table.columns.indexOf(column);

const generatedHold = eachTable((table, place, draft) => ({
  ...table,
  columns: table.columns.map((column): ColumnDraft => {
    const { virtual, innodb } = place;
    if (column.generated === null) return column;
    // where order is to be hard, of what stands before it where what was drawn is not to be had
    const before = table.columns.slice(0, table.columns.indexOf(column));
    const of =
      columnNamed(table, column.generated.of) ??
      (draft.hard ? before.findLast(({ kind }) => kind === column.kind) : undefined);
    const holds =
      of !== undefined &&
      of.name !== column.name &&
      (of.generated === null || mayChain(of, column, table, draft, place)) &&
      of.kind === column.kind &&
      kindOf(of.kind).generated !== null &&
      !(innodb && of.identity !== null);
    if (!holds) return { ...column, generated: null };
    return {
      ...column,
      generated: {
        ...column.generated,
        of: of.name,
        stored: column.generated.stored || !virtual,
      },
      nullable: true,
      default: 0,
      identity: null,
    };
  }),
}));

const countsHere = (
  column: ColumnDraft,
  table: TableDraft,
  { dialect, innodb }: Place,
): ColumnDraft["identity"] => {
  if (column.identity === null || !isInteger(column.kind) || column.generated !== null) return null;
  if (dialect === "postgres") return column.identity;
  const alone = table.key?.columns.length === 1 && table.key.columns[0] === column.name;
  if (!innodb) return alone && column.kind === "integer" ? "autoIncrement" : null;
  const leads = [
    ...(table.key === null ? [] : [table.key]),
    ...table.uniques,
    ...table.indexes.filter(({ descending }) => !descending),
  ].some(({ columns }) => columns[0] === column.name);
  return leads ? "autoIncrement" : null;
};

const identitiesHold = eachTable((table, place) => {
  const counting = table.columns.find((column) => countsHere(column, table, place) !== null);
  return {
    ...table,
    columns: table.columns.map((column) =>
      column === counting
        ? { ...column, identity: countsHere(column, table, place), nullable: false, default: 0 }
        : {
            ...column,
            identity: null,
            nullable: column.nullable && table.key?.columns.includes(column.name) !== true,
          },
    ),
  };
});

const indexesHold = eachTable((table, place) => ({
  ...table,
  indexes: table.indexes
    .map((index): IndexDraft => {
      const first = columnNamed(table, index.columns[0] ?? "");
      const expression = index.expression && place.expressionIndexes && first?.kind === "varchar20";
      return {
        ...index,
        expression,
        unique: index.unique && !expression,
        where: index.where && place.partialIndexes,
      };
    })
    .filter((index) => !place.innodb || !index.unique || index.descending),
}));

const deferring = eachTable((table, { dialect }) => ({
  ...table,
  uniques: table.uniques.map((u): UniqueDraft => ({
    ...u,
    deferrable: u.deferrable && dialect === "postgres",
  })),
}));

/** InnoDB, Snowflake: in the order of the key. */
const isKeyOf = (
  table: TableDraft,
  columns: readonly string[],
  { innodb, dialect }: Place,
): boolean =>
  [
    ...(table.key === null ? [] : [table.key]),
    ...table.uniques.filter(({ deferrable }) => !deferrable),
  ].some(
    (key) =>
      key.columns.length === columns.length &&
      key.columns.every((c, i) =>
        innodb || dialect === "snowflake" ? columns[i] === c : columns.includes(c),
      ),
  );

const foreignKeyHere = (
  foreignKey: ForeignKeyDraft,
  table: TableDraft,
  draft: Draft,
  place: Place,
): readonly ForeignKeyDraft[] => {
  const target = tableNamed(draft, foreignKey.table);
  if (
    target === undefined ||
    !isKeyOf(target, foreignKey.targets, place) ||
    new Set(foreignKey.columns).size !== foreignKey.targets.length
  )
    return [];
  const paired = foreignKey.columns.every((name, i) => {
    const [own, other] = [
      columnNamed(table, name),
      columnNamed(target, foreignKey.targets[i] ?? ""),
    ];
    return (
      own !== undefined &&
      own.generated === null &&
      own.kind === other?.kind &&
      mayBeKey(table, place)(name) &&
      !(place.innodb && own.identity !== null)
    );
  });
  if (!paired) return [];
  if (
    table.name === target.name &&
    foreignKey.columns.every((name, i) => name === foreignKey.targets[i])
  )
    return [];
  const nullable = foreignKey.columns.every((name) => columnNamed(table, name)?.nullable === true);
  const action = (asked: ForeignKeyDraft["onDelete"]): ForeignKeyDraft["onDelete"] =>
    (asked === "setNull" && !nullable) || (asked === "setDefault" && (place.innodb || !nullable))
      ? "noAction"
      : asked;
  // MariaDB: nothing that a change of the parent would make NULL may be NOT NULL.
  const wider =
    place.innodb &&
    foreignKey.columns.some(
      (name, i) =>
        columnNamed(table, name)?.nullable === false &&
        columnNamed(target, foreignKey.targets[i] ?? "")?.nullable === true,
    );
  return [
    {
      ...foreignKey,
      onDelete: action(foreignKey.onDelete),
      onUpdate: wider ? "noAction" : action(foreignKey.onUpdate),
      deferrable: foreignKey.deferrable && !place.innodb,
    },
  ];
};

const foreignKeysHold = eachTable((table, place, draft) => ({
  ...table,
  foreignKeys: firstOf(
    table.foreignKeys.flatMap((fk) => foreignKeyHere(fk, table, draft, place)),
    ({ columns }) => JSON.stringify(columns),
  ),
}));

/** InnoDB: no CHECK and no generated column over what a foreign key sets, and no CHECK over what counts. */
const checksHold = eachTable((table, place) => {
  const set = new Set(
    table.foreignKeys
      .filter(
        ({ onDelete, onUpdate }) =>
          ![onDelete, onUpdate].every((a) => a === "noAction" || a === "restrict"),
      )
      .flatMap(({ columns }) => columns),
  );
  const mayBeChecked = (column: ColumnDraft | undefined): column is ColumnDraft =>
    column !== undefined && !(place.innodb && (set.has(column.name) || column.identity !== null));
  const holds = (check: CheckDraft): boolean => {
    const column = columnNamed(table, check.column);
    if (!mayBeChecked(column)) return false;
    if (check.other === null) return kindOf(column.kind).checks[check.form] !== undefined;
    const other = columnNamed(table, check.other);
    return (
      mayBeChecked(other) &&
      other !== column &&
      [isNumber, isText].some((is) => is(column.kind) && is(other.kind))
    );
  };
  const columns = place.innodb
    ? table.columns.map((c) =>
        c.generated !== null && set.has(c.generated.of) ? { ...c, generated: null } : c,
      )
    : table.columns;
  return {
    ...table,
    columns,
    checks: firstOf(
      table.checks.filter(holds),
      ({ column, other, form }) => `${other ?? form} ${column}`,
    ),
  };
});

/** Names meet nobody else's of the schema; a convention needs a CHECK's. */
const namesHold: Pass = (draft, { dialect }) => {
  const taken = new Set<string>(draft.tables.map(({ name }) => name.toLowerCase()));
  const free = (name: string | null): string | null => {
    if (name === null || taken.has(name.toLowerCase())) return null;
    taken.add(name.toLowerCase());
    return name;
  };
  const pool = Array.from({ length: 200 }, (_, i) => `n${String(i)}`);
  /** Where order is to be hard all have names, out of one pool, so that each may pass to another kind. */
  const pooled = (name: string | null): string => {
    const wanted = name === null || taken.has(name.toLowerCase()) ? null : name;
    const chosen = wanted ?? pool.find((n) => !taken.has(n)) ?? "n";
    taken.add(chosen.toLowerCase());
    return chosen;
  };
  /** Each kind has names of its own: a name that goes over to another kind, while the old one stays under it unsaid, is nobody's wish. */
  const of = (kind: string, name: string | null): string | null =>
    draft.hard
      ? pooled(name)
      : free(name === null ? null : `${name}${name.endsWith(kind) ? "" : kind}`);
  const numbered = (name: string | null, table: number, i: number): string =>
    name ?? `k_${table}_${i}`;
  return {
    ...draft,
    tables: draft.tables.map((table, t) => ({
      ...table,
      comment: dialect === "sqlite" ? null : table.comment,
      columns: table.columns.map((c) => ({
        ...c,
        comment: dialect === "sqlite" ? null : c.comment,
      })),
      key: table.key === null ? null : { ...table.key, name: of("!p", table.key.name) },
      uniques: table.uniques.map((u) => ({ ...u, name: of("!u", u.name) })),
      foreignKeys: table.foreignKeys.map((f) => ({ ...f, name: of("!f", f.name) })),
      checks: table.checks.map((c, i) => ({
        ...c,
        name: draft.convention === "whole" ? numbered(of("!c", c.name), t, i) : of("!c", c.name),
      })),
      indexes: table.indexes.map((x, i) => ({ ...x, name: numbered(of("!x", x.name), t, i + 50) })),
    })),
  };
};

const passes: readonly Pass[] = [
  oneOfEach,
  generatedHold,
  keysHold,
  deferring,
  identitiesHold,
  indexesHold,
  identitiesHold,
  foreignKeysHold,
  checksHold,
  namesHold,
];

export const tidy: Pass = (draft, place) => passes.reduce((all, pass) => pass(all, place), draft);

/** A CHECK that had a name does not lose it: declared without one it would keep it, and nothing else could take it. */
export const namesKept = (from: Draft, to: Draft): Draft => ({
  ...to,
  tables: to.tables.map((table) => ({
    ...table,
    checks: table.checks.filter(
      (check) =>
        check.name !== null ||
        tableNamed(from, table.name)?.checks.find(
          (c) => c.column === check.column && c.form === check.form && c.name !== null,
        ) === undefined,
    ),
  })),
});
