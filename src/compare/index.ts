/** Pairing and verdicts: what differs between two schemas. */
export { compare, compareNormalized } from "./compare.js";
export { compareOptions, type CompareOptions, type Doubt } from "./options.js";
export { hazardsOf, hazardsOfColumn, hazardsOfNewConstraint, withHazards } from "./hazards.js";
export { reversed } from "./reverse.js";
