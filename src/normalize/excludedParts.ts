/** Removes from tables the parts that the user excludes, and what depends on them. */
import type { Dialect } from "../dialects/index.js";
import {
  mentionsOf,
  nameText,
  ofKind,
  tableKey,
  type Constraint,
  type Index,
  type Schema,
  type Table,
} from "../model/index.js";
import { caseless, columnsIn } from "../sql/index.js";
import { named, staysIn, type Selecting, type Stays } from "./excluded.js";
import { leads, plainColumns } from "./impliedIndexes.js";

/** What stays, and the parts of tables that are left alone: each table with these parts only. */
export interface WithoutParts {
  readonly schema: Schema;
  readonly leftAlone: readonly Table[];
}

/** A table, and which of its parts stay. */
interface Asked {
  readonly table: Table;
  readonly stays: Stays;
}

const excludedColumns = ({ table, stays }: Asked): readonly string[] =>
  table.columns
    .map(({ name }) => name)
    .filter((name) => !stays({ kind: "column", schema: table.schema, table: table.name, name }));

/** The columns that either side excludes, and those that are computed from them. */
const columnsLeft = (
  asked: Asked,
  other: Asked | null,
  { lexicon }: Dialect,
): ReadonlySet<string> => {
  const names = [...excludedColumns(asked), ...(other === null ? [] : excludedColumns(other))];
  const left = new Set(names.map((name) => caseless(name, lexicon)));
  for (let before = -1; before < left.size;) {
    before = left.size;
    for (const { name, generated } of [...asked.table.columns, ...(other?.table.columns ?? [])])
      if (generated !== null && columnsIn(generated.expression, [...left], lexicon).length > 0)
        left.add(caseless(name, lexicon));
  }
  return left;
};

type NamesAny = (item: Constraint | Index) => boolean;

const namesAny =
  (left: ReadonlySet<string>, { lexicon }: Dialect): NamesAny =>
  (item) => {
    if (left.size === 0) return false;
    const { columns, expressions } =
      "elements" in item && "unique" in item
        ? mentionsOf("index", item)
        : mentionsOf(item.kind, item);
    return (
      columns.some((name) => left.has(caseless(name, lexicon))) ||
      expressions.some((sql) => columnsIn(sql, [...left], lexicon).length > 0)
    );
  };

/** Is the index made by the server for an excluded foreign key? It is excluded with it, where the other side has none of its name. */
const serves = (
  index: Index,
  name: string | null,
  foreignKeys: readonly Constraint<"foreignKey">[],
  other: Table | null,
  dialect: Dialect,
): boolean =>
  dialect.facts.foreignKeyNeedsIndex &&
  other !== null &&
  !other.indexes.some((its) => nameText(its.name) === name) &&
  foreignKeys.some(
    (key) =>
      (index.name.from !== "author" || nameText(key.name) === name) &&
      leads(plainColumns(index, dialect), key.columns),
  );

interface Parts {
  readonly kept: Table;
  readonly aside: Table;
}

const partsOf = (asked: Asked, other: Asked | null, dialect: Dialect): Parts => {
  const { table, stays } = asked;
  const left = columnsLeft(asked, other, dialect);
  const namesLeft = namesAny(left, dialect);
  const keeps = (
    kind: Constraint["kind"] | "index",
    item: Constraint | Index,
    withName: Constraint | Index | undefined,
  ): boolean =>
    !namesLeft(item) &&
    stays({
      kind,
      schema: table.schema,
      table: table.name,
      name: nameText((withName ?? item).name),
    });
  const whole = named(table, dialect);
  const wholeOther = other === null ? null : named(other.table, dialect);
  const constraints = new Set(
    table.constraints.filter((c, i) => keeps(c.kind, c, whole.constraints[i])),
  );
  const keysLeft = ofKind(
    table.constraints.filter((c) => !constraints.has(c)),
    "foreignKey",
  );
  const indexes = new Set(
    table.indexes.filter((index, i) => {
      const withName = whole.indexes[i];
      return (
        keeps("index", index, withName) &&
        !serves(index, nameText((withName ?? index).name), keysLeft, wholeOther, dialect)
      );
    }),
  );
  const isLeft = (name: string): boolean => left.has(caseless(name, dialect.lexicon));
  return {
    kept: {
      ...table,
      columns: table.columns.filter(({ name }) => !isLeft(name)),
      constraints: table.constraints.filter((c) => constraints.has(c)),
      indexes: table.indexes.filter((index) => indexes.has(index)),
    },
    aside: {
      ...table,
      columns: table.columns.filter(({ name }) => isLeft(name)),
      constraints: table.constraints.filter((c) => !constraints.has(c)),
      indexes: table.indexes.filter((index) => !indexes.has(index)),
    },
  };
};

const holds = ({ columns, constraints, indexes }: Table): boolean =>
  columns.length + constraints.length + indexes.length > 0;

/** Removes the excluded parts, what names an excluded column, and what names that. */
export const withoutExcludedParts = (schema: Schema, selecting: Selecting): WithoutParts => {
  const { selection, other, dialect, reflected } = selecting;
  if (!selection.speaksOfParts) return { schema, leftAlone: [] };
  const stays = staysIn(schema, selecting);
  const turned =
    other === null ? null : staysIn(other, { ...selecting, reflected: !reflected, other: schema });
  const others = new Map(other?.tables.map((table) => [tableKey(table), table]));
  const all = schema.tables.map((table): Parts => {
    const counterpart = others.get(tableKey(table));
    return partsOf(
      { table, stays },
      counterpart === undefined || turned === null ? null : { table: counterpart, stays: turned },
      dialect,
    );
  });
  const leftAlone = all.map(({ aside }) => aside).filter(holds);
  return leftAlone.length === 0
    ? { schema, leftAlone }
    : { schema: { ...schema, tables: all.map(({ kept }) => kept) }, leftAlone };
};
