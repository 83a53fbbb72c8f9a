/**
 * Naming conventions: the names of constraints and indexes that a declaration leaves unnamed, or
 * names only in part.
 */
export {
  askedName,
  defaultConvention,
  finalName,
  isFinalMark,
  isNameMaker,
  makerFor,
  type AskedName,
  type ConventionConstraint,
  type ConventionTable,
  type FinalMark,
  type NamedKind,
  type NameInput,
  type NamingConvention,
} from "./convention.js";
export {
  constraintSubject,
  indexSubject,
  plainColumns,
  type NamedColumn,
  type Subject,
} from "./subject.js";
export { checkConvention, nameFor } from "./name.js";
export { checkCollisions } from "./collide.js";
export { conventionName, lendNames } from "./lend.js";
export { embedsName } from "./template.js";
export { styles, type Templates } from "./styles.js";
