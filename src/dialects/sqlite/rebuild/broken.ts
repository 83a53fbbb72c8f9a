/**
 * Views and triggers on tables that are gone. SQLite's RENAME and DROP COLUMN fail while any of them stands anywhere in the
 * database (renameTestSchema, src/alter.c), so they step aside meanwhile and come back as they were.
 */
import type { Schema, Sql, Unmodelled } from "../../../model/index.js";
import { meaningful, type Token } from "../../../sql/index.js";
import { isPlain, lexicon, sameName } from "../lexicon.js";

const isName = (token: Token | undefined): token is Token => token !== undefined && (token.kind === "word" || token.kind === "quoted");
const isWord = (token: Token | undefined, words: RegExp): boolean => token?.kind === "word" && words.test(token.text);

/** The table-valued functions that may be read without parentheses. */
const builtIn = /^(?:sqlite_|pragma_|dbstat$|json_each$|json_tree$|generate_series$|bytecode$|tables_used$)/i;

/** The tables that one place behind FROM, JOIN, INTO or UPDATE reads: `a AS x, main.b`. */
const sourcesAt = (tokens: readonly Token[], at: number): readonly string[] => {
  const dotted = tokens[at + 1]?.text === ".";
  const name = tokens[dotted ? at + 2 : at];
  if (!isName(name) || (name.kind === "word" && !isPlain(name.text)) || (dotted && !sameName(tokens[at]?.value ?? "", "main"))) return [];
  let next = at + (dotted ? 3 : 1);
  if (tokens[next]?.text === "(") return [];
  if (isWord(tokens[next], /^as$/i)) next += 2;
  else if (tokens[next]?.kind === "quoted" || (isName(tokens[next]) && isPlain(tokens[next]?.text ?? ""))) next += 1;
  return [name.value, ...(tokens[next]?.text === "," ? sourcesAt(tokens, next + 1) : [])];
};

/** Behind these a table stands; not in IS DISTINCT FROM, nor in UPDATE OF and DO UPDATE SET, where keywords follow. */
const reads = (tokens: readonly Token[], i: number): boolean =>
  isWord(tokens[i], /^(?:from|join|into|update)$/i) && !(isWord(tokens[i], /^from$/i) && isWord(tokens[i - 1], /^distinct$/i));

/** What WITH names: `x AS (…)`, `x (a, b) AS MATERIALIZED (…)`. */
const named = (tokens: readonly Token[]): readonly string[] =>
  tokens.flatMap((token, i) => {
    if (!isName(token) || !isWord(tokens[i - 1], /^(?:with|recursive)$/i) && tokens[i - 1]?.text !== ",") return [];
    const close = tokens[i + 1]?.text === "(" ? tokens.findIndex((t, at) => at > i && t.text === ")") : i;
    return isWord(tokens[close + 1], /^as$/i) ? [token.value] : [];
  });

const sources = (sql: Sql): readonly string[] => {
  const tokens = meaningful(sql, lexicon);
  const own = named(tokens);
  const found = tokens.flatMap((_, i) => (reads(tokens, i) ? sourcesAt(tokens, isWord(tokens[i + 1], /^or$/i) ? i + 3 : i + 1) : []));
  return found.filter((name) => !builtIn.test(name) && !own.some((o) => sameName(o, name)));
};

interface Reader {
  readonly item: Unmodelled;
  readonly sources: readonly string[];
}

/** What reads a table that is gone, itself or through another view. */
export const brokenIn = (schema: Schema): readonly Unmodelled[] => {
  const readers = schema.notCompared.flatMap((item): readonly Reader[] =>
    (item.definition !== null && (item.kind === "view" || item.kind === "trigger") ? [{ item, sources: [...sources(item.definition), ...(item.table === null ? [] : [item.table.name])] }] : []));
  const there = [...schema.tables, ...schema.notCompared.filter((u) => u.kind !== "trigger" && u.kind !== "view")].map((t) => t.name);
  const views = readers.filter((r) => r.item.kind === "view");
  const working = (sound: readonly Reader[]): readonly Reader[] => {
    const names = [...there, ...sound.map((r) => r.item.name)];
    const left = sound.filter((r) => r.sources.every((s) => names.some((n) => sameName(n, s))));
    return left.length === sound.length ? left : working(left);
  };
  const names = [...there, ...working(views).map((r) => r.item.name)];
  return readers.filter((r) => r.sources.some((s) => !names.some((n) => sameName(n, s)))).map((r) => r.item);
};

const stumbles = / (?:RENAME|DROP COLUMN) /;

/**
 * The statements, with what is broken out of their way.
 * @param followed what the statements make of a view or trigger that stands on what they rename
 */
export const aroundBroken = (before: Schema, statements: readonly Sql[], followed: (item: Unmodelled) => Unmodelled): readonly Sql[] => {
  const broken = statements.some((s) => s.startsWith("ALTER TABLE ") && stumbles.test(s)) ? brokenIn(before) : [];
  const [views, triggers] = [broken.filter((b) => b.kind === "view"), broken.filter((b) => b.kind === "trigger")];
  // A view takes its own triggers along, so triggers go first and come last.
  return [
    ...[...triggers, ...views].map(({ kind, name }) => `DROP ${kind.toUpperCase()} ${lexicon.quote(name)}`),
    ...statements,
    ...[...views, ...triggers].flatMap((item) => followed(item).definition ?? []),
  ];
};
