/** Cuts and patches of DDL text that leave everything around them word for word. */
import type { Sql } from "../../../model/index.js";
import type { Token } from "../../../sql/index.js";
import { parseTable, type Range, type TableDefinition } from "../grammar/index.js";
import { firstBehind, tokensOf } from "../tokens.js";

export interface Patch extends Range {
  readonly text: Sql;
}

/** All patches at once; they may not overlap. Those at one place come in the order given. */
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

/** The tokens before and after a range, blanks apart, and the blanks themselves. */
interface Surroundings {
  readonly before: Token | undefined;
  readonly after: Token | undefined;
  readonly blanksBefore: readonly Token[];
  readonly blanksAfter: readonly Token[];
}

const surroundings = (sql: Sql, { start, end }: Range): Surroundings => {
  const tokens = tokensOf(sql);
  const until = firstBehind(tokens, start);
  const across = firstBehind(tokens, end);
  const from = (tokens[across]?.start ?? end) < end ? across + 1 : across;
  let first = until;
  while (first > 0 && tokens[first - 1]?.kind === "blank") first--;
  let behind = from;
  while (behind < tokens.length && tokens[behind]?.kind === "blank") behind++;
  return {
    before: tokens[first - 1],
    after: tokens[behind],
    blanksBefore: tokens.slice(first, until),
    blanksAfter: tokens.slice(from, behind),
  };
};

const isSpace = (token: Token): boolean => token.kind === "blank" && token.text.trim() === "";
const isComma = (token: Token | undefined): boolean => token?.text === ",";

/** The end of a comment that stands on the same line as what came before; `from` where there is none. */
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

/** The blank that stands before an item, as far as it is one: new items copy it, so that they stand like their neighbours. */
const leading = (sql: Sql, item: Range): Sql => {
  const last = surroundings(sql, item).blanksBefore.at(-1);
  const before = surroundings(sql, item).before;
  if (last === undefined) return " ";
  return isSpace(last) && (isComma(before) || last.text.includes("\n")) ? last.text : " ";
};

/** Puts a new item of the parenthesised list after `item`. */
export const itemBehind = (sql: Sql, item: Range, text: Sql): Patch => {
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

/** Puts a new item of the parenthesised list before its first one. */
export const itemInFront = (sql: Sql, first: Range, text: Sql): Patch =>
  insertAt(first.start, `${text},${leading(sql, first)}`);

/**
 * Takes an item out of the parenthesised list, with one comma and the comment on its own line. Between table constraints
 * commas may be missing: then the one that is there stays, or a constraint would become part of the column before it.
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

/** Takes a clause out of a column, with one side's blank. */
export const withoutClause = (sql: Sql, clause: Range): Patch => {
  const space = surroundings(sql, clause).blanksBefore.at(-1);
  return cut({
    start: space !== undefined && isSpace(space) ? space.start : clause.start,
    end: clause.end,
  });
};
