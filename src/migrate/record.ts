/** What a script says, without running it: its operations as values. */
import type { OpMethods } from "../codec/methods.js";
import type { Operation } from "../model/index.js";
import { Operations } from "./operations.js";

export const recordOperations = async (
  script: (op: Operations) => Promise<void>,
): Promise<readonly Operation[]> => {
  const operations: Operation[] = [];
  const op: Operations & OpMethods = new Operations(async (operation) => {
    operations.push(operation);
  });
  await script(op);
  return operations;
};
