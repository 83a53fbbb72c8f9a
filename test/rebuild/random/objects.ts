/** What stands around a random table: indexes and triggers on it, views, tables that point to it, triggers elsewhere that write to it. */
import { collate, condition, keyPart, references } from "./clauses.js";
import type { RandomTable } from "./table.js";
import type { Writer } from "./writer.js";

const column = (w: Writer, { columns }: RandomTable): string => w.name(w.pick(columns).name);

const held = ({ columns }: RandomTable): readonly string[] =>
  columns.filter((c) => !c.generated).map((c) => c.name);

const indexElement = (w: Writer, table: RandomTable): string =>
  w.pick([
    () => keyPart(w, w.pick(table.columns).name),
    () => keyPart(w, w.pick(table.columns).name),
    () =>
      w.line(
        `lower(${column(w, table)})`,
        w.chance(30) ? collate(w) : "",
        w.chance(30) ? w.word("DESC") : "",
      ),
    () => w.line(`${column(w, table)}${w.gap()}||${w.gap()}'x'`, w.chance(30) ? w.word("ASC") : ""),
    () => `(${condition(w, table.name, held(table))})`,
  ])();

export const index = (w: Writer, table: RandomTable, i: number): string =>
  w.line(
    w.word("CREATE"),
    w.chance(20) ? w.word("UNIQUE") : "",
    w.word("INDEX"),
    w.chance(10) ? w.words("IF NOT EXISTS") : "",
    (w.chance(10) ? "main." : "") + w.own(`ix ${i}`),
    w.word("ON"),
    `${w.own(table.name)}${w.space()}(${Array.from({ length: 1 + w.count(2) }, () => w.space() + indexElement(w, table)).join(",")})`,
    w.chance(35) ? w.line(w.word("WHERE"), condition(w, table.name, held(table))) : "",
    w.pick(["", "", "-- of what\n", ";"]),
  );

/** Bodies that write nothing to the table itself, and some that do, to which no test's statement leads. */
const body = (w: Writer, table: RandomTable, row: "NEW" | "OLD"): string =>
  w.pick([
    () => `UPDATE bystander SET n = n + 1`,
    () => `INSERT INTO bystander VALUES (${row}.${column(w, table)})`,
    () => `SELECT RAISE(IGNORE) WHERE ${row}.${column(w, table)} = 'never ";" seen'`,
    () =>
      `UPDATE ${w.name(table.name)} SET ${w.name(w.pick(held(table)))} = ${column(w, table)} WHERE 0`,
    () => `DELETE FROM ${w.name(table.name)} WHERE ${column(w, table)} = 'nobody'`,
    () =>
      `INSERT OR IGNORE INTO ${w.name(table.name)} (${w.name(w.pick(held(table)))}) SELECT n FROM bystander WHERE 0`,
  ])();

export const trigger = (w: Writer, table: RandomTable, name: string): string => {
  const event = w.pick(["INSERT", "DELETE", "UPDATE", "UPDATE OF"]);
  const row =
    event === "DELETE" ? "OLD" : event === "INSERT" ? "NEW" : w.pick(["NEW", "OLD"] as const);
  const statements = Array.from(
    { length: 1 + w.count(1) },
    () => `${w.space()}${body(w, table, row)}${w.space()};`,
  );
  return w.line(
    w.words("CREATE TRIGGER"),
    w.chance(10) ? w.words("IF NOT EXISTS") : "",
    w.own(name),
    w.pick(["", w.word("BEFORE"), w.word("AFTER")]),
    w.words(event),
    event === "UPDATE OF"
      ? `${column(w, table)}${w.chance(20) ? `, ${column(w, table)}` : ""}`
      : "",
    w.word("ON"),
    w.name(table.name),
    w.chance(20) ? w.words("FOR EACH ROW") : "",
    w.chance(30) ? w.line(w.word("WHEN"), `${row}.${column(w, table)} IS NOT 'x'`) : "",
    w.word("BEGIN"),
    statements.join(w.gap()),
    w.word("END"),
  );
};

export const writesToIt = (w: Writer, table: RandomTable): string =>
  w.line(
    w.words(
      `CREATE TRIGGER "writes to it" AFTER ${w.pick(["INSERT", "DELETE", "UPDATE OF n"])} ON bystander BEGIN`,
    ),
    `${body(w, table, "NEW").replaceAll(/NEW\.(?:\S+)/g, "1")};`,
    w.word("END"),
  );

/** Views on the table, on one another, and one with a trigger instead of an insert. */
export const views = (w: Writer, table: RandomTable): readonly string[] => {
  const name = (): string => w.name(table.name);
  const some = (percent: number, sql: () => string): readonly string[] =>
    w.chance(percent) ? [sql()] : [];
  const whole = w.chance(50);
  const onIt = (percent: number, sql: () => string): readonly string[] =>
    whole ? some(percent, sql) : [];
  return [
    ...(whole ? [`CREATE VIEW "a view" AS SELECT * FROM ${name()} -- all of it\n`] : []),
    ...some(25, () => `CREATE VIEW "another" AS SELECT ${column(w, table)} AS c FROM ${name()}`),
    ...some(
      20,
      () =>
        `CREATE VIEW named (one, [two]) AS SELECT x.${column(w, table)}, n FROM ${name()} AS x, bystander WHERE ${condition(w, "x", held(table)).replaceAll(/(["`[]?main["`\]]?)\s*\.\s*/g, "")} LIMIT 1`,
    ),
    ...onIt(
      40,
      () =>
        `CREATE VIEW "on a view" AS WITH q AS (SELECT * FROM "a view") SELECT count(*) AS n FROM q UNION SELECT n FROM bystander`,
    ),
    ...onIt(
      40,
      () =>
        `CREATE TRIGGER "instead" INSTEAD OF INSERT ON "a view" BEGIN INSERT INTO ${name()} (${w.name(w.pick(held(table)))}) VALUES (1); END`,
    ),
  ];
};

/** Tables that point to it, and one that points to them; each with a row for every row of the table. */
export const children = (w: Writer, table: RandomTable): readonly string[] => {
  const key = table.columns.find((c) => c.key) ?? w.pick(table.columns);
  const [own, quoted] = [w.own(key.name), `"${key.name.replaceAll('"', '""')}"`];
  const said = w.pick([
    () => references(w, table.name, [key.name]),
    () => `REFERENCES ${w.own(table.name)} (${own}) ON DELETE CASCADE ON UPDATE CASCADE`,
  ])();
  return [
    w.chance(50)
      ? `CREATE TABLE child (id INTEGER PRIMARY KEY, p ${said})`
      : `CREATE TABLE child (id INTEGER PRIMARY KEY, p, n DEFAULT 7, CONSTRAINT up FOREIGN KEY (p) ${said})`,
    `INSERT INTO child (p) SELECT ${quoted} FROM "${table.name.replaceAll('"', '""')}"`,
    "CREATE TABLE grandchild (c REFERENCES child ON DELETE SET NULL)",
    "INSERT INTO grandchild SELECT id FROM child",
  ];
};
