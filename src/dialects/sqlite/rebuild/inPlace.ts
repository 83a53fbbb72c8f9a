/**
 * What this SQLite can alter without a rebuild, with the text that it holds afterwards. An ALTER is
 * used only where that text is as good as an edited one: SQLite removes comments and line breaks
 * with what it cuts.
 */
import {
  atLeast,
  nameText,
  type Column,
  type ColumnChange,
  type Operation,
  type OperationVerb,
  type Sql,
  type Statement,
} from "../../../model/index.js";
import { meaningful, tokenize } from "../../../sql/index.js";
import { columnClause, referringColumn } from "../clauses.js";
import type { ColumnDefinition, Range } from "../grammar/index.js";
import { isPlain, lexicon, sameName } from "../lexicon.js";
import { clausesOf } from "../definition.js";
import { columnBefore, refuseUnfitColumn } from "./columns.js";
import { ownTargets } from "./constraints.js";
import { columnIn, indexNamed, type Draft } from "./draft.js";
import { find, placed } from "./findConstraint.js";
import { guarded, holdsNull } from "./guards.js";
import { edited, insertAt } from "./text.js";
import { missedByRename } from "./renameBlockers.js";
import { createsIndex, indexAsItStands, readsReaders, schemaChange } from "../statement.js";
import { indexText, workOne } from "./applyOperations.js";

interface Step {
  readonly statements: readonly Statement[];
  readonly draft: Draft;
}

/** A step in place, or the reason why there is none. */
export type Attempt = Step | { readonly cannot: string };

const cannot = (because: string): Attempt => ({ cannot: because });

type Attempts = {
  readonly [V in OperationVerb]?: (
    draft: Draft,
    operation: Operation<V>,
    version: readonly number[],
  ) => Attempt;
};

const table = (draft: Draft): Sql => lexicon.quote(draft.definition.name.name);

/** A name without quotes where possible, so that SQLite leaves unquoted names unquoted. */
const word = (name: string): Sql => (isPlain(name) ? name : lexicon.quote(name));

const nextToken = (sql: Sql, at: number): number =>
  meaningful(sql.slice(at), lexicon)[0]?.start ?? 0;

/** Is there no blank or comment after the range? */
const tight = (sql: Sql, range: Range): boolean => nextToken(sql, range.end) === 0;

const sameText = (draft: Draft, text: Sql): boolean => draft.definition.sql === text;

const without = (sql: Sql, start: number, end: number): Sql => sql.slice(0, start) + sql.slice(end);

/** The end of the last token before a place. */
const before = (sql: Sql, at: number): number =>
  tokenize(sql.slice(0, at), lexicon).findLast((t) => t.kind !== "blank")?.end ?? 0;

/**
 * Why ADD COLUMN would refuse it (https://sqlite.org/lang_altertable.html#alter_table_add_column);
 * null where it would not.
 */
const unaddable = (column: Column): string | null => {
  if (column.generated !== null) return column.generated.stored ? "is computed and stored" : null;
  const tokens = column.default === null ? [] : meaningful(column.default, lexicon);
  const constant =
    tokens.every(
      (t) =>
        t.kind === "number" ||
        t.kind === "string" ||
        /^[+-]$/.test(t.text) ||
        /^(true|false)$/i.test(t.text),
    ) && tokens.length <= 2;
  if (!constant) return "has a default that is no constant";
  return column.nullable || tokens.length > 0 ? null : "is NOT NULL and has no default";
};

const added = (draft: Draft, column: Column, clause: Sql): Attempt => {
  refuseUnfitColumn(draft, column);
  const why = unaddable(column);
  if (why !== null) return cannot(`column ${column.name} ${why}`);
  const { sql } = draft.definition;
  const last = draft.definition.columns.at(-1)?.end ?? draft.definition.body.start + 1;
  return {
    statements: [schemaChange(`ALTER TABLE ${table(draft)} ADD COLUMN ${clause}`)],
    draft: {
      ...draft,
      definition: edited(draft.definition, insertAt(last + nextToken(sql, last), `, ${clause}`)),
      origins: new Map([...draft.origins, [column.name, null]]),
    },
  };
};

const dropColumn = (
  draft: Draft,
  operation: Operation<"dropColumn">,
  version: readonly number[],
): Attempt => {
  const { columns, sql } = draft.definition;
  const column = columnIn(draft, operation.name);
  const after = workOne(draft, operation);
  if (!atLeast(version, 3, 35)) return cannot("DROP COLUMN came with SQLite 3.35");
  if (
    column.clauses.some((c) => c.is === "primaryKey" || c.is === "unique" || c.is === "references")
  )
    return cannot(`column ${operation.name} is a key of its own`);
  if (columns.length === 1) return cannot("a table keeps one column");
  const next = columns[columns.indexOf(column) + 1];
  const comma = before(sql, column.start) - 1;
  const text =
    next === undefined
      ? without(sql, comma, column.end + nextToken(sql, column.end))
      : without(sql, column.start, next.start);
  if (!sameText(after, text))
    return cannot("SQLite's DROP COLUMN would take comments or line breaks along");
  return {
    statements: [
      readsReaders(`ALTER TABLE ${table(draft)} DROP COLUMN ${lexicon.quote(column.name.name)}`),
    ],
    draft: after,
  };
};

