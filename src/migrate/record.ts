/** Records the operations of a script as values, without running it. */
import type { OpMethods } from "../codec/methods.js";
import { argumentsOf } from "../decode/arguments.js";
import { aFunction } from "../decode/decode.js";
import type { Operation } from "../model/index.js";
import { Operations } from "./operations.js";

const isScript = (value: unknown): value is (op: Operations) => Promise<void> =>
  typeof value === "function";

export const recordOperations = async (
  script: (op: Operations) => Promise<void>,
): Promise<readonly Operation[]> => {
  const run = argumentsOf("usage", "recordOperations", "recordOperations(script.up)").one(
    "script",
    aFunction(isScript),
    script,
  );
  const operations: Operation[] = [];
  const op: Operations & OpMethods = new Operations(async (operation) => {
    operations.push(operation);
  });
  await run(op);
  return operations;
};
