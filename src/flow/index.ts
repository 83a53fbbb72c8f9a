/** The functions that lead from sources to a schema or a plan: what the library and the commands call. */
export { diff } from "./diff.js";
export { prove, type Proof, type ProofStep } from "./prove.js";
export { checkPlan } from "./checkPlan.js";
export { reflect } from "./reflect.js";
export { compare } from "./compare.js";
export type { DiffOptions, ProveOptions } from "./options.js";
export type { LoadOptions } from "./load.js";
export { isSource, kindOf, type Source } from "./source.js";
