/** The revision of a new script and the name of its file. */
import { usage } from "./suggest.js";

const second = 1000;

const stamp = (at: Date): string => at.toISOString().replace(/\D/g, "").slice(0, 14);

/** What may stand in a file name and on a command line everywhere. */
const plain = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
/** These have a meaning of their own where a revision is asked for. */
const spoken = ["head", "heads", "base"];

/**
 * The time as YYYYMMDDHHMMSS (UTC), moved on by seconds past those that are taken; or the one that was asked for.
 * @throws SchemaDiffError `usage` where the one that was asked for is taken or cannot be one
 */
export const revisionAt = (now: Date, taken: ReadonlySet<string>, asked: string | undefined): string => {
  if (asked !== undefined) {
    if (!plain.test(asked) || spoken.includes(asked)) throw usage(`${JSON.stringify(asked)} cannot be a revision`, "use letters, digits, _ . and -; head, heads and base mean something else");
    if (taken.has(asked)) throw usage(`there is a script of revision ${asked} already`, "give another --rev-id, or none");
    return asked;
  }
  let at = now;
  while (taken.has(stamp(at))) at = new Date(at.getTime() + second);
  return stamp(at);
};

const longest = 40;

const slug = (message: string): string => {
  const words = message.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== "");
  const fitting = words.reduce((text, word) => (text.length + word.length < longest ? `${text}_${word}` : text), "");
  return (fitting === "" ? words.join("_") : fitting.slice(1)).slice(0, longest);
};

export const fileNameOf = (revision: string, message: string): string => {
  const words = slug(message);
  return `${revision}${words === "" ? "" : `_${words}`}.ts`;
};
