/** Pairing and verdicts: what differs between two schemas. */
export { compare, compareNormalized } from "./compare.js";
export { compareOptions, type CompareOptions, type Doubt } from "./options.js";
export { hazardsOf } from "./hazards.js";
export { reversed } from "./reverse.js";
