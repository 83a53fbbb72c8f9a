/** The clauses that columns and tables share: names, conflict clauses, conditions, REFERENCES with all that may follow. */
import type { Writer } from "./writer.js";

/** What a table's text names, for whoever compares it with what was read. */
export interface Notes {
  /** The names of its CHECKs in the order of the text; null for a nameless one. */
  readonly checks: (string | null)[];
  /** The names of all other constraints, in no order. */
  readonly names: string[];
}

/** The parent table that foreign keys point to besides the table itself. */
export const parent = {
  name: "the parent",
  sql: 'CREATE TABLE "the parent" (id INTEGER PRIMARY KEY, code TEXT UNIQUE)',
};

const actions = ["CASCADE", "RESTRICT", "SET NULL", "SET DEFAULT", "NO ACTION"];
const conflicts = ["ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"];
const collations = ["NOCASE", "RTRIM", "BINARY"];
export const deferrals = [
  "DEFERRABLE",
  "DEFERRABLE INITIALLY DEFERRED",
  "DEFERRABLE INITIALLY IMMEDIATE",
  "NOT DEFERRABLE",
  "NOT DEFERRABLE INITIALLY DEFERRED",
  "NOT DEFERRABLE INITIALLY IMMEDIATE",
];

export const onConflict = (w: Writer, percent = 20): string =>
  w.chance(percent) ? w.words(`ON CONFLICT ${w.pick(conflicts)}`) : "";

export const collate = (w: Writer): string => w.line(w.word("COLLATE"), w.own(w.pick(collations)));

/** SQLite lets several names stand before one constraint, and the last one counts. */
const naming = (
  w: Writer,
  notes: Notes,
  kind: string,
): { readonly text: string; readonly name: string | null } => {
  if (!w.chance(50)) return { text: "", name: null };
  const name = `${kind}${w.pick([" ", "_"])}${notes.names.length + notes.checks.length}`;
  const before = w.chance(8) ? w.line(w.word("CONSTRAINT"), w.own("overruled")) : "";
  return { text: w.line(before, w.word("CONSTRAINT"), w.own(name)), name };
};

export const keyNamed = (w: Writer, notes: Notes, kind: string): string => {
  const { text, name } = naming(w, notes, kind);
  if (name !== null) notes.names.push(name);
  return text;
};

const reaction = (w: Writer): string =>
  w.pick([
    () => w.words(`ON DELETE ${w.pick(actions)}`),
    () => w.words(`ON DELETE ${w.pick(actions)}`),
    () => w.words(`ON UPDATE ${w.pick(actions)}`),
    () => w.words(`ON INSERT ${w.pick(actions)}`),
    () =>
      w.line(
        w.word("MATCH"),
        w.pick([w.word("FULL"), w.word("PARTIAL"), w.word("SIMPLE"), w.own("as we like")]),
      ),
  ])();

export const references = (w: Writer, table: string, columns: readonly string[]): string =>
  w.line(
    w.word("REFERENCES"),
    w.own(table) +
      (w.chance(70)
        ? `${w.space()}(${columns.map((c) => w.space() + w.own(c) + w.space()).join(",")})`
        : ""),
    ...Array.from({ length: w.count(3) }, () => reaction(w)),
    w.chance(30) ? w.words(w.pick(deferrals)) : "",
  );

/** A column in an expression, perhaps after the name of its table. */
const mention = (w: Writer, table: string, column: string): string =>
  (w.chance(75)
    ? ""
    : `${w.chance(20) ? `${w.name("main")}${w.space()}.${w.space()}` : ""}${w.name(table)}${w.space()}.${w.space()}`) +
  w.name(column);

/** Conditions that most rows fulfil, in many words. */
export const condition = (w: Writer, table: string, columns: readonly string[]): string => {
  const column = (): string => mention(w, table, w.pick(columns));
  return w.pick([
    () => `${column()} IS NOT 'no)'`,
    () => `${column()}${w.gap()}<>${w.gap()}77`,
    () => `${column()} IS NOT NULL OR 1 = (1)`,
    () => `(${column()} ISNULL) OR ${column()} NOT IN ('a', 'it''s', 99)`,
    () => `CASE WHEN ${column()} = 'q' THEN 0 ELSE 1 END`,
    () => `${column()} COLLATE nocase <> 'ZZ' AND length(coalesce(${column()}, '')) < 100`,
    () => `${column()} NOT LIKE '%"t"."a"%' ESCAPE '!'`,
    () => `typeof(${column()}) <> 'blob' OR ${column()} NOT BETWEEN x'01' AND x'02'`,
    () => `CAST(${column()} AS TEXT) != 'never'`,
  ])();
};

export const checkOn = (
  w: Writer,
  notes: Notes,
  table: string,
  columns: readonly string[],
): string => {
  const { text, name } = naming(w, notes, "ck");
  notes.checks.push(name);
  return w.line(
    text,
    `${w.word("CHECK")}${w.space()}(${w.space()}${condition(w, table, columns)}${w.space()})`,
  );
};

export const keyPart = (w: Writer, column: string): string =>
  w.line(
    w.chance(5) ? `(${w.name(column)})` : w.own(column),
    w.chance(20) ? collate(w) : "",
    w.chance(25) ? w.word(w.pick(["ASC", "DESC"])) : "",
  );

export const list = (w: Writer, items: readonly string[]): string =>
  `${w.space()}(${items.map((i) => w.space() + i + w.space()).join(",")})`;
