/** A random CREATE TABLE with what it must be read as. */
import {
  checkOn,
  keyNamed,
  keyPart,
  list,
  onConflict,
  parent,
  references,
  type Notes,
} from "./clauses.js";
import { columnText, type RandomColumn } from "./column.js";
import type { Writer } from "./writer.js";

export interface RandomTable {
  readonly name: string;
  readonly sql: string;
  readonly columns: readonly RandomColumn[];
  readonly checks: Notes["checks"];
  readonly names: Notes["names"];
  readonly strict: boolean;
  readonly withoutRowid: boolean;
}

export const tableNames = ["the table", "t", "T_1", "order", 'x"y', "it's", "b]k", "émile", "key"];
const names = [
  "a",
  "b",
  "cee",
  "Dee",
  "select",
  "group by",
  'x"y',
  "t`k",
  "b]k",
  "émile",
  "o'neil",
  "e f",
  "zed_9",
  "🦉",
  "key",
  "desc",
  "generated",
  "left",
  "t",
  "rowid",
];
const looseTypes = [
  "",
  "",
  "INTEGER",
  "int",
  "VARCHAR(10)",
  "varchar ( 10 , 2 )",
  "UNSIGNED BIG INT",
  "DOUBLE PRECISION",
  "TEXT",
  "numeric(8,2)",
  "BLOB",
  "decimal(4, -2)",
  '"odd type"',
  "'text type'",
  "[b r]",
  "character varying(30)",
  "action key",
  "timestamp /* of what */ with time zone",
  "ANY",
  "NVARCHAR(+5)",
];
const strictTypes = ["INT", "integer", "REAL", "text", "BLOB", "ANY"];

type KeyStyle = "none" | "inline" | "table" | "counts" | "countsApart" | "alias";

const tableKey = (w: Writer, notes: Notes, real: readonly string[], counts: boolean): string => {
  const parts = counts
    ? [w.line(w.own(real[0] ?? ""), w.word("AUTOINCREMENT"))]
    : real.slice(0, 1 + w.count(1)).map((c) => keyPart(w, c));
  return w.line(keyNamed(w, notes, "pk"), w.words("PRIMARY KEY") + list(w, parts), onConflict(w));
};

const tableConstraint = (
  w: Writer,
  notes: Notes,
  name: string,
  real: readonly string[],
): string => {
  const column = w.pick(real);
  const two = w.chance(15) && real[1] !== undefined ? real.slice(0, 2) : [column];
  return w.pick([
    () =>
      w.line(
        keyNamed(w, notes, "uq"),
        w.word("UNIQUE") +
          list(
            w,
            [...new Set([column, w.pick(real)])].map((c) => keyPart(w, c)),
          ),
        onConflict(w),
      ),
    () => w.line(checkOn(w, notes, name, real), onConflict(w, 10)),
    () =>
      w.line(
        keyNamed(w, notes, "fk"),
        w.words("FOREIGN KEY") + list(w, two.map(w.own)),
        references(
          w,
          w.pick([parent.name, name]),
          two.length > 1 ? two : [w.chance(50) ? "id" : column],
        ),
      ),
  ])();
};

export const randomTable = (w: Writer, name = w.pick(tableNames)): RandomTable => {
  const strict = w.chance(20);
  const withoutRowid = w.chance(20);
  const offset = w.count(names.length - 1);
  const picked = Array.from(
    { length: 2 + w.count(3) },
    (_, i) => names[(offset + i * 3) % names.length] ?? "a",
  ).filter((n, i, all) => all.indexOf(n) === i);
  const notes: Notes = { checks: [], names: [] };
  const keyStyle: KeyStyle = w.pick(
    withoutRowid
      ? ["inline", "table"]
      : ["none", "inline", "table", "counts", "countsApart", "alias"],
  );
  const computed = w.chance(30) ? 1 + w.count(picked.length - 2) : -1;
  const columns = picked.map((column, i): RandomColumn => {
    const alias = i === 0 && ["counts", "countsApart", "alias"].includes(keyStyle);
    // SQLite cuts GENERATED ALWAYS off a type by its length: from one in quotes it leaves a quote.
    const types = strict
      ? strictTypes
      : i === computed
        ? looseTypes.filter((t) => !/^["'[]/.test(t))
        : looseTypes;
    return {
      name: column,
      type: alias ? w.pick(["INTEGER", "integer", '"INTEGER"']) : w.pick(types),
      generated: i === computed,
      key: keyStyle !== "none" && i === 0,
    };
  });
  const real = columns.filter((c) => !c.generated).map((c) => c.name);
  const keyOf = (i: number): "none" | "key" | "counts" =>
    i > 0 || ["none", "table", "countsApart"].includes(keyStyle)
      ? "none"
      : keyStyle === "counts"
        ? "counts"
        : "key";
  const texts = columns.map((c, i) =>
    columnText(w, notes, c, { table: name, real, inlineKey: keyOf(i) }),
  );
  const constraints: string[] = [];
  if (keyStyle === "table" || keyStyle === "countsApart")
    constraints.push(tableKey(w, notes, real, keyStyle === "countsApart"));
  for (let i = w.count(3); i > 0; i--) constraints.push(tableConstraint(w, notes, name, real));
  const separator = (first: boolean): string =>
    first || w.chance(80) ? `${w.space()},${w.space()}` : w.gap();
  // Nothing follows a name at the end.
  const nothing = w.chance(5) ? [w.line(w.word("CONSTRAINT"), w.own("for nothing at all"))] : [];
  const body =
    texts.join(`${w.space()},${w.space()}`) +
    [...w.shuffled(constraints), ...nothing].map((c, i) => separator(i === 0) + c).join("");
  const options = w.shuffled([
    ...(strict ? [w.word("STRICT")] : []),
    ...(withoutRowid ? [w.words("WITHOUT ROWID")] : []),
  ]);
  const head = w.line(
    w.words("CREATE TABLE"),
    w.chance(10) ? w.words("IF NOT EXISTS") : "",
    (w.chance(10) ? `${w.name("main")}${w.space()}.${w.space()}` : "") + w.own(name),
  );
  const sql = w.line(
    `${head}${w.space()}(${w.space()}${body}${w.space()})${w.space()}${options.join(`${w.space()},${w.space()}`)}`,
    w.pick(["", "", "", "-- at the end", "/* at the end */", ";"]),
  );
  return { name, sql, columns, checks: notes.checks, names: notes.names, strict, withoutRowid };
};