const renameColumn = (
  draft: Draft,
  from: string,
  to: string,
  version: readonly number[],
): Attempt => {
  if (!atLeast(version, 3, 25)) return cannot("RENAME COLUMN came with SQLite 3.25");
  const column = columnIn(draft, from).name.name;
  if (missedByRename(draft.definition, column) !== null)
    return cannot("SQLite's RENAME COLUMN would miss a UNIQUE");
  const operation: Operation = {
    do: "alterColumn",
    table: { schema: null, name: draft.definition.name.name },
    name: from,
    change: { name: to },
    existing: null,
  };
  return {
    statements: [
      readsReaders(
        `ALTER TABLE ${table(draft)} RENAME COLUMN ${lexicon.quote(column)} TO ${word(to)}`,
      ),
    ],
    draft: workOne(draft, operation),
  };
};

/**
 * SQLite removes a clause with all blanks around it, and inserts one blank where another clause
 * follows.
 */
const withoutClause = (sql: Sql, clause: Range): Sql => {
  const next = clause.end + nextToken(sql, clause.end);
  return (
    sql.slice(0, before(sql, clause.start)) +
    (sql[next] === "," || sql[next] === ")" ? "" : " ") +
    sql.slice(next)
  );
};

/** `CONSTRAINT a CONSTRAINT b CHECK …`: SQLite would leave the first name, for the next clause. */
const namedTwice = (sql: Sql, { start, name }: Range & { readonly name: Range | null }): boolean =>
  name !== null && meaningful(sql.slice(start, name.start), lexicon).length > 1;

/** SQLite ignores a NULL clause: what it cuts extends to the next clause that it knows. */
const saysNull = (column: ColumnDefinition): boolean => clausesOf(column, "null").length > 0;

const setNotNull = (draft: Draft, column: ColumnDefinition): Attempt => {
  const { sql } = draft.definition;
  if (clausesOf(column, "notNull").length > 0) return { statements: [], draft };
  if (saysNull(column)) return cannot("SQLite would take the NULL of the column along");
  if (!tight(sql, column)) return cannot("SET NOT NULL would come after a comment or a line break");
  return {
    // SQLite itself would only report "constraint failed".
    statements: [
      ...guarded([holdsNull(draft.definition.name.name, column.name.name)]),
      schemaChange(
        `ALTER TABLE ${table(draft)} ALTER COLUMN ${lexicon.quote(column.name.name)} SET NOT NULL`,
      ),
    ],
    draft: { ...draft, definition: edited(draft.definition, insertAt(column.end, " NOT NULL")) },
  };
};

const dropNotNull = (
  draft: Draft,
  operation: Operation<"alterColumn">,
  column: ColumnDefinition,
): Attempt => {
  const { sql } = draft.definition;
  const [clause, ...more] = clausesOf(column, "notNull");
  if (clause === undefined) return { statements: [], draft };
  const after = workOne(draft, operation);
  if (
    more.length > 0 ||
    namedTwice(sql, clause) ||
    saysNull(column) ||
    !sameText(after, withoutClause(sql, clause))
  )
    return cannot("DROP NOT NULL would take comments or line breaks along");
  return {
    statements: [
      schemaChange(
        `ALTER TABLE ${table(draft)} ALTER COLUMN ${lexicon.quote(column.name.name)} DROP NOT NULL`,
      ),
    ],
    draft: after,
  };
};

const only = (change: ColumnChange, aspect: keyof ColumnChange): boolean =>
  Object.keys(change).length === 1 && change[aspect] !== undefined;

const alterColumn = (
  draft: Draft,
  operation: Operation<"alterColumn">,
  version: readonly number[],
): Attempt => {
  const { name, change } = operation;
  if (only(change, "name")) return renameColumn(draft, name, change.name ?? name, version);
  if (!only(change, "nullable"))
    return cannot(`of column ${name} SQLite could change the name alone, or NOT NULL alone`);
  if (!atLeast(version, 3, 53)) return cannot("SET and DROP NOT NULL came with SQLite 3.53");
  const column = columnIn(draft, name);
  // SQLite 3.53.2 takes the NOT of NOT DEFERRABLE for the one it looks for, and then does nothing.
  if (column.clauses.some((c) => c.is === "references" || c.is === "deferral"))
    return cannot(`SQLite's SET and DROP NOT NULL fail on column ${name}, a foreign key`);
  return change.nullable === true
    ? dropNotNull(draft, operation, column)
    : setNotNull(draft, column);
};

/**
 * SQLite 3.53.2's ADD CONSTRAINT refuses rows for which the condition is NULL, which a CHECK itself
 * accepts.
 */
