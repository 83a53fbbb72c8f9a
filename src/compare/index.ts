/** Pairing and verdicts: what differs between two schemas. */
export { compare, withoutQuirks } from "./compare.js";
export type { CompareOptions, Doubt } from "./options.js";
export { byText, sortedBy } from "./order.js";
