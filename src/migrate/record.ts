/** What a script says, without running it: its operations as values. */
import type { Operation } from "../model/index.js";
import { Operations } from "./operations.js";

export const recordOperations = async (
  script: (op: Operations) => Promise<void>,
): Promise<readonly Operation[]> => {
  const operations: Operation[] = [];
  await script(
    new Operations(async (operation) => {
      operations.push(operation);
    }),
  );
  return operations;
};
