/** A random CREATE TABLE with what it must be read as. */
import type { Writer } from "./writer.js";

export interface RandomColumn {
  readonly name: string;
  readonly generated: boolean;
  /** Names it must hold unique values, or none at all (a primary key). */
  readonly key: boolean;
  readonly type: string;
}

export interface RandomTable {
  readonly name: string;
  readonly sql: string;
  readonly columns: readonly RandomColumn[];
  /** The names of its CHECKs in the order of the text; null for a nameless one. */
  readonly checks: readonly (string | null)[];
  /** The names of all other constraints, in no order. */
  readonly names: readonly string[];
  readonly strict: boolean;
  readonly withoutRowid: boolean;
}

const names = ["a", "b", "cee", "Dee", "select", "group by", "x\"y", "t`k", "b]k", "émile", "o'neil", "e f", "zed_9", "🦉"];
const looseTypes = ["", "INTEGER", "int", "VARCHAR(10)", "varchar ( 10 , 2 )", "UNSIGNED BIG INT", "DOUBLE PRECISION", "TEXT", "numeric(8,2)", "BLOB", "decimal(4, -2)", "\"odd type\"", "character varying(30)"];
const strictTypes = ["INT", "integer", "REAL", "text", "BLOB", "ANY"];
const literals = ["1", "-1", "+ 2.5", "'it''s'", "x'00ff'", "NULL", "CURRENT_TIMESTAMP", "(1 + (2))", "true", "( 'a)' )", "\"quoted\"", "1e3", ".5", "0x1F", "bare"];
const actions = ["CASCADE", "RESTRICT", "SET NULL", "SET DEFAULT", "NO ACTION"];
const conflicts = ["ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"];
const collations = ["NOCASE", "RTRIM", "BINARY"];

interface Notes {
  readonly checks: (string | null)[];
  readonly names: string[];
}

const words = (w: Writer, text: string): string => w.line(...text.split(" ").map(w.word));

const onConflict = (w: Writer, percent = 20): string => (w.chance(percent) ? words(w, `ON CONFLICT ${w.pick(conflicts)}`) : "");

const naming = (w: Writer, notes: Notes, kind: string): { readonly text: string; readonly name: string | null } => {
  if (!w.chance(50)) return { text: "", name: null };
  const name = `${kind} ${notes.names.length + notes.checks.length}`;
  return { text: w.line(w.word("CONSTRAINT"), w.name(name)), name };
};

const keyNamed = (w: Writer, notes: Notes, kind: string): string => {
  const { text, name } = naming(w, notes, kind);
  if (name !== null) notes.names.push(name);
  return text;
};

const references = (w: Writer, table: string, columns: readonly string[]): string => w.line(
  w.word("REFERENCES"), w.name(table) + (w.chance(70) ? `${w.space()}(${columns.map((c) => w.space() + w.name(c) + w.space()).join(",")})` : ""),
  w.chance(40) ? words(w, `ON DELETE ${w.pick(actions)}`) : "",
  w.chance(30) ? words(w, `ON UPDATE ${w.pick(actions)}`) : "",
  w.chance(10) ? words(w, "MATCH FULL") : "",
  w.chance(30) ? words(w, w.pick(["DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED", "DEFERRABLE INITIALLY IMMEDIATE", "NOT DEFERRABLE"])) : "",
);

const checkOn = (w: Writer, notes: Notes, column: string): string => {
  const { text, name } = naming(w, notes, "ck");
  notes.checks.push(name);
  return w.line(text, `${w.word("CHECK")}${w.space()}(${w.space()}${w.name(column)} ${w.pick(["IS NOT 'no)'", "<> 77", "IS NOT NULL OR 1 = (1)"])}${w.space()})`);
};

/** The parent table that foreign keys point to besides the table itself. */
export const parent = { name: "the parent", sql: 'CREATE TABLE "the parent" (id INTEGER PRIMARY KEY, code TEXT UNIQUE)' };

const keyPart = (w: Writer, column: string): string =>
  w.line(w.name(column), w.chance(20) ? w.line(w.word("COLLATE"), w.name(w.pick(collations))) : "", w.chance(25) ? w.word(w.pick(["ASC", "DESC"])) : "");

const list = (w: Writer, items: readonly string[]): string => `${w.space()}(${items.map((i) => w.space() + i + w.space()).join(",")})`;

