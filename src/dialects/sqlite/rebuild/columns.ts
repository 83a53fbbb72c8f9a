/** Applies the operations on columns to a table's text. */
import type { Column, ColumnChange, ColumnPlace, Constraint, Sql } from "../../../model/index.js";
import { meaningful } from "../../../sql/index.js";
import {
  collateClause,
  columnClause,
  defaultClause,
  generatedClause,
  notNullClause,
  refuse,
} from "../clauses.js";
import {
  parseIndex,
  type ColumnClause,
  type ColumnDefinition,
  type Range,
} from "../grammar/index.js";
import { lexicon, sameName } from "../lexicon.js";
import { mentioned } from "../references/index.js";
import { clausesOf } from "../definition.js";
import { writtenDefault, writtenType } from "../written.js";
import { addConstraint } from "./constraints.js";
import { aside, columnIn, refused, refuseUnfit, type Draft } from "./draft.js";
import { dropColumnLine, dropIndexLine, dropLine } from "./dropLine.js";
import { placed } from "./findConstraint.js";
import { heldByCheck, renameColumn } from "./rename.js";
import {
  edited,
  insertAt,
  itemAfter,
  itemInFront,
  replace,
  withoutClause,
  withoutItem,
  type Patch,
} from "./text.js";

const refuseTakenColumn = (draft: Draft, name: string, but?: string): void => {
  const there = draft.definition.columns.find(
    (c) => c.name.name !== but && sameName(c.name.name, name),
  );
  if (there !== undefined)
    refused(
      draft,
      `there is a column "${there.name.name}" already`,
      "give the new one another name, or drop that one first",
    );
};

export const refuseUnfitColumn = (draft: Draft, column: Column): void => {
  refuseTakenColumn(draft, column.name);
  if (column.generated !== null) refuseUnfit(draft, column.generated.expression);
};

/** The column after which a new one is placed; null: it is the first. */
export const columnBefore = (
  draft: Draft,
  place: ColumnPlace | undefined,
): ColumnDefinition | null => {
  const { columns } = draft.definition;
  if (place === undefined) return columns.at(-1) ?? null;
  const beside = columnIn(draft, place.column);
  return place.side === "after" ? beside : (columns[columns.indexOf(beside) - 1] ?? null);
};

export const addColumn = (draft: Draft, column: Column, place?: ColumnPlace): Draft => {
  const { definition } = draft;
  refuseUnfitColumn(draft, column);
  const before = columnBefore(draft, place);
  const patch =
    before === null
      ? itemInFront(definition.sql, definition.columns[0] ?? definition.body, columnClause(column))
      : itemAfter(definition.sql, before, columnClause(column));
  return {
    ...draft,
    definition: edited(definition, patch),
    origins: new Map([...draft.origins, [column.name, null]]),
  };
};

interface Holder {
  /** What it is, for messages. */
  readonly what: string;
  /** The line of a script that drops it. */
  readonly line: string;
}

/** What still depends on a column that is to be dropped; null where nothing does. */
const holder = (draft: Draft, column: ColumnDefinition): Holder | null => {
  const name = column.name.name;
  const mentionsIt = (text: Sql): boolean => mentioned(text, [name]).length > 0;
  for (const { constraint, column: at } of placed(draft)) {
    if (at === column) continue;
    if (
      constraint.name.from !== "nowhere" &&
      draft.released.some((r) =>
        sameName(r, constraint.name.from === "nowhere" ? "" : constraint.name.text),
      )
    )
      continue;
    const keys =
      constraint.kind === "check" || constraint.kind === "exclude" ? [] : constraint.columns;
    const referred =
      constraint.kind === "foreignKey" &&
      sameName(constraint.target.name, draft.definition.name.name)
        ? constraint.targetColumns
        : [];
    if (
      constraint.kind === "check"
        ? mentionsIt(constraint.expression)
        : [...keys, ...referred].some((k) => sameName(k, name))
    )
      return { what: aside(constraint), line: dropLine(draft, constraint) };
  }
  for (const other of draft.definition.columns) {
    const generated = other === column ? undefined : clausesOf(other, "generated")[0];
    if (
      generated !== undefined &&
      mentionsIt(draft.definition.sql.slice(generated.expression.start, generated.expression.end))
    )
      return {
        what: `the generated column "${other.name.name}"`,
        line: dropColumnLine(other.name.name),
      };
  }
  const index = draft.indexes.find((sql) => {
    const { parts, where } = parseIndex(sql);
    return (
      parts.some((p) =>
        p.name === null ? mentionsIt(sql.slice(p.of.start, p.of.end)) : sameName(p.name.name, name),
      ) ||
      (where !== null && mentionsIt(sql.slice(where.start, where.end)))
    );
  });
  if (index === undefined) return null;
  const { name: indexName } = parseIndex(index).name;
  return { what: `the index "${indexName}"`, line: dropIndexLine(indexName) };
};

