/** How a plan is shown to the user: shared by `check`, `diff` and `generate`. */
import type { Plan } from "../../plan/index.js";
import { oneLine } from "../../render/terminalText.js";
import type { Io } from "../io.js";

/** Warnings are not part of a result: they are written where errors are. */
export const warn = (plan: Plan, io: Io): void => {
  for (const warning of plan.warnings) io.say(oneLine(`warning: ${warning}`));
};