const createConstraint = (): Attempt =>
  cannot(
    "SQLite adds no constraint to a table with rows but a CHECK, and that not where the condition is NULL",
  );

const dropConstraint = (
  draft: Draft,
  operation: Operation<"dropConstraint">,
  version: readonly number[],
): Attempt => {
  const found = find(draft, operation.kind, operation.name, operation.dropped);
  const { constraint, clause, column } = found;
  if (constraint.kind !== "check" || constraint.name.from === "nowhere")
    return cannot("SQLite drops no constraint in place but a CHECK with a name");
  if (!atLeast(version, 3, 53)) return cannot("DROP CONSTRAINT came with SQLite 3.53");
  const name = constraint.name.text;
  if (placed(draft).filter((p) => sameName(nameText(p.constraint.name) ?? "", name)).length > 1)
    return cannot(`${name} is the name of several constraints`);
  const { sql } = draft.definition;
  const start = before(sql, clause.start);
  const afterComma = column === null && sql[start - 1] === ",";
  const after = workOne(draft, operation);
  const text = afterComma
    ? without(sql, before(sql, start - 1), clause.end + nextToken(sql, clause.end))
    : withoutClause(sql, clause);
  if (namedTwice(sql, clause) || (column !== null && saysNull(column)) || !sameText(after, text))
    return cannot("SQLite's DROP CONSTRAINT would take comments or line breaks along");
  return {
    statements: [
      schemaChange(`ALTER TABLE ${table(draft)} DROP CONSTRAINT ${lexicon.quote(name)}`),
    ],
    draft: after,
  };
};

const attempts: Attempts = {
  addColumn: (draft, { column }) =>
    column.identity === null
      ? added(draft, column, columnClause(column))
      : cannot(`column ${column.name} counts`),
  dropColumn,
  alterColumn,
  createConstraint,
  dropConstraint,
  createIndex: (draft, operation) => ({
    statements: [createsIndex(indexText(draft, operation.index), operation.index.unique)],
    draft: workOne(draft, operation),
  }),
  dropIndex: (draft, operation) => ({
    statements: [schemaChange(`DROP INDEX ${lexicon.quote(operation.name)}`)],
    draft: workOne(draft, operation),
  }),
  renameIndex: (draft, operation) => {
    const made = workOne(draft, operation);
    return {
      statements: [
        schemaChange(`DROP INDEX ${lexicon.quote(operation.name)}`),
        indexAsItStands(indexNamed(made, operation.to) ?? ""),
      ],
      draft: made,
    };
  },
  setComment: (draft, operation) => ({ statements: [], draft: workOne(draft, operation) }),
};

const comesBetween = (draft: Draft, { place }: Operation<"addColumn">): boolean =>
  columnBefore(draft, place) !== draft.definition.columns.at(-1);

/**
 * The foreign key of a new column, which can be added in the column's definition, where every row
 * has NULL. On its own it would need a rebuild.
 */
const keyOf = (
  column: Column,
  later: readonly Operation[],
): Operation<"createConstraint"> | undefined =>
  column.default !== null || column.generated !== null
    ? undefined
    : later.find(
        (o): o is Operation<"createConstraint"> =>
          o.do === "createConstraint" &&
          o.constraint.kind === "foreignKey" &&
          o.constraint.columns.length === 1 &&
          o.constraint.columns[0] === column.name,
      );

const attempt = <V extends OperationVerb>(
  draft: Draft,
  operation: Operation<V>,
  version: readonly number[],
): Attempt => {
  const verb: V = operation.do;
  const how:
    ((draft: Draft, operation: Operation<V>, version: readonly number[]) => Attempt) | undefined =
    attempts[verb];
  return how === undefined
    ? cannot(`SQLite has no ALTER for ${verb}`)
    : how(draft, operation, version);
};

/** All operations in place, one after another; or why one of them cannot be. */
export const inPlace = (
  draft: Draft,
  operations: readonly Operation[],
  version: readonly number[],
): Attempt => {
  let done: Step = { statements: [], draft };
  const came = new Set<Operation>();
  for (const [i, operation] of operations.entries()) {
    if (came.has(operation)) continue;
    if (operation.do === "addColumn" && comesBetween(done.draft, operation))
      return cannot(`SQLite adds columns at the end only, and not ${operation.column.name}`);
    const key =
      operation.do === "addColumn" ? keyOf(operation.column, operations.slice(i + 1)) : undefined;
    if (key !== undefined) {
      came.add(key);
      const { constraint } = key;
      for (const name of ownTargets(done.draft, constraint))
        if (constraint.kind === "foreignKey" && name !== constraint.columns[0])
          columnIn(done.draft, name);
    }
    const step =
      operation.do === "addColumn" &&
      operation.column.identity === null &&
      key?.constraint.kind === "foreignKey"
        ? added(done.draft, operation.column, referringColumn(operation.column, key.constraint))
        : attempt(done.draft, operation, version);
    if ("cannot" in step) return step;
    done = { statements: [...done.statements, ...step.statements], draft: step.draft };
  }
  return done;
};