const mentions = (c: Constraint, name: string): boolean =>
  c.kind === "check" && mentioned(c.expression, [name]).length > 0;

/** The CHECKs in a column's own definition that also mention other columns. */
const inlineChecks = (draft: Draft, column: ColumnDefinition): readonly Constraint[] => {
  const others = draft.definition.columns.filter((c) => c !== column).map((c) => c.name.name);
  return placed(draft)
    .filter((p) => p.column === column && others.some((name) => mentions(p.constraint, name)))
    .map((p) => p.constraint);
};

export const dropColumn = (draft: Draft, name: string): Draft => {
  const column = columnIn(draft, name);
  if (draft.definition.columns.length === 1)
    refused(
      draft,
      `"${column.name.name}" is its only column, and a table keeps one`,
      "add another one first, or drop the table",
    );
  heldByCheck(draft, column.name.name, "dropped");
  const own = inlineChecks(draft, column);
  const both = own.find((c) => mentions(c, column.name.name));
  if (both?.kind === "check" && both.name.from === "nowhere") {
    refused(
      draft,
      `column "${column.name.name}" cannot be dropped while ${aside(both)} mentions it and other columns`,
      dropLine(draft, both),
    );
  }
  const held = holder(draft, column);
  if (held !== null)
    refused(
      draft,
      `column "${column.name.name}" cannot be dropped while ${held.what} stands on it`,
      held.line,
    );
  const gone = {
    ...draft,
    definition: edited(draft.definition, ...withoutItem(draft.definition.sql, column)),
    origins: new Map([...draft.origins].filter(([n]) => n !== column.name.name)),
  };
  // A CHECK in this column's definition that mentions only other columns is kept, as a constraint
  // of the table.
  return own.filter((c) => !mentions(c, column.name.name)).reduce(addConstraint, gone);
};

const headEnd = (column: ColumnDefinition): number => (column.type ?? column.name).end;

/** Replaces, adds or removes one clause of a column; `text` null removes it. */
const clausePatch = (
  sql: string,
  column: ColumnDefinition,
  is: ColumnClause["is"],
  text: string | null,
  at: number,
): readonly Patch[] => {
  const [there, ...more] = clausesOf(column, is);
  if (there === undefined) return text === null ? [] : [insertAt(at, ` ${text}`)];
  const rest = more.map((c) => withoutClause(sql, c));
  if (text === null) return [withoutClause(sql, there), ...rest];
  const named = there.name === null ? "" : `CONSTRAINT ${lexicon.quote(there.name.name)} `;
  return [replace(there, named + text), ...rest];
};

const typePatch = (column: ColumnDefinition, sql: string, type: string): readonly Patch[] => {
  if (column.type === null) return type === "" ? [] : [insertAt(column.name.end, ` ${type}`)];
  return [type === "" ? withoutClause(sql, column.type) : replace(column.type, type)];
};

const defaultPatch = (
  column: ColumnDefinition,
  sql: string,
  value: string | null,
): readonly Patch[] => {
  const there = clausesOf(column, "default").at(-1);
  if (value !== null && there !== undefined)
    return [replace(there.value, defaultClause(value).slice("DEFAULT ".length))];
  return clausePatch(
    sql,
    column,
    "default",
    value === null ? null : defaultClause(value),
    clausesOf(column, "notNull").at(-1)?.end ?? headEnd(column),
  );
};

/** AUTOINCREMENT is a reserved word: unquoted, it can be nothing else. */
const withoutCounting = (sql: string, { start, end }: Range): Patch => {
  const word = meaningful(sql.slice(start, end), lexicon).findLast(
    (t) => t.kind === "word" && /^autoincrement$/i.test(t.text),
  );
  return withoutClause(
    sql,
    word === undefined ? { start: end, end } : { start: start + word.start, end: start + word.end },
  );
};

