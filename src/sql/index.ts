/**
 * What is common to the SQL of all dialects: quoting, literals, tokens, the spelling of
 * expressions.
 */
export * from "./lexicon.js";
export * from "./fold.js";
export * from "./tokens.js";
export * from "./expression.js";
export { fragmentProblem } from "./fragment.js";
export { withoutTrailingZeros } from "./number.js";
export { cutName, fits, lengthOf } from "./identifierLength.js";
