/** How a plan is shown to who asked: what is shared by `check`, `diff` and `generate`. */
import type { Plan } from "../../plan/index.js";
import { oneLine } from "../../render/terminalText.js";
import type { Io } from "../io.js";

/** Warnings belong to no result: they go where errors go. */
export const warn = (plan: Plan, io: Io): void => {
  for (const warning of plan.warnings) io.say(oneLine(`warning: ${warning}`));
};
