/** Pairing and verdicts: what differs between two schemas. */
export { compare, compareErased, withoutQuirks } from "./compare.js";
export type { CompareOptions, Doubt } from "./options.js";
export { inLiveWords } from "./alignToLive.js";
export { hazardsOf } from "./hazards.js";
export { reversed } from "./reverse.js";
export { withImpliedIndexes } from "./implied.js";
