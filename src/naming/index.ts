/** Naming conventions: what a constraint or index is called that nobody named, and what a name becomes. */
export {
  askedName,
  defaultConvention,
  finalName,
  makerFor,
  type AskedName,
  type ConventionColumn,
  type ConventionConstraint,
  type ConventionElement,
  type ConventionTable,
  type FinalMark,
  type NamedKind,
  type NameInput,
  type NameMaker,
  type NamingConvention,
} from "./convention.js";
export {
  constraintSubject,
  indexSubject,
  namingColumns,
  plainColumns,
  type NamedColumn,
  type Subject,
} from "./subject.js";
export { checkConvention, nameFor, type NameMade } from "./name.js";
export { cutName, fits, lengthOf } from "./cut.js";
export { checkCollisions } from "./collide.js";
export { lendNames, type Lent } from "./lend.js";
export { embedsName } from "./template.js";
export { styleNames, styles, type Style, type StyleName, type Templates } from "./styles.js";
