/** The normal form: one list of everything that makes two schemas alike before they are compared. */
export { normalize, normalizeAlone, normalizeUnasked, type Normalized } from "./normalize.js";
export { withNamesInTable, withWholeNames } from "./generatedNames.js";
export { accessPaths, leads, plainColumns } from "./impliedIndexes.js";
export {
  isSelector,
  selector,
  selectsSchema,
  written,
  type Selectable,
  type SelectionOptions,
  type SelectionRule,
  type Selector,
  type WrittenSelector,
} from "./selection.js";
export type { Settings, Side } from "./pass.js";
