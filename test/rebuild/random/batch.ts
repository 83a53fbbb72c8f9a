/** A random batch on a table as reflected, with what takes it back. */
import {
  byAuthor, nameText, plainBatch, plainColumn, plainElement, plainIndex,
  type Column, type Constraint, type Index, type Operation, type Schema, type Table,
} from "../../../src/model/index.js";
import { sqlite } from "../../../src/dialects/sqlite/index.js";
import { columnsIn } from "../../../src/sql/index.js";
import { parent } from "./table.js";
import type { Writer } from "./writer.js";

interface Both {
  readonly up: Operation;
  readonly down: Operation;
}

const check = (expression: string, name: string): Constraint =>
  ({ kind: "check", name: byAuthor(name), comment: null, expression, validated: true, enforced: true, inherited: false, ofColumn: null });

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const stands = (c: Constraint, column: string): boolean => {
  if (c.kind === "check") return columnsIn(c.expression, [column], sqlite.lexicon).length > 0;
  return c.kind !== "exclude" && (c.columns.includes(column) || (c.kind === "foreignKey" && c.target.name !== parent.name && c.targetColumns.includes(column)));
};

const dropConstraint = (table: Table, constraint: Constraint): Both => ({
  up: { do: "dropConstraint", table, kind: constraint.kind, name: nameText(constraint.name) ?? "nameless", dropped: constraint },
  down: { do: "createConstraint", table, constraint },
});

const dropIndex = (table: Table, index: Index): Both => ({
  up: { do: "dropIndex", table, name: nameText(index.name) ?? "", dropped: index },
  down: { do: "createIndex", table, index },
});

