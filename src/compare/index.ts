/** Pairing and verdicts: what differs between two schemas. */
export { compare, compareNormalized } from "./compare.js";
export {
  compareOptions,
  namesChoices,
  type CompareOptions,
  type Doubt,
  type NamesOption,
} from "./options.js";
export {
  hazardsOf,
  collationsAfter,
  hazardsOfColumn,
  hazardsOfOptions,
  hazardsOfNewConstraint,
  versionOf,
  withHazards,
} from "./hazards.js";
export { insertionOrder } from "./insertionOrder.js";
export { reversed } from "./reverse.js";
export { sequenceHazards } from "./sequenceHazards.js";
