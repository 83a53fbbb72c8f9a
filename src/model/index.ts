/**
 * The whole vocabulary: schemas, changes and operations. It imports nothing from outside this
 * folder.
 */
export * from "./name.js";
export * from "./syntax.js";
export * from "./column.js";
export * from "./inheritance.js";
export * from "./constraint.js";
export * from "./table.js";
export * from "./bookkeeping.js";
export * from "./sqlObject.js";
export * from "./opaque.js";
export * from "./schema.js";
export * from "./change.js";
export * from "./kinds/index.js";
export * from "./operation.js";
export * from "./statement.js";
export * from "./dependents.js";
export * from "./error.js";
export * from "./same.js";
export * from "./order.js";
export * from "./freeze.js";
export * from "./gathered.js";
export * from "./once.js";
export * from "./alternatives.js";
export * from "./lookupTable.js";