/** Each kind of operation with its inverse; null where this table has nothing to do it to. */
const makers: readonly ((w: Writer, table: Table) => Both | readonly Both[] | null)[] = [
  (w, table) => {
    const type = table.options["strict"] === "true" ? "TEXT" : w.pick(["", "INTEGER", "VARCHAR(5)"]);
    const column: Column = { ...plainColumn(w.pick(["fresh", "so new", "select"]), type), ...w.pick([{}, { default: "'d'" }, { default: "CURRENT_TIMESTAMP" }, { nullable: false, default: "'1'" }, { collation: "NOCASE" }]) };
    if (table.columns.some((c) => c.name === column.name)) return null;
    return { up: { do: "addColumn", table, column }, down: { do: "dropColumn", table, name: column.name, dropped: column } };
  },
  (w, table) => {
    const column = w.pick(table.columns);
    const alone: Both = { up: { do: "dropColumn", table, name: column.name, dropped: column }, down: { do: "addColumn", table, column } };
    // As a plan writes it: what stands on the column goes first, by name. Sometimes it is forgotten.
    const on = table.constraints.filter((c) => stands(c, column.name));
    if (on.some((c) => c.kind === "primaryKey")) return null;
    if (w.chance(20)) return on.length > 0 && on.every((c) => c.kind !== "check" || c.name.from === "nowhere") ? null : alone;
    return [
      ...table.indexes.filter((i) => JSON.stringify([i.elements, i.where]).includes(JSON.stringify(column.name).slice(1, -1))).map((index) => dropIndex(table, index)),
      ...on.map((constraint) => dropConstraint(table, constraint)),
      alone,
    ];
  },
  (w, table) => {
    const column = w.pick(table.columns);
    const to = w.pick(["renamed", "re named", "order"]);
    return table.columns.some((c) => c.name === to) ? null : {
      up: { do: "alterColumn", table, name: column.name, change: { name: to }, existing: column },
      down: { do: "alterColumn", table, name: to, change: { name: column.name }, existing: column },
    };
  },
  (w, table) => {
    const column = w.pick(table.columns);
    const nullable = !column.nullable;
    return {
      up: { do: "alterColumn", table, name: column.name, change: { nullable }, existing: column },
      down: { do: "alterColumn", table, name: column.name, change: { nullable: column.nullable, options: column.options }, existing: column },
    };
  },
  (w, table) => {
    const column = w.pick(table.columns.filter((c) => c.generated === null));
    const value = w.pick([null, "5", "'five'", "(1 + 1)", "datetime('now')"]);
    return {
      up: { do: "alterColumn", table, name: column.name, change: { default: value }, existing: column },
      down: { do: "alterColumn", table, name: column.name, change: { default: column.default }, existing: column },
    };
  },
  (w, table) => {
    const column = w.pick(table.columns);
    const type = table.options["strict"] === "true" ? w.pick(["INTEGER", "TEXT", "ANY"]) : w.pick(["INTEGER", "TEXT", "REAL", "BLOB", "", "NUMERIC(3)"]);
    return {
      up: { do: "alterColumn", table, name: column.name, change: { type }, existing: column },
      down: { do: "alterColumn", table, name: column.name, change: { type: column.type }, existing: column },
    };
  },
  (w, table) => {
    const column = w.pick(table.columns);
    const collation = w.pick(["NOCASE", "RTRIM", null]);
    return {
      up: { do: "alterColumn", table, name: column.name, change: { collation }, existing: column },
      down: { do: "alterColumn", table, name: column.name, change: { collation: column.collation }, existing: column },
    };
  },
  (w, table) => {
    const constraint: Constraint = w.pick([
      check(`${quote(w.pick(table.columns).name)} IS NOT 'nobody'`, "ck new"),
      { kind: "unique", name: byAuthor("uq new"), comment: null, columns: [w.pick(table.columns).name], include: [], nulls: "distinct", deferral: "notDeferrable", onConflict: null },
      {
        kind: "foreignKey", name: byAuthor("fk new"), comment: null, columns: [w.pick(table.columns).name], target: { schema: null, name: parent.name }, targetColumns: ["id"],
        onUpdate: "noAction", onDelete: "cascade", onDeleteColumns: [], match: "simple", deferral: "initiallyDeferred", validated: true, enforced: true,
      },
    ]);
    return {
      up: { do: "createConstraint", table, constraint },
      down: { do: "dropConstraint", table, kind: constraint.kind, name: nameText(constraint.name) ?? "", dropped: constraint },
    };
  },
  (w, table) => {
    const some = table.constraints.filter((c) => c.kind !== "primaryKey");
    return some.length === 0 ? null : dropConstraint(table, w.pick(some));
  },
  (w, table) => {
    const index = { ...plainIndex(byAuthor("ix new"), [plainElement({ column: w.pick(table.columns).name })]), unique: w.chance(20) };
    return { up: { do: "createIndex", table, index }, down: { do: "dropIndex", table, name: "ix new", dropped: index } };
  },
  (w, table) => (table.indexes.length === 0 ? null : dropIndex(table, w.pick(table.indexes))),
  (w, table) => {
    const named = table.constraints.filter((c) => c.name.from === "author");
    if (named.length === 0) return null;
    const { kind, name } = w.pick(named);
    const from = nameText(name) ?? "";
    return { up: { do: "renameConstraint", table, kind, name: from, to: "an other" }, down: { do: "renameConstraint", table, kind, name: "an other", to: from } };
  },
  (w, table) => {
    if (table.indexes.length === 0) return null;
    const from = nameText(w.pick(table.indexes).name) ?? "";
    return { up: { do: "renameIndex", table, name: from, to: "ix other" }, down: { do: "renameIndex", table, name: "ix other", to: from } };
  },
  // A new column with its own foreign key, which SQLite can add in one.
  (w, table) => {
    const column = plainColumn("points", "INTEGER");
    if (table.columns.some((c) => c.name === column.name)) return null;
    const key: Constraint = {
      kind: "foreignKey", name: byAuthor("fk points"), comment: null, columns: [column.name], target: { schema: null, name: parent.name }, targetColumns: ["id"],
      onUpdate: "noAction", onDelete: w.pick(["cascade", "setNull"] as const), onDeleteColumns: [], match: "simple", deferral: "notDeferrable", validated: true, enforced: true,
    };
    return [
      { up: { do: "addColumn", table, column }, down: { do: "dropColumn", table, name: column.name, dropped: column } },
      { up: { do: "createConstraint", table, constraint: key }, down: { do: "dropConstraint", table, kind: "foreignKey", name: "fk points", dropped: key } },
    ];
  },
];

export interface RandomBatch {
  readonly up: Operation;
  readonly down: Operation;
  readonly parts: readonly Operation[];
}

export const randomBatch = (w: Writer, schema: Schema, name: string): RandomBatch => {
  const table = schema.tables.find((t) => t.name === name);
  if (table === undefined) throw new Error(`${name} was not reflected`);
  const both = Array.from({ length: 1 + w.count(2) }, () => w.pick(makers)(w, table) ?? []).flat()
    .filter((b, i, all) => all.findIndex((o) => JSON.stringify(o.up) === JSON.stringify(b.up)) === i);
  const options = { ...plainBatch, recreate: w.chance(30) ? "always" as const : "auto" as const };
  const ref = { schema: null, name };
  return {
    up: { do: "batch", table: ref, operations: both.map((b) => b.up), options },
    down: { do: "batch", table: ref, operations: both.map((b) => b.down).reverse(), options: { ...options, lossy: true } },
    parts: both.map((b) => b.up),
  };
};

