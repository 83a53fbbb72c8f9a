/** The commands, in the order of the help. */
import type { Command } from "../command.js";
import { check } from "./check.js";
import { current } from "./current.js";
import { diff } from "./diff.js";
import { downgrade } from "./downgrade.js";
import { generate } from "./generate.js";
import { heads } from "./heads.js";
import { history } from "./history.js";
import { init } from "./init.js";
import { merge } from "./merge.js";
import { reflect } from "./reflect.js";
import { stamp } from "./stamp.js";
import { upgrade } from "./upgrade.js";

export const commands: readonly Command[] = [
  init, generate, check, diff, reflect, upgrade, downgrade, current, history, heads, stamp, merge,
];
