/** The flow: from sources to a schema or a plan. */
export { diff, type DiffOptions } from "./diff.js";
export { reflect } from "./reflect.js";
export type { LoadOptions } from "./load.js";
export { describeSource, isSource, kindOf, type Source, type SourceKind } from "./source.js";
export { metadataOf } from "./metadataModule.js";
export { versionTable } from "./filter.js";
