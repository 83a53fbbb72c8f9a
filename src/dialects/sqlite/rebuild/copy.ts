/**
 * Copies the rows from the old table to the new one: one INSERT … SELECT, with casts where a type's
 * affinity changes.
 */
import type { Sql, Statement } from "../../../model/index.js";
import type { ColumnDefinition, TableDefinition } from "../grammar/index.js";
import { fold, lexicon, sameName } from "../lexicon.js";
import { clausesOf, rowidAlias } from "../definition.js";
import { rowidNames } from "../rowid.js";
import { copiesRows, rowCopy, schemaChange } from "../statement.js";
import { affinity, type Affinity } from "../affinity.js";
import type { Draft } from "./draft.js";

/**
 * ANY keeps every value unchanged in a STRICT table, and is NUMERIC in any other
 * (https://sqlite.org/stricttables.html).
 */
const affinityOf = ({ sql, strict }: TableDefinition, { type }: ColumnDefinition): Affinity => {
  const text = type === null ? "" : sql.slice(type.start, type.end);
  return strict && /^any$/i.test(text) ? "BLOB" : affinity(text);
};

const isGenerated = (column: ColumnDefinition): boolean =>
  clausesOf(column, "generated").length > 0;

/** Types of numbers: a text in a column of one of these would be lost. */
const ofNumbers = /^["'`[]?(?:num|dec|bool|money|fixed)/i;

/**
 * SQLite takes DATETIME, JSON and UUID for NUMERIC, like every name that it does not know, and
 * stores a value that is no number as text in such a column
 * (https://sqlite.org/datatype3.html#type_affinity): a cast would make 2020 of '2020-01-01'.
 */
const takesWords = (
  { sql, strict }: TableDefinition,
  { type }: ColumnDefinition,
  is: Affinity,
): boolean =>
  !strict && is === "NUMERIC" && type !== null && !ofNumbers.test(sql.slice(type.start, type.end));

/** A change of one column's affinity: `column` is its old name, `to` the new affinity. */
export interface Cast {
  readonly column: string;
  readonly type: string;
  readonly to: Affinity;
  /** Texts are kept as they are, and only numbers are cast: SQLite does it itself. */
  readonly words: boolean;
}

interface Carried extends Pick<Cast, "words"> {
  readonly from: string;
  readonly to: string;
  readonly cast: Affinity | null;
}

const carried = (old: TableDefinition, draft: Draft): readonly Carried[] => {
  const byName = new Map(old.columns.map((c) => [fold(c.name.name), c]));
  return draft.definition.columns.flatMap((column): readonly Carried[] => {
    const origin = draft.origins.get(column.name.name) ?? null;
    const before = origin === null ? undefined : byName.get(fold(origin));
    if (before === undefined || isGenerated(column)) return [];
    const [was, is] = [affinityOf(old, before), affinityOf(draft.definition, column)];
    // BLOB affinity keeps any value unchanged; from NUMERIC to INTEGER nothing is stored
    // differently (https://sqlite.org/datatype3.html#type_affinity).
    const cast = was === is || is === "BLOB" ? null : is;
    return [
      {
        from: before.name.name,
        to: column.name.name,
        cast,
        words: takesWords(draft.definition, column, is),
      },
    ];
  });
};

/** The casts that could lose a value, to be checked before anything is changed. */
export const casts = (old: TableDefinition, draft: Draft): readonly Cast[] =>
  carried(old, draft).flatMap(({ from, to, cast, words }) => {
    const column = draft.definition.columns.find((c) => c.name.name === to);
    const type =
      column?.type === null || column === undefined
        ? ""
        : draft.definition.sql.slice(column.type.start, column.type.end);
    return cast === null ? [] : [{ column: from, to: cast, type, words }];
  });

interface Strictened {
  readonly there: readonly string[];
  /** Where a row has NULL in a column that becomes the rowid, SQLite would assign a number. */
  readonly numbered: readonly string[];
  readonly fresh: readonly string[];
}

/** The columns that must have a value after the batch, but need not before. */
export const strictened = (old: TableDefinition, { definition, origins }: Draft): Strictened => {
  const alias = rowidAlias(definition);
  const must = definition.columns.filter(
    (c) => clausesOf(c, "notNull").length > 0 && !isGenerated(c) && c !== alias,
  );
  const before = (column: ColumnDefinition): ColumnDefinition | undefined =>
    old.columns.find((c) => c.name.name === origins.get(column.name.name));
  const loose = (columns: readonly ColumnDefinition[]): readonly string[] =>
    columns
      .map(before)
      .flatMap((c) =>
        c === undefined || clausesOf(c, "notNull").length > 0 || c === rowidAlias(old)
          ? []
          : [c.name.name],
      );
  return {
    there: loose(must),
    numbered: loose(alias === null ? [] : [alias]),
    fresh: must
      .filter((c) => before(c) === undefined && clausesOf(c, "default").length === 0)
      .map((c) => c.name.name),
  };
};

/** A name for the rowid in both tables; null where columns have all three names. */
const rowidName = (...tables: readonly TableDefinition[]): string | null =>
  rowidNames.find((name) =>
    tables.every((t) => t.columns.every((c) => !sameName(c.name.name, name))),
  ) ?? null;

/** The names of the rowid in the copy's SQL. */
interface Rowid {
  readonly into: Sql;
  readonly from: Sql;
}

/** A new column that is the table's rowid: rows keep their numbers in it. */
const newAlias = ({ definition, origins }: Draft): ColumnDefinition | null => {
  const alias = rowidAlias(definition);
  return alias !== null && (origins.get(alias.name.name) ?? null) === null ? alias : null;
};

/** How the rowids are copied; null where a column contains them, or it is impossible. */
const rowidCarried = (old: TableDefinition, draft: Draft): Rowid | null => {
  if (old.withoutRowid || draft.definition.withoutRowid) return null;
  const [was, is, fresh] = [rowidAlias(old), rowidAlias(draft.definition), newAlias(draft)];
  if (is !== null && fresh === null) return null;
  const from = was === null ? rowidName(old) : lexicon.quote(was.name.name);
  const into = fresh === null ? rowidName(draft.definition) : lexicon.quote(fresh.name.name);
  return from === null || into === null ? null : { into, from };
};

/** Do the rows have the same rowids after the rebuild? */
export const sameRowids = (old: TableDefinition, draft: Draft): boolean => {
  const [was, is] = [rowidAlias(old), rowidAlias(draft.definition)];
  return (
    rowidCarried(old, draft) !== null ||
    (was !== null && is !== null && draft.origins.get(is.name.name) === was.name.name)
  );
};

/** OR ROLLBACK: the old table also survives where the script is run without stopping at errors. */
export const copyRows = (
  old: TableDefinition,
  draft: Draft,
  from: string,
): readonly Statement[] => {
  const columns = carried(old, draft);
  const rowid = rowidCarried(old, draft);
  const into = [
    ...(rowid === null ? [] : [rowid.into]),
    ...columns.map((c) => lexicon.quote(c.to)),
  ];
  const values = [
    ...(rowid === null ? [] : [rowid.from]),
    ...columns.map((c) =>
      c.cast === null || c.words
        ? lexicon.quote(c.from)
        : `CAST(${lexicon.quote(c.from)} AS ${c.cast})`,
    ),
  ];
  if (into.length === 0) return [];
  const table = draft.definition.name.name;
  return [
    copiesRows(
      `INSERT OR ROLLBACK INTO ${lexicon.quote(table)} (${into.join(", ")}) SELECT ${values.join(", ")} FROM ${lexicon.quote(from)}`,
      table,
    ),
  ];
};

/**
 * Copies all rows of the table unchanged, into columns without an affinity, which change no value;
 * their rowids too.
 */
export const copyAside = (old: TableDefinition, to: string): readonly Statement[] => {
  const rowid = old.withoutRowid ? null : rowidName(old);
  const columns = old.columns.map((c) => lexicon.quote(c.name.name));
  const all = [...(rowid === null ? [] : [rowid]), ...columns].join(", ");
  return [
    schemaChange(`CREATE TABLE ${lexicon.quote(to)} (${columns.join(", ")})`),
    rowCopy(
      `INSERT OR ROLLBACK INTO ${lexicon.quote(to)} (${all}) SELECT ${all} FROM ${lexicon.quote(old.name.name)}`,
    ),
  ];
};
