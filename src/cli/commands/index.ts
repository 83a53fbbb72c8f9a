/** The commands, in the order of the help; each loads what it needs when it is called. */
import { lookupTable } from "../../model/index.js";
import type { Command } from "../command.js";

export const commands: Readonly<Record<string, () => Promise<Command>>> = lookupTable({
  init: async () => (await import("./init.js")).init,
  generate: async () => (await import("./generate.js")).generate,
  check: async () => (await import("./check.js")).check,
  diff: async () => (await import("./diff.js")).diff,
  reflect: async () => (await import("./reflect.js")).reflect,
  upgrade: async () => (await import("./upgrade.js")).upgrade,
  downgrade: async () => (await import("./downgrade.js")).downgrade,
  current: async () => (await import("./current.js")).current,
  history: async () => (await import("./history.js")).history,
  heads: async () => (await import("./heads.js")).heads,
  stamp: async () => (await import("./stamp.js")).stamp,
  merge: async () => (await import("./merge.js")).merge,
});

export const commandNames = Object.keys(commands);

export const allCommands = async (): Promise<readonly Command[]> => {
  const all: Command[] = [];
  for (const load of Object.values(commands)) all.push(await load());
  return all;
};
