/** An operation with what takes it back. */
import type { Column, Constraint, Index, Operation, Table } from "../../../src/model/index.js";
import { nameText } from "../../../src/model/index.js";
import type { Writer } from "./writer.js";

export interface Both {
  readonly up: Operation;
  readonly down: Operation;
}

/** Null where this table has nothing to do it to. */
export type Maker = (w: Writer, table: Table) => Both | readonly Both[] | null;

export const turned = ({ up, down }: Both): Both => ({ up: down, down: up });

export const creates = (table: Table, constraint: Constraint): Both => ({
  up: { do: "createConstraint", table, constraint },
  down: {
    do: "dropConstraint",
    table,
    kind: constraint.kind,
    name: nameText(constraint.name) ?? "nameless",
    dropped: constraint,
  },
});

export const drops = (table: Table, constraint: Constraint): Both =>
  turned(creates(table, constraint));

export const createsIndex = (table: Table, index: Index): Both => ({
  up: { do: "createIndex", table, index },
  down: { do: "dropIndex", table, name: nameText(index.name) ?? "", dropped: index },
});

export const dropsIndex = (table: Table, index: Index): Both => turned(createsIndex(table, index));

export const adds = (table: Table, column: Column): Both => ({
  up: { do: "addColumn", table, column },
  down: { do: "dropColumn", table, name: column.name, dropped: column },
});

export const renames = (table: Table, column: Column, to: string): Both => ({
  up: { do: "alterColumn", table, name: column.name, change: { name: to }, existing: column },
  down: { do: "alterColumn", table, name: to, change: { name: column.name }, existing: column },
});
