/**
 * When two texts are the same value. A number is what it counts, with or without zeros and exponents, and true is 1. A day
 * and its midnight are the same. What a clock shows and a point of time are not: which is which depends on a session's zone.
 * Text, and everything else, has to come back as it was.
 */
import type { Kind } from "./types.js";

/** `12.50`, `1.25e1` and `t` as one text each; null for what is no number. */
const numberText = (said: string): string | null => {
  const text = said.replaceAll(",", "");
  if (/^(?:t|true)$/.test(text)) return "1";
  if (/^(?:f|false)$/.test(text)) return "0";
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)\$?(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  if (whole === "") return null;
  const digits = `${whole}${fraction}`;
  const point = whole.length + Number(exponent);
  const padded = digits.padStart(digits.length + Math.max(0, -point), "0");
  const at = Math.max(0, point);
  const [left, right] = [
    padded.slice(0, at).padEnd(at, "0").replace(/^0+/, ""),
    padded.slice(at).replace(/0+$/, ""),
  ];
  const text2 = `${left === "" ? "0" : left}${right === "" ? "" : `.${right}`}`;
  return text2 === "0" ? "0" : `${sign}${text2}`;
};

const wallText = (text: string): string =>
  text
    .replace(/\.(\d*?)0*$/, (_, digits: string) => (digits === "" ? "" : `.${digits}`))
    .replace(/ 00:00:00( BC)?$/, "$1");

/** What is said with its zone names a point of time. */
const instantText = (text: string): string => {
  const zoned = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d)$/.exec(text);
  const [, day = "", clock = "", zone = ""] = zoned ?? [];
  const [whole = "", fraction = ""] = clock.split(".");
  return zoned === null
    ? text
    : `@${new Date(`${day}T${whole}${zone}:00`).toISOString()} ${fraction.replace(/0+$/, "")}`;
};

/** JSON says nothing by its blanks. */
const jsonText = (text: string): string => text.replace(/\s/g, "");

/** Of a value that came from this kind. */
export const isSame = (
  from: Kind,
  to: Kind,
  before: readonly string[],
  after: readonly string[],
): boolean => {
  if ((from === "instant") !== (to === "instant") && to !== "text" && to !== "json") return false;
  const canonical = (text: string): string => {
    if (from === "number" || from === "float" || from === "truth") return numberText(text) ?? text;
    if (from === "wall") return wallText(text).toLowerCase();
    if (from === "instant") return wallText(instantText(text));
    return to === "json" ? jsonText(text) : text;
  };
  const now = after.map(canonical);
  return before.map(canonical).some((text) => now.includes(text));
};
