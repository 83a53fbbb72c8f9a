/** The message for an object in the way that the role has no right to see. */
import type { FailureMessage } from "../../model/index.js";

export const explainUnseen = (message: string): FailureMessage | null => {
  const [, what = ""] =
    /((?:Object|Table|Schema|Sequence|View) '[^']*') already exists, but current role has no privileges on it/i.exec(
      message,
    ) ?? [];
  return what === ""
    ? null
    : {
        message: `${what} is there already, and this role has no right on it, so that it was not shown`,
        todo: "grant the role a right on it (GRANT SELECT ON … TO ROLE …), or use the role that owns it (?role=), and compare again",
      };
};
