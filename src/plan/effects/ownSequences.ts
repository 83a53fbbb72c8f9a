/** Sequences that are created and dropped with a column (PostgreSQL's serial and identity); they have names, as other objects do. */
import type { Column, Operation, TableRef } from "../../model/index.js";
import { inSchema, without, type Address } from "./address.js";
import type { PlanContext } from "../context.js";
import { relationNames } from "./names.js";

export const ownSequences = (
  table: TableRef,
  columns: readonly Column[],
  { dialect: { ownSequence } }: PlanContext,
): readonly TableRef[] =>
  ownSequence === undefined
    ? []
    : columns.flatMap((column) => ownSequence(table, column)?.sequence ?? []);

interface OwnAddresses {
  readonly objects: readonly Address[];
  readonly names: readonly Address[];
}

/** The addresses that are created or dropped with the sequences of these columns. */
export const ownAddresses = (
  table: TableRef,
  columns: readonly Column[],
  context: PlanContext,
): OwnAddresses => {
  const all = ownSequences(table, columns, context);
  return {
    objects: all.map((sequence) => inSchema("sequence", sequence)),
    names: all.flatMap((sequence) => relationNames(sequence, context)),
  };
};

/** Is the column's sequence replaced by another of the same name: serial becomes identity, or the reverse? */
export const replacesSequence = (from: Column, to: Column): boolean =>
  from.identity !== null &&
  to.identity !== null &&
  (from.identity.kind === "serial") !== (to.identity.kind === "serial");

interface SequenceEffects {
  readonly produces: readonly Address[];
  readonly destroys: readonly Address[];
  readonly changes: readonly Address[];
  readonly frees: readonly Address[];
  readonly takes: readonly Address[];
}

/** The effects of an alteration of a column on its sequence. */
export const alteredSequence = (
  { table, existing, change }: Operation<"alterColumn">,
  context: PlanContext,
): SequenceEffects => {
  const none = { produces: [], destroys: [], changes: [], frees: [], takes: [] };
  if (existing === null) return none;
  if (change.identity === undefined && change.options === undefined) return none;
  const after = { ...existing, ...change, name: change.name ?? existing.name };
  const [old, now] = [existing, after].map((column) => ownAddresses(table, [column], context));
  if (old === undefined || now === undefined) return none;
  if (after.identity === null && existing.identity === null) return none;
  if (after.identity === null) return { ...none, destroys: old.objects, frees: old.names };
  if (existing.identity === null) return { ...none, produces: now.objects, takes: now.names };
  if (replacesSequence(existing, after)) return { ...none, changes: old.objects };
  return { ...none, frees: without(old.names, now.names), takes: without(now.names, old.names) };
};