const columnText = (w: Writer, notes: Notes, name: string, type: string, all: readonly string[], generated: boolean, inlineKey: "none" | "key" | "counts"): string => {
  const clauses: string[] = [];
  if (inlineKey !== "none") {
    const counts = inlineKey === "counts" ? w.word("AUTOINCREMENT") : "";
    clauses.push(w.line(keyNamed(w, notes, "pk"), words(w, "PRIMARY KEY"), counts === "" && w.chance(20) ? w.word(w.pick(["ASC", "DESC"])) : "", onConflict(w, 10), counts));
  }
  if (w.chance(30)) clauses.push(w.line(w.chance(20) ? w.line(w.word("CONSTRAINT"), w.name("nn")) : "", words(w, "NOT NULL"), onConflict(w)));
  if (!generated && w.chance(35)) clauses.push(w.line(w.word("DEFAULT"), w.pick(literals)));
  if (w.chance(20)) clauses.push(w.line(keyNamed(w, notes, "uq"), w.word("UNIQUE"), onConflict(w)));
  if (w.chance(20)) clauses.push(w.line(w.word("COLLATE"), w.name(w.pick(collations))));
  if (w.chance(20)) clauses.push(checkOn(w, notes, name));
  if (!generated && w.chance(20)) clauses.push(w.line(keyNamed(w, notes, "fk"), references(w, parent.name, ["id"])));
  if (generated) clauses.push(w.line(w.chance(50) ? w.word("GENERATED ALWAYS") : "", `${w.word("AS")}${w.space()}(${w.name(all[0] ?? "a")} || ')')`, w.pick(["", w.word("STORED"), w.word("VIRTUAL")])));
  const shuffled = clauses.map((c) => ({ c, at: w.count(1000) })).sort((x, y) => x.at - y.at).map(({ c }) => c);
  return w.line(w.name(name), type, ...shuffled);
};

export const randomTable = (w: Writer, name = "the table"): RandomTable => {
  const strict = w.chance(20);
  const withoutRowid = w.chance(20);
  const offset = w.count(names.length - 1);
  const picked = Array.from({ length: 2 + w.count(3) }, (_, i) => names[(offset + i * 3) % names.length] ?? "a").filter((n, i, all) => all.indexOf(n) === i);
  const notes: Notes = { checks: [], names: [] };
  const keyStyle = w.pick(withoutRowid ? ["inline", "table"] as const : ["none", "inline", "table", "counts", "alias"] as const);
  const columns = picked.map((column, i): RandomColumn => {
    const generated = i > 0 && i === picked.length - 1 && w.chance(30);
    const alias = i === 0 && (keyStyle === "counts" || keyStyle === "alias");
    const type = alias ? w.pick(["INTEGER", "integer"]) : w.pick(strict ? strictTypes : looseTypes);
    return { name: column, generated, key: keyStyle !== "none" && i === 0, type };
  });
  const real = columns.filter((c) => !c.generated).map((c) => c.name);
  const texts = columns.map((c, i) =>
    columnText(w, notes, c.name, c.type, real, c.generated, i > 0 || keyStyle === "none" || keyStyle === "table" ? "none" : keyStyle === "counts" ? "counts" : "key"));
  const constraints: string[] = [];
  if (keyStyle === "table") constraints.push(w.line(keyNamed(w, notes, "pk"), words(w, "PRIMARY KEY") + list(w, real.slice(0, 1 + w.count(1)).map((c) => keyPart(w, c))), onConflict(w)));
  for (let i = w.count(3); i > 0; i--) {
    const column = w.pick(real);
    constraints.push(w.pick([
      () => w.line(keyNamed(w, notes, "uq"), w.word("UNIQUE") + list(w, [...new Set([column, w.pick(real)])].map((c) => keyPart(w, c))), onConflict(w)),
      () => checkOn(w, notes, column),
      () => w.line(keyNamed(w, notes, "fk"), words(w, "FOREIGN KEY") + list(w, [w.name(column)]), references(w, w.pick([parent.name, name]), [w.chance(50) ? "id" : column])),
    ])());
  }
  const separator = (first: boolean): string => (first || w.chance(80) ? `${w.space()},${w.space()}` : w.gap());
  const body = texts.join(`${w.space()},${w.space()}`) + constraints.map((c, i) => separator(i === 0) + c).join("");
  const options = [...(strict ? [w.word("STRICT")] : []), ...(withoutRowid ? [words(w, "WITHOUT ROWID")] : [])];
  const sql = w.line(words(w, "CREATE TABLE"), `${w.name(name)}${w.space()}(${w.space()}${body}${w.space()})${w.space()}${options.join(`${w.space()},${w.space()}`)}`);
  return { name, sql, columns, checks: notes.checks, names: notes.names, strict, withoutRowid };
};
