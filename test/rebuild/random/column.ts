/** A random column of a CREATE TABLE: every clause of SQLite's grammar, in any order, some of them twice. */
import {
  checkOn,
  collate,
  deferrals,
  keyNamed,
  onConflict,
  parent,
  references,
  type Notes,
} from "./clauses.js";
import type { Writer } from "./writer.js";

export interface RandomColumn {
  readonly name: string;
  readonly generated: boolean;
  /** Names it must hold unique values, or none at all (a primary key). */
  readonly key: boolean;
  readonly type: string;
}

/** What the column's text must know of the table around it. */
export interface Around {
  readonly table: string;
  /** The columns that hold values. */
  readonly real: readonly string[];
  readonly inlineKey: "none" | "key" | "counts";
}

const literals = [
  "1",
  "-1",
  "+ 2.5",
  "- 0x1F",
  "1_000",
  "'it''s'",
  "x'00ff'",
  "NULL",
  "CURRENT_TIMESTAMP",
  "current_date",
  "(1 + (2))",
  "((7))",
  "true",
  "FALSE",
  "( 'a)' )",
  '"quoted"',
  "[in brackets]",
  "`ticked`",
  "1e3",
  ".5",
  "0x1F",
  "bare",
  "key",
  "(date('now'))",
  "(CASE WHEN 1 THEN 'a' ELSE 'b' END)",
  "(/* why */ NULL)",
];

const generatedClause = (w: Writer, { real }: Around): string => {
  const column = (): string => w.name(w.pick(real));
  const expression = w.pick([
    () => `${column()} || ')'`,
    () => `coalesce(${column()}, ${column()})`,
    () => `CASE ${column()} WHEN 1 THEN 'one' END`,
    () => `length(${column()})`,
  ])();
  // With a comment between the two words SQLite takes the first for a part of the type.
  return w.line(
    w.chance(50) ? w.word("GENERATED") + w.pick([" ", "\n", "\t"]) + w.word("ALWAYS") : "",
    `${w.word("AS")}${w.space()}(${expression})`,
    w.pick(["", w.word("STORED"), w.word("VIRTUAL")]),
  );
};

export const columnText = (
  w: Writer,
  notes: Notes,
  { name, type, generated }: RandomColumn,
  around: Around,
): string => {
  const clauses: string[] = [];
  const some = (percent: number, make: () => string): void => {
    if (w.chance(percent)) clauses.push(make());
    if (w.chance(3)) clauses.push(make());
  };
  if (around.inlineKey !== "none") {
    const counts = around.inlineKey === "counts" ? w.word("AUTOINCREMENT") : "";
    clauses.push(
      w.line(
        keyNamed(w, notes, "pk"),
        w.words("PRIMARY KEY"),
        counts === "" && w.chance(20) ? w.word(w.pick(["ASC", "DESC"])) : "",
        onConflict(w, 10),
        counts,
      ),
    );
  }
  some(30, () =>
    w.line(
      w.chance(20) ? w.line(w.word("CONSTRAINT"), w.own("nn")) : "",
      w.words("NOT NULL"),
      onConflict(w),
    ),
  );
  some(5, () => w.line(w.word("NULL"), onConflict(w)));
  if (!generated)
    some(35, () =>
      w.line(
        w.chance(10) ? w.line(w.word("CONSTRAINT"), w.own("df")) : "",
        w.word("DEFAULT"),
        w.pick(literals),
      ),
    );
  some(15, () => w.line(keyNamed(w, notes, "uq"), w.word("UNIQUE"), onConflict(w)));
  some(20, () => collate(w));
  some(20, () => checkOn(w, notes, around.table, w.chance(70) ? [name] : around.real));
  if (!generated)
    some(20, () =>
      w.line(
        keyNamed(w, notes, "fk"),
        references(w, w.chance(85) ? parent.name : around.table, ["id"]),
      ),
    );
  some(3, () => w.words(w.pick(deferrals)));
  if (generated) clauses.push(generatedClause(w, around));
  // A name that nothing follows: SQLite accepts that, at the end as well.
  const nothing = w.chance(4) ? w.line(w.word("CONSTRAINT"), w.own("for nothing")) : "";
  return w.line(w.own(name), type, ...w.shuffled(clauses), nothing);
};
