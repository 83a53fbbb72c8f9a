/** Graphs of tables as plain data: what refers to what, in rings too and across two schemas, and what becomes of it. */
import fc from "fast-check";

/** What becomes of a table's second key: it stays, goes, gets another name, is replaced by one of two columns, or goes with its column. */
export type KeyFate = "stays" | "goes" | "renamed" | "replaced" | "column";

export interface TableDraft {
  /** In the second schema? */
  readonly other: boolean;
  readonly goes: boolean;
  readonly key: KeyFate;
}

export interface EdgeDraft {
  readonly from: number;
  readonly to: number;
  /** The primary key, or the second one. */
  readonly onto: "id" | "code";
  readonly named: boolean;
  readonly useAlter: boolean;
  readonly onDelete: "noAction" | "cascade" | "setNull";
  /** Is it declared before the change, after it (`behind`), or on both sides? */
  readonly on: "before" | "behind" | "both";
}

export interface Graph {
  readonly tables: readonly TableDraft[];
  readonly edges: readonly EdgeDraft[];
  /** Of tables that nobody declares: the number of the table that each refers to, and by which key. */
  readonly undeclared: readonly { readonly to: number; readonly onto: "id" | "code" }[];
}

const onto = fc.constantFrom("id" as const, "code" as const);

/** A few have many tables. */
const size = (most: number): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 2, max: Math.min(6, most) }) },
    { weight: 1, arbitrary: fc.integer({ min: 2, max: most }) },
  );

export const graphs = (most: number): fc.Arbitrary<Graph> =>
  size(most).chain((count) => {
    const table = fc.nat(count - 1);
    return fc.record({
      tables: fc.array(
        fc.record({
          other: fc.boolean(),
          goes: fc.boolean(),
          key: fc.constantFrom<KeyFate>("stays", "stays", "goes", "renamed", "replaced", "column"),
        }),
        { minLength: count, maxLength: count },
      ),
      edges: fc.array(
        fc.record({
          from: table,
          to: table,
          onto,
          named: fc.boolean(),
          useAlter: fc.boolean(),
          onDelete: fc.constantFrom("noAction" as const, "cascade" as const, "setNull" as const),
          on: fc.constantFrom("before" as const, "behind" as const, "both" as const),
        }),
        { minLength: 1, maxLength: 2 * count },
      ),
      undeclared: fc.array(fc.record({ to: table, onto }), { maxLength: 3 }),
    });
  });

/** Is the second key the same after the change, except for its name? */
export const keepsKey = ({ goes, key }: TableDraft): boolean =>
  !goes && (key === "stays" || key === "renamed");

/** Does what refers to the table find its key after the change? */
export const finds = (table: TableDraft | undefined, key: "id" | "code"): boolean =>
  table !== undefined && !table.goes && (key === "id" || keepsKey(table));
