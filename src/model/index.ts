/** The vocabulary, whole. It imports nothing from outside this folder. */
export * from "./name.js";
export * from "./column.js";
export * from "./constraint.js";
export * from "./table.js";
export * from "./sqlObject.js";
export * from "./opaque.js";
export * from "./schema.js";
export * from "./change.js";
export * from "./kinds/index.js";
export * from "./operation.js";
export * from "./statement.js";
export * from "./error.js";
export * from "./same.js";
export * from "./order.js";
export * from "./freeze.js";
export * from "./once.js";
export * from "./alternatives.js";
