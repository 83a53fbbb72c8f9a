/** Objects that stand on each other, as plain data: enums, sequences, tables and views whose names come out of one pool. */
import fc, { type Arbitrary } from "fast-check";

export type ColumnKind = "integer" | "bigint" | "numeric" | "text" | "enum";

export interface ColumnDraft {
  readonly kind: ColumnKind;
  /** Which enum, which sequence: a number, taken modulo what there is. */
  readonly of: number;
  readonly gives: "nothing" | "literal" | "sequence" | "own" | "expression" | "generated";
  readonly stored: boolean;
  readonly notNull: boolean;
  readonly form: number;
}

export interface ItemDraft {
  readonly name: number;
  readonly column: number;
  readonly other: number;
  readonly form: number;
}

/** One place of a draft: what stands there in it, whatever its name is. */
export interface SlotDraft {
  readonly kind: "table" | "enum" | "sequence" | "view";
  readonly schema: boolean;
  /** What it stands on: numbers of other slots. */
  readonly over: readonly [number, number];
  readonly form: number;
  readonly inherits: boolean;
  readonly columns: readonly (ColumnDraft | null)[];
  readonly checks: readonly ItemDraft[];
  readonly indexes: readonly ItemDraft[];
  readonly foreignKeys: readonly ItemDraft[];
}

export interface Draft {
  /** Null: nothing stands there. */
  readonly slots: readonly (SlotDraft | null)[];
  /** Of each slot, the number of its name. */
  readonly names: readonly number[];
}

export const slotCount = 7;

const column: Arbitrary<ColumnDraft> = fc.record({
  kind: fc.constantFrom<ColumnKind>("integer", "bigint", "numeric", "text", "enum", "enum"),
  of: fc.nat(9),
  gives: fc.constantFrom<ColumnDraft["gives"]>(
    "nothing",
    "literal",
    "sequence",
    "own",
    "expression",
    "generated",
    "generated",
  ),
  stored: fc.boolean(),
  notNull: fc.boolean(),
  form: fc.nat(5),
});

const item: Arbitrary<ItemDraft> = fc.record({
  name: fc.nat(slotCount * 2),
  column: fc.nat(9),
  other: fc.nat(9),
  form: fc.nat(5),
});

const slot: Arbitrary<SlotDraft> = fc.record({
  kind: fc.constantFrom<SlotDraft["kind"]>("table", "table", "table", "enum", "sequence", "view"),
  schema: fc.nat(3).map((n) => n === 3),
  over: fc.tuple(fc.nat(9), fc.nat(9)),
  form: fc.nat(5),
  inherits: fc.nat(3).map((n) => n === 3),
  columns: fc.array(fc.option(column, { freq: 4 }), { minLength: 5, maxLength: 5 }),
  checks: fc.array(item, { maxLength: 2 }),
  indexes: fc.array(item, { maxLength: 2 }),
  foreignKeys: fc.array(item, { maxLength: 2 }),
});

/** What becomes of a slot: it stays, has some columns and items of another, is another, or goes. */
const becomes = fc.record({
  how: fc.constantFrom("stays", "stays", "columns", "column", "items", "body", "other", "goes"),
  other: slot,
  at: fc.nat(4),
});

const changed = (
  given: SlotDraft | null,
  { how, other, at }: { readonly how: string; readonly other: SlotDraft; readonly at: number },
): SlotDraft | null => {
  if (how === "goes") return null;
  if (given === null || how === "other") return how === "stays" ? given : other;
  const { columns, checks, indexes, foreignKeys, kind, schema, ...body } = other;
  const changes: Readonly<Record<string, Partial<SlotDraft>>> = {
    columns: { columns },
    column: { columns: given.columns.map((c, i) => (i === at ? (columns[i] ?? null) : c)) },
    items: { checks, indexes, foreignKeys },
    body,
  };
  return { ...given, ...changes[how] };
};

const numbers = Array.from({ length: slotCount }, (_, i) => i);
const shuffledNames = fc.shuffledSubarray(numbers, {
  minLength: slotCount,
  maxLength: slotCount,
});

export const pairs: Arbitrary<readonly [Draft, Draft]> = fc
  .record({
    slots: fc.array(fc.option(slot, { freq: 5 }), {
      minLength: slotCount,
      maxLength: slotCount,
    }),
    becomes: fc.array(becomes, { minLength: slotCount, maxLength: slotCount }),
    names: fc.oneof(fc.constant(numbers), shuffledNames),
  })
  .map(({ slots, becomes: all, names }) => [
    { slots, names: numbers },
    {
      slots: slots.map((own, i) => {
        const change = all[i];
        return change === undefined ? own : changed(own, change);
      }),
      names,
    },
  ]);
