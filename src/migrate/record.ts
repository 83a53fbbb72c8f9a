/** What a script says, without running it: its operations as values. */
import type { Operation } from "../model/index.js";
import { Operations } from "./operations.js";
import type { Namer } from "./names.js";

export const recordOperations = async (script: (op: Operations) => Promise<void>, namer?: Namer): Promise<readonly Operation[]> => {
  const operations: Operation[] = [];
  await script(new Operations(async (operation) => { operations.push(operation); }, namer));
  return operations;
};