const identityPatch = (
  draft: Draft,
  column: ColumnDefinition,
  identity: Column["identity"],
): readonly Patch[] => {
  const inline = clausesOf(column, "primaryKey")[0];
  const table = draft.definition.constraints.find(
    (c) =>
      c.is === "primaryKey" &&
      c.parts.length === 1 &&
      sameName(c.parts[0]?.name?.name ?? "", column.name.name),
  );
  const { sql } = draft.definition;
  if (identity !== null && identity.kind !== "autoIncrement")
    return refuse(
      `column ${column.name.name}`,
      `SQLite has no identity "${identity.kind}"`,
      "use autoIncrement",
    );
  const has = inline?.autoincrement ?? (table?.is === "primaryKey" && table.autoincrement);
  if (has === (identity !== null)) return [];
  if (inline !== undefined) {
    return [
      identity !== null ? insertAt(inline.end, " AUTOINCREMENT") : withoutCounting(sql, inline),
    ];
  }
  if (table?.is !== "primaryKey")
    return refused(
      draft,
      `column "${column.name.name}" cannot be an auto-increment column: it is no primary key`,
      "make it the primary key in the same batch",
    );
  return [
    identity !== null
      ? insertAt(table.list.end - 1, " AUTOINCREMENT")
      : withoutCounting(sql, table.list),
  ];
};

const changed = (
  draft: Draft,
  name: string,
  patches: (column: ColumnDefinition, sql: string) => readonly Patch[],
): Draft => {
  const column = columnIn(draft, name);
  return {
    ...draft,
    definition: edited(draft.definition, ...patches(column, draft.definition.sql)),
  };
};

const notNullText = (column: ColumnDefinition, change: ColumnChange): string | null => {
  const there = clausesOf(column, "notNull").at(-1);
  const nullable = change.nullable ?? there === undefined;
  if (nullable) return null;
  const kept =
    there === undefined || there.onConflict === null ? {} : { notNullOnConflict: there.onConflict };
  return notNullClause({ options: change.options ?? kept });
};

/**
 * The spelling that the options have, or had before: where the option is gone, the canonical
 * spelling is used again.
 */
const wordsOf = (
  change: ColumnChange,
  existing: Column | null,
): { readonly type?: Sql; readonly default?: Sql | null } => {
  const wanted = { ...existing, ...change };
  const options = change.options ?? existing?.options ?? {};
  const changesSpelling = (option: string, aspect: unknown): boolean =>
    aspect !== undefined ||
    (change.options !== undefined &&
      (options[option] !== undefined || existing?.options[option] !== undefined));
  return {
    ...(wanted.type !== undefined &&
      changesSpelling("writtenType", change.type) && {
        type: writtenType({ type: wanted.type, options }),
      }),
    ...(wanted.default !== undefined &&
      changesSpelling("writtenDefault", change.default) && {
        default: writtenDefault({ default: wanted.default, options }),
      }),
  };
};

/**
 * Attribute by attribute; the text is parsed again after each, so that their order does not matter.
 */
export const alterColumn = (
  draft: Draft,
  name: string,
  change: ColumnChange,
  existing: Column | null = null,
): Draft => {
  if (change.comment !== undefined && change.comment !== null)
    refuse(`column ${name}`, "SQLite stores no comments", "leave the comment out");
  if (change.onUpdate !== undefined && change.onUpdate !== null)
    refuse(`column ${name}`, "SQLite has no ON UPDATE of a column", "use a trigger");
  if (change.using !== undefined)
    refuse(`column ${name}`, "SQLite has no USING", "change the values with op.execute");
  const { collation, generated, identity } = change;
  const { type, default: value } = wordsOf(change, existing);
  if (generated !== undefined && generated !== null) refuseUnfit(draft, generated.expression);
  let done = draft;
  if (type !== undefined) done = changed(done, name, (c, sql) => typePatch(c, sql, type));
  if (change.nullable !== undefined || change.options !== undefined) {
    done = changed(done, name, (c, sql) =>
      clausePatch(sql, c, "notNull", notNullText(c, change), headEnd(c)),
    );
  }
  if (value !== undefined) done = changed(done, name, (c, sql) => defaultPatch(c, sql, value));
  if (collation !== undefined)
    done = changed(done, name, (c, sql) =>
      clausePatch(sql, c, "collate", collation === null ? null : collateClause(collation), c.end),
    );
  if (generated !== undefined)
    done = changed(done, name, (c, sql) =>
      clausePatch(
        sql,
        c,
        "generated",
        generated === null ? null : generatedClause(generated),
        c.end,
      ),
    );
  if (identity !== undefined)
    done = {
      ...changed(done, name, (c) => identityPatch(done, c, identity)),
      ...(identity === null ? { counting: null } : {}),
    };
  if (change.name === undefined || change.name === name) return done;
  refuseTakenColumn(done, change.name, columnIn(done, name).name.name);
  return renameColumn(done, name, change.name);
};
