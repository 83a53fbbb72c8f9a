/** What a batch can do to constraints and indexes, each with its inverse. */
import {
  byAuthor,
  nameText,
  nowhere,
  plainElement,
  plainIndex,
  type Constraint,
  type Index,
  type Name,
  type Table,
} from "../../../src/model/index.js";
import { creates, createsIndex, drops, dropsIndex, type Both, type Maker } from "./both.js";
import { parent } from "./clauses.js";
import { quoted } from "./database.js";
import type { Writer } from "./writer.js";

export const check = (expression: string, name: Name): Constraint => ({
  kind: "check",
  name,
  comment: null,
  expression,
  validated: true,
  enforced: true,
  inherited: true,
  ofColumn: null,
});

const column = (w: Writer, table: Table): string => w.pick(table.columns).name;

const condition = (w: Writer, table: Table): string =>
  `${w.chance(20) ? `${quoted(table.name)}.` : ""}${quoted(column(w, table))} IS NOT 'nobody'${w.chance(30) ? ` /* ( */ AND ${quoted(column(w, table))} IS NOT ';'` : ""}`;

const constraint = (w: Writer, table: Table): Constraint => {
  const columns = [...new Set([column(w, table), ...(w.chance(30) ? [column(w, table)] : [])])];
  return w.pick<() => Constraint>([
    () => check(condition(w, table), byAuthor("ck new")),
    () => ({
      kind: "unique",
      name: byAuthor("uq new"),
      comment: null,
      columns,
      include: [],
      nulls: "distinct",
      deferral: "notDeferrable",
      onConflict: w.pick([null, "ignore", "replace"] as const),
    }),
    () => ({
      kind: "foreignKey",
      name: w.chance(80) ? byAuthor('fk "new"') : nowhere,
      comment: null,
      columns: [column(w, table)],
      target: { schema: null, name: w.chance(80) ? parent.name : table.name },
      targetColumns: [w.chance(80) ? "id" : column(w, table)],
      onUpdate: w.pick(["noAction", "cascade"] as const),
      onDelete: w.pick(["cascade", "restrict", "setDefault"] as const),
      onDeleteColumns: [],
      match: "simple",
      deferral: w.pick(["initiallyDeferred", "notDeferrable", "initiallyImmediate"] as const),
      validated: true,
      enforced: true,
    }),
  ])();
};

const primaryKey: Maker = (w, table) => {
  const there = table.constraints.find((c) => c.kind === "primaryKey");
  const made: Constraint = {
    kind: "primaryKey",
    name: byAuthor("pk new"),
    comment: null,
    columns: [column(w, table)],
    include: [],
    deferral: "notDeferrable",
    onConflict: null,
  };
  if (there === undefined) return creates(table, made);
  const counting = table.columns.find((c) => c.identity !== null);
  // Its own column under another key goes on counting; any other way the plan takes that away first.
  if (counting !== undefined && w.chance(50))
    return [drops(table, there), creates(table, { ...made, columns: [counting.name] })];
  const counts =
    counting === undefined
      ? []
      : [counting].map((c): Both => ({
          up: { do: "alterColumn", table, name: c.name, change: { identity: null }, existing: c },
          down: {
            do: "alterColumn",
            table,
            name: c.name,
            change: { identity: c.identity },
            existing: c,
          },
        }));
  return [...counts, drops(table, there), ...(w.chance(40) ? [creates(table, made)] : [])];
};

/** The same name says something else: the clause is changed where it stands. */
const saidAgain: Maker = (w, table) => {
  const some = table.constraints.filter((c) => c.kind === "check" || c.kind === "foreignKey");
  if (some.length === 0) return null;
  const old = w.pick(some);
  const now: Constraint =
    old.kind === "foreignKey"
      ? {
          ...old,
          onDelete: w.pick(["cascade", "setNull", "noAction"] as const),
          deferral: w.pick(["initiallyDeferred", "notDeferrable"] as const),
        }
      : old.kind === "check"
        ? { ...old, expression: `(${old.expression}) OR 1` }
        : old;
  return [drops(table, old), creates(table, now)];
};

const index = (w: Writer, table: Table): Index => {
  const of = w.pick([
    () => ({ column: column(w, table) }),
    () => ({ column: column(w, table) }),
    () => ({ expression: `upper(${quoted(column(w, table))})` }),
  ])();
  const element = {
    ...plainElement(of),
    descending: w.chance(30),
    collation: w.pick([null, null, "NOCASE"]),
  };
  return {
    ...plainIndex(byAuthor('ix "new"'), [element]),
    unique: w.chance(20),
    where: w.chance(30) ? condition(w, table) : null,
  };
};

const renamed: Maker = (w, table) => {
  const named = table.constraints.filter((c) => c.name.from === "author");
  if (named.length === 0) return null;
  const { kind, name } = w.pick(named);
  const from = nameText(name) ?? "";
  return {
    up: { do: "renameConstraint", table, kind, name: from, to: "an other" },
    down: { do: "renameConstraint", table, kind, name: "an other", to: from },
  };
};

const renamedIndex: Maker = (w, table) => {
  if (table.indexes.length === 0) return null;
  const from = nameText(w.pick(table.indexes).name) ?? "";
  return {
    up: { do: "renameIndex", table, name: from, to: "ix other" },
    down: { do: "renameIndex", table, name: "ix other", to: from },
  };
};

const options: Maker = (w, table) => {
  const to = w.pick([
    {},
    { strict: "true" },
    { withoutRowid: "true" },
    { strict: "true", withoutRowid: "true" },
  ]);
  return {
    up: { do: "alterTable", table, from: table.options, to },
    down: { do: "alterTable", table, from: to, to: table.options },
  };
};

const dropped: Maker = (w, table) => {
  const some = table.constraints.filter((c) => c.kind !== "primaryKey");
  return some.length === 0 ? null : drops(table, w.pick(some));
};

export const constraintMakers: readonly Maker[] = [
  (w, table) => creates(table, constraint(w, table)),
  (w, table) => creates(table, constraint(w, table)),
  dropped,
  dropped,
  primaryKey,
  saidAgain,
  renamed,
  renamedIndex,
  options,
  (w, table) => createsIndex(table, index(w, table)),
  (w, table) => (table.indexes.length === 0 ? null : dropsIndex(table, w.pick(table.indexes))),
];
