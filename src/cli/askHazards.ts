/** Before a script is written: refuses a plan with a hazard, or asks its author, as the config specifies. */
import {
  hazardText,
  openHazards,
  refuseHazards,
  type OpenHazard,
  type Plan,
} from "../plan/index.js";
import { SchemaDiffError } from "../model/index.js";
import { oneLine } from "../render/terminalText.js";
import type { Io } from "./io.js";
import type { Settings } from "./settings.js";

const allowing = ({ code }: OpenHazard): string =>
  `look at what it does, and say --allow-hazard ${code} where that is meant`;

/** @throws SchemaDiffError `hazard` */
export const askHazards = async (plan: Plan, { hazards }: Settings, io: Io): Promise<void> => {
  const open = openHazards(plan, hazards);
  const asked = open.filter(({ decision }) => decision === "ask");
  if (io.prompter === null || asked.length < open.length) {
    refuseHazards(plan, hazards, allowing);
    return;
  }
  if (asked.length === 0) return;
  const prompter = await io.prompter();
  for (const one of asked) {
    const text = hazardText(one).split("\n").map(oneLine).join("\n");
    const answer = await prompter.select(`${text}\nwrite the script?`, [
      { value: "no", label: "no" },
      { value: "yes", label: "yes, this is meant" },
    ]);
    if (answer === "no")
      throw new SchemaDiffError(
        "hazard",
        `${one.code}: no script is written`,
        "change what the plan would do, or say yes where that is meant",
      );
  }
};
