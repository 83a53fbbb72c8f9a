/** What a batch can do to columns, each with its inverse. */
import {
  byAuthor,
  partsOf,
  plainColumn,
  plainNumbers,
  type Column,
  type ColumnChange,
  type Constraint,
  type Table,
} from "../../../src/model/index.js";
import { sqlite } from "../../../src/dialects/sqlite/index.js";
import { columnsIn } from "../../../src/sql/index.js";
import {
  adds,
  creates,
  drops,
  dropsIndex,
  renames,
  turned,
  type Both,
  type Maker,
} from "./both.js";
import { parent } from "./clauses.js";
import { quoted } from "./database.js";
import type { Writer } from "./writer.js";

/** Does the constraint stand on the column? */
export const stands = (c: Constraint, column: string): boolean => {
  if (c.kind === "check") return columnsIn(c.expression, [column], sqlite.lexicon).length > 0;
  return (
    c.kind !== "exclude" &&
    (c.columns.includes(column) ||
      (c.kind === "foreignKey" &&
        c.target.name !== parent.name &&
        c.targetColumns.includes(column)))
  );
};

const strict = (table: Table): boolean => table.options["strict"] === "true";

const type = (w: Writer, table: Table): string =>
  strict(table)
    ? w.pick(["INTEGER", "TEXT", "ANY", "REAL"])
    : w.pick(["INTEGER", "TEXT", "REAL", "BLOB", "", "NUMERIC(3)", "VARCHAR(5)", '"odd (type"']);

const value = (w: Writer): string | null =>
  w.pick([
    null,
    "5",
    "-5",
    "'five'",
    "(1 + 1)",
    "datetime('now')",
    "CURRENT_TIMESTAMP",
    "NULL",
    "x'00'",
    "true",
  ]);

/** An expression over another column that holds values. */
const expression = (w: Writer, table: Table, but: Column): string => {
  const others = table.columns.filter((c) => c.generated === null && c.name !== but.name);
  return others.length === 0 ? "1" : `coalesce(${quoted(w.pick(others).name)}, 'none')`;
};

const changes =
  (make: (w: Writer, column: Column, table: Table) => ColumnChange | null): Maker =>
  (w, table) => {
    const column = w.pick(table.columns);
    const change = make(w, column, table);
    if (change === null) return null;
    const { type: was, nullable, default: said, collation, generated, identity, options } = column;
    const old: ColumnChange = {
      type: was,
      nullable,
      default: said,
      collation,
      generated,
      identity,
    };
    const back = Object.fromEntries(Object.entries(old).filter(([aspect]) => aspect in change));
    return {
      up: { do: "alterColumn", table, name: column.name, change, existing: column },
      down: {
        do: "alterColumn",
        table,
        name: column.name,
        change: { ...back, ...(change.nullable === undefined ? {} : { options }) },
        existing: column,
      },
    };
  };

const added: Maker = (w, table) => {
  const name = w.pick(["fresh", "so new", "select", "it's", 'de"fault']);
  const more = w.pick<Partial<Column>>([
    {},
    { default: "'d'" },
    { default: "CURRENT_TIMESTAMP" },
    { default: "(1 + 2)" },
    { nullable: false, default: "'1'" },
    { collation: "NOCASE" },
    { nullable: false, default: "0", options: { notNullOnConflict: "ignore" } },
    {
      generated: {
        expression: `length(${quoted(w.pick(table.columns).name)})`,
        stored: w.chance(50),
      },
    },
  ]);
  return table.columns.some((c) => c.name === name)
    ? null
    : adds(table, {
        ...plainColumn(name, type(w, table) === "" ? "TEXT" : type(w, table)),
        ...more,
      });
};

const dropped: Maker = (w, table) => {
  const column = w.pick(table.columns);
  const alone = turned(adds(table, column));
  // As a plan writes it: what stands on the column goes first, by name. Sometimes it is forgotten.
  const on = table.constraints.filter((c) => stands(c, column.name));
  if (on.some((c) => c.kind === "primaryKey")) return null;
  if (w.chance(20))
    return on.length > 0 && on.every((c) => c.kind !== "check" || c.name.from === "nowhere")
      ? null
      : alone;
  return [
    ...table.indexes
      .filter((i) =>
        JSON.stringify([i.elements, i.where]).includes(JSON.stringify(column.name).slice(1, -1)),
      )
      .map((index) => dropsIndex(table, index)),
    ...on.map((constraint) => drops(table, constraint)),
    alone,
  ];
};

const renamed: Maker = (w, table) => {
  const column = w.pick(table.columns);
  const to = w.pick(["renamed", "re named", "order", 're"named', column.name.toUpperCase(), "öre"]);
  return table.columns.some((c) => c.name === to) ? null : renames(table, column, to);
};

export const swapped = (_w: Writer, table: Table): readonly Both[] => {
  const [a, b] = table.columns;
  if (a === undefined || b === undefined) return [];
  return [
    renames(table, a, "on its way"),
    renames(table, b, a.name),
    renames(table, { ...a, name: "on its way" }, b.name),
  ];
};

/** A new column with its own foreign key, which SQLite can add in one. */
const pointing: Maker = (w, table) => {
  const column = plainColumn("points", "INTEGER");
  if (table.columns.some((c) => c.name === column.name)) return null;
  const own = table.constraints.find((c) => c.kind === "primaryKey");
  const itself =
    own?.kind === "primaryKey" &&
    own.columns.length === 1 &&
    partsOf(own)[0]?.collation === null &&
    w.chance(40);
  const key: Constraint = {
    kind: "foreignKey",
    name: byAuthor("fk points"),
    comment: null,
    columns: [column.name],
    target: { schema: null, name: itself ? table.name : parent.name },
    targetColumns: itself ? own.columns : ["id"],
    onUpdate: "noAction",
    onDelete: w.pick(["cascade", "setNull"] as const),
    onDeleteColumns: [],
    match: "simple",
    deferral: "notDeferrable",
    validated: true,
    enforced: true,
  };
  return [adds(table, column), creates(table, key)];
};

const nullability = changes((_w, { nullable }) => ({ nullable: !nullable }));
const defaults = changes((w, { generated }) => (generated === null ? { default: value(w) } : null));
const types = changes((w, _column, table) => ({ type: type(w, table) }));
const collations = changes((w) => ({ collation: w.pick(["NOCASE", "RTRIM", null]) }));

export const columnMakers: readonly Maker[] = [
  added,
  dropped,
  dropped,
  renamed,
  renamed,
  pointing,
  nullability,
  nullability,
  defaults,
  types,
  types,
  collations,
  changes((w, column, table) =>
    column.generated === null
      ? {
          type: type(w, table),
          default: value(w),
          nullable: w.chance(50),
          collation: w.pick(["NOCASE", null]),
        }
      : null,
  ),
  changes((w, column, table) =>
    column.generated === null
      ? null
      : {
          generated: w.chance(30)
            ? null
            : { expression: expression(w, table, column), stored: column.generated.stored },
        },
  ),
  changes((_w, { identity }) => ({
    identity: identity === null ? { kind: "autoIncrement", numbers: plainNumbers } : null,
  })),
];
