/** A random batch on a table as reflected, with what takes it back. */
import {
  byAuthor,
  nowhere,
  plainBatch,
  type BatchOptions,
  type Operation,
  type Schema,
} from "../../../src/model/index.js";
import { drops } from "./both.js";
import { columnMakers, swapped } from "./columnOperations.js";
import { check, constraintMakers } from "./constraintOperations.js";
import type { Writer } from "./writer.js";

export interface RandomBatch {
  readonly up: Operation<"batch">;
  readonly down: Operation<"batch">;
  readonly parts: readonly Operation[];
}

const makers = [...columnMakers, ...constraintMakers];

export const randomBatch = (w: Writer, schema: Schema, name: string): RandomBatch => {
  const table = schema.tables.find((t) => t.name === name);
  if (table === undefined) throw new Error(`${name} was not reflected`);
  // Names that change places are a batch of their own: the other operations are said in the names of before.
  const both = (
    w.chance(5)
      ? swapped(w, table)
      : Array.from({ length: 1 + w.count(2) }, () => w.pick(makers)(w, table) ?? []).flat()
  ).filter(
    (b, i, all) => all.findIndex((o) => JSON.stringify(o.up) === JSON.stringify(b.up)) === i,
  );
  const tableArgs = w.chance(8)
    ? [check("1 = 1", w.chance(70) ? byAuthor("ck more") : nowhere)]
    : [];
  const options: BatchOptions = {
    ...plainBatch,
    tableArgs,
    recreate: w.pick(["auto", "auto", "auto", "auto", "always", "always", "never"]),
    lossy: w.chance(20),
    unnamedChecks: w.chance(8) ? "omit" : "carry",
  };
  const ref = { schema: null, name };
  const downs = [...tableArgs.map((c) => drops(table, c).up), ...both.map((b) => b.down).reverse()];
  return {
    up: { do: "batch", table: ref, operations: both.map((b) => b.up), options },
    down: {
      do: "batch",
      table: ref,
      operations: downs,
      options: {
        ...plainBatch,
        recreate: options.recreate === "never" ? "auto" : options.recreate,
        lossy: true,
      },
    },
    parts: both.map((b) => b.up),
  };
};
