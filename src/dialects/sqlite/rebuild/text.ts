/** Edits of DDL text that leave everything around them unchanged. */
import type { Sql } from "../../../model/index.js";
import type { Token } from "../../../sql/index.js";
import { parseTable, type Range, type TableDefinition } from "../grammar/index.js";
import { firstAfter, tokensOf } from "../tokens.js";

export interface Patch extends Range {
  readonly text: Sql;
}

/**
 * Applies all patches at once; they must not overlap. Those at the same place are inserted in the
 * order given.
 */
export const patched = (sql: Sql, patches: readonly Patch[]): Sql => {
  let out = "";
  let at = 0;
  for (const { start, end, text } of [...patches].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  )) {
    out += sql.slice(at, start) + text;
    at = end;
  }
  return out + sql.slice(at);
};

export const edited = (
  definition: TableDefinition,
  ...patches: readonly Patch[]
): TableDefinition => parseTable(patched(definition.sql, patches));

export const insertAt = (at: number, text: Sql): Patch => ({ start: at, end: at, text });
export const replace = ({ start, end }: Range, text: Sql): Patch => ({ start, end, text });
export const cut = ({ start, end }: Range): Patch => ({ start, end, text: "" });

/** The tokens before and after a range, and the blanks between. */
interface Surroundings {
  readonly before: Token | undefined;
  readonly after: Token | undefined;
  readonly blanksBefore: readonly Token[];
  readonly blanksAfter: readonly Token[];
}

const surroundings = (sql: Sql, { start, end }: Range): Surroundings => {
  const tokens = tokensOf(sql);
  const until = firstAfter(tokens, start);
  const across = firstAfter(tokens, end);
  const from = (tokens[across]?.start ?? end) < end ? across + 1 : across;
  let first = until;
  while (first > 0 && tokens[first - 1]?.kind === "blank") first--;
  let next = from;
  while (next < tokens.length && tokens[next]?.kind === "blank") next++;
  return {
    before: tokens[first - 1],
    after: tokens[next],
    blanksBefore: tokens.slice(first, until),
    blanksAfter: tokens.slice(from, next),
  };
};

const isSpace = (token: Token): boolean => token.kind === "blank" && token.text.trim() === "";
const isComma = (token: Token | undefined): boolean => token?.text === ",";

/** The end of a comment on the same line as what precedes it; `from` where there is none. */
const sameLineComment = (blanks: readonly Token[], from: number): number => {
  const [first, second] = blanks;
  const comment =
    first === undefined || !isSpace(first) ? first : first.text.includes("\n") ? undefined : second;
  return comment === undefined || isSpace(comment)
    ? from
    : comment.text.endsWith("\n")
      ? comment.end - 1
      : comment.end;
};

const blanksFrom = (sql: Sql, at: number): readonly Token[] =>
  surroundings(sql, { start: at, end: at }).blanksAfter;

/**
 * The space before an item, if it is laid out like that of its neighbours (after a comma, or with a
 * line break), otherwise one blank: new items copy it.
 */
const leading = (sql: Sql, item: Range): Sql => {
  const last = surroundings(sql, item).blanksBefore.at(-1);
  const before = surroundings(sql, item).before;
  if (last === undefined) return " ";
  return isSpace(last) && (isComma(before) || last.text.includes("\n")) ? last.text : " ";
};

/** Inserts a new item of the parenthesised list after `item`. */
export const itemAfter = (sql: Sql, item: Range, text: Sql): Patch => {
  const { after, blanksAfter } = surroundings(sql, item);
  const lead = leading(sql, item);
  if (after !== undefined && isComma(after)) {
    const at = sameLineComment(blanksFrom(sql, after.end), after.end);
    return insertAt(at, `${at > after.end && !lead.includes("\n") ? "\n" : ""}${lead}${text},`);
  }
  const at = sameLineComment(blanksAfter, item.end);
  return insertAt(
    at,
    at > item.end ? `\n,${lead.includes("\n") ? " " : lead}${text}` : `,${lead}${text}`,
  );
};

/** Inserts a new item of the parenthesised list before its first one. */
export const itemInFront = (sql: Sql, first: Range, text: Sql): Patch =>
  insertAt(first.start, `${text},${leading(sql, first)}`);

/**
 * Removes an item from the parenthesised list, with one comma and the comment on its own line.
 * Commas between table constraints may be missing: then the existing comma is kept, or a constraint
 * would become part of the column before it.
 */
export const withoutItem = (sql: Sql, item: Range): readonly Patch[] => {
  const { before, after, blanksBefore, blanksAfter } = surroundings(sql, item);
  const space = blanksBefore.at(-1);
  const lead =
    space !== undefined && isSpace(space) && blanksBefore.length === 1 ? space.start : item.start;
  const opens = isComma(before) || before?.text === "(";
  if (isComma(after) && opens)
    return [
      cut({
        start: lead,
        end: sameLineComment(blanksFrom(sql, after?.end ?? item.end), after?.end ?? item.end),
      }),
    ];
  if (isComma(after)) return [cut({ start: lead, end: item.end })];
  if (after !== undefined && after.text !== ")")
    return [cut({ start: opens ? item.start : lead, end: item.end })];
  const end = sameLineComment(blanksAfter, item.end);
  return before !== undefined && isComma(before)
    ? [cut(before), cut({ start: lead, end })]
    : [cut({ start: lead, end })];
};

/** Removes a clause from a column, with the blanks on one side. */
export const withoutClause = (sql: Sql, clause: Range): Patch => {
  const space = surroundings(sql, clause).blanksBefore.at(-1);
  return cut({
    start: space !== undefined && isSpace(space) ? space.start : clause.start,
    end: clause.end,
  });
};
