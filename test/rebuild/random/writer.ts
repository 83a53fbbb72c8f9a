/** Writes random but valid SQLite DDL: every quoting style, comments, blanks, upper and lower case. */
import fc from "fast-check";

export interface Writer {
  readonly pick: <T>(items: readonly T[]) => T;
  readonly chance: (percent: number) => boolean;
  readonly count: (most: number) => number;
  /** A keyword in some spelling of its case. */
  readonly word: (text: string) => string;
  /** A name in some quoting. */
  readonly name: (text: string) => string;
  /** At least one blank, perhaps a comment. */
  readonly gap: () => string;
  /** Perhaps a blank. */
  readonly space: () => string;
  /** Parts with gaps between them; empty ones are left out. */
  readonly line: (...parts: readonly string[]) => string;
}

const plain = /^[a-z_][a-z0-9_]*$/i;
const keywords = /^(select|order|group|table|index|check|default|primary|unique|key)$/i;

export const writer = (g: fc.GeneratorValue): Writer => {
  const pick = <T>(items: readonly T[]): T => {
    const item = items[g(fc.nat, { max: items.length - 1 })];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  };
  const chance = (percent: number): boolean => g(fc.nat, { max: 99 }) < percent;
  const gap = (): string => pick([" ", " ", " ", " ", "\n  ", "\t", " /* a, comment ( ' */ ", " -- it's, a (comment\n "]);
  const space = (): string => (chance(70) ? "" : gap());
  return {
    pick, chance, gap, space,
    count: (most) => g(fc.nat, { max: most }),
    word: (text) => pick([text, text, text.toLowerCase()]),
    name: (text) => {
      const bare = plain.test(text) && !keywords.test(text);
      const styles = [`"${text.replaceAll('"', '""')}"`, `\`${text.replaceAll("`", "``")}\``, ...(text.includes("]") ? [] : [`[${text}]`]), ...(bare ? [text, text, text] : [])];
      return pick(styles);
    },
    line: (...parts) => parts.filter((p) => p !== "").reduce((a, b) => (a === "" ? b : a + gap() + b), ""),
  };
};
