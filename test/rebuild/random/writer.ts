/** Writes random but valid SQLite DDL: every quoting style, comments, blanks, upper and lower case. */
import fc from "fast-check";

export interface Writer {
  readonly pick: <T>(items: readonly T[]) => T;
  readonly chance: (percent: number) => boolean;
  readonly count: (most: number) => number;
  /** A keyword in some spelling of its case. */
  readonly word: (text: string) => string;
  /** Several keywords with gaps between them. */
  readonly words: (text: string) => string;
  /** A name in some quoting. */
  readonly name: (text: string) => string;
  /** A name where only a name can stand: there SQLite takes text for one too. */
  readonly own: (text: string) => string;
  /** At least one blank, perhaps a comment. */
  readonly gap: () => string;
  /** Perhaps a blank. */
  readonly space: () => string;
  /** Parts with gaps between them; empty ones are left out. */
  readonly line: (...parts: readonly string[]) => string;
  /** In another order. */
  readonly shuffled: <T>(items: readonly T[]) => readonly T[];
}

const plain = /^[\p{L}_][\p{L}\p{N}_$]*$/u;
/** Those of the random names that are reserved; the other keywords (`fallback ID` in SQLite's parse.y) may stand bare. */
const keywords = /^(select|order|group|table|index|check|default|primary|unique)$/i;

export const writer = (g: fc.GeneratorValue): Writer => {
  const pick = <T>(items: readonly T[]): T => {
    const item = items[g(fc.nat, { max: items.length - 1 })];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  };
  const chance = (percent: number): boolean => g(fc.nat, { max: 99 }) < percent;
  const count = (most: number): number => g(fc.nat, { max: most });
  const gap = (): string =>
    pick([
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      "\n  ",
      "\t",
      "\r\n",
      "\f",
      " /* a, comment ( ' */ ",
      "/**/",
      '/* " ` [ */',
      " -- it's, a (comment\n ",
      "--\n",
    ]);
  const space = (): string => (chance(70) ? "" : gap());
  const word = (text: string): string => pick([text, text, text.toLowerCase()]);
  const line = (...parts: readonly string[]): string =>
    parts.filter((p) => p !== "").reduce((a, b) => (a === "" ? b : a + gap() + b), "");
  const styles = (text: string): readonly string[] => {
    const bare = plain.test(text) && !keywords.test(text);
    return [
      `"${text.replaceAll('"', '""')}"`,
      `\`${text.replaceAll("`", "``")}\``,
      ...(text.includes("]") ? [] : [`[${text}]`]),
      ...(bare ? [text, text, text] : []),
    ];
  };
  return {
    pick,
    chance,
    gap,
    space,
    count,
    word,
    line,
    words: (text) => line(...text.split(" ").map(word)),
    name: (text) => pick(styles(text)),
    own: (text) => pick([...styles(text), ...styles(text), `'${text.replaceAll("'", "''")}'`]),
    shuffled: (items) =>
      items
        .map((item) => ({ item, at: count(1000) }))
        .sort((x, y) => x.at - y.at)
        .map(({ item }) => item),
  };
};
