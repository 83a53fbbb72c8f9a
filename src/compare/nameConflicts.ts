/** Tables, views, sequences and types whose name belongs, on the other side, to an object that was not read as one: neither added nor dropped, but reported. */
import {
  isSqlObjectKind,
  sqlObjectRules,
  type Change,
  type Schema,
  type Undecided,
  type Unmodelled,
  lookupTable,
} from "../model/index.js";
import type { Context } from "./context.js";
import type { Verdicts } from "./verdicts.js";

/** By its kind, in words, an object whose name no table can have at the same time. */
const holders: Readonly<Record<string, string>> = lookupTable({
  "table that was not understood": "is a table whose CREATE TABLE was not understood",
  "virtual table": "is a virtual table",
  "shadow table": "is a table that belongs to a virtual one",
  "leftover of a rebuild": "is what an earlier rebuild left behind",
  partition: "is a partition",
  "foreign table": "is a foreign table",
  "composite type": "is a composite type",
  "table with a period": "is a table with a period",
  "materialized view": "is a materialized view",
  domain: "is a domain",
  "range type": "is a range type",
  type: "is a type",
});

/** Kinds that are not relations and share names only with types. */
const typesAlone: ReadonlySet<string> = new Set(["domain", "range type", "type"]);

/** Do the two share a namespace? Relations without rows have no type of their name, and types have no relation. */
const shareNames = (kind: Change["kind"], holder: string): boolean => {
  if (kind === "sequence") return !typesAlone.has(holder);
  return (
    kind === "table" ||
    kind === "enum" ||
    (isSqlObjectKind(kind) && sqlObjectRules[kind].namedAsTables)
  );
};

const saysOf = (kind: string): string | undefined =>
  holders[kind] ??
  (isSqlObjectKind(kind) && sqlObjectRules[kind].namedAsTables
    ? `is a ${sqlObjectRules[kind].label}`
    : undefined);

const holderOf = (
  { notCompared }: Schema,
  change: Change,
  { fold }: Context,
): Unmodelled | undefined =>
  notCompared.find(
    (u) =>
      saysOf(u.kind) !== undefined &&
      u.kind !== change.kind &&
      shareNames(change.kind, u.kind) &&
      u.schema === change.schema &&
      fold(u.name) === fold(change.name ?? ""),
  );

const doubt = (change: Change, { kind, name }: Unmodelled, side: string): Undecided => ({
  kind: change.kind,
  schema: change.schema,
  table: change.table,
  name: change.name,
  aspects: [],
  because: `${side} ${name} ${saysOf(kind) ?? ""}`,
});

/** The verdicts without changes that conflict with such a name: a plan would fail on it, or drop a table that the other side has. */
export const withoutNameConflicts = (
  verdicts: Verdicts,
  from: Schema,
  to: Schema,
  context: Context,
): Verdicts => {
  const found = verdicts.changes.map((change) => {
    const other =
      (change.table !== null && change.kind !== "table") ||
      (change.verb !== "add" && change.verb !== "drop")
        ? undefined
        : holderOf(change.verb === "add" ? from : to, change, context);
    return {
      change,
      doubt:
        other === undefined
          ? null
          : doubt(change, other, change.verb === "add" ? "in the database" : "on the other side"),
    };
  });
  return {
    ...verdicts,
    changes: found.flatMap((f) => (f.doubt === null ? [f.change] : [])),
    undecided: [
      ...verdicts.undecided,
      ...found.flatMap((f) => (f.doubt === null ? [] : [f.doubt])),
    ],
  };
};
