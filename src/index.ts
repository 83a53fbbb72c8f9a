/** The public surface of schema-diff: named exports only. */

// Declaring
export * from "./metadata/index.js";

// From two sources to a plan
export {
  checkPlan,
  compare,
  diff,
  prove,
  reflect,
  type DiffOptions,
  type LoadOptions,
  type Proof,
  type ProofStep,
  type ProveOptions,
  type Source,
} from "./flow/index.js";
export type { CompareOptions, Doubt } from "./compare/index.js";
export type { Selectable, SelectionOptions, SelectionRule, Selector } from "./normalize/index.js";
export type { HazardDecision, HazardPolicy, Plan } from "./plan/index.js";
export { render, type RenderOptions } from "./render/plan.js";
export { readPlan } from "./render/planDocument.js";
export type { PlanDocument, PlanSide } from "./codec/plan.js";

// Migrating
export * from "./migrate/index.js";

// The vocabulary: types of schemas, changes and operations
export type { AnyDialectName, DialectName } from "./dialects/index.js";
export { SchemaDiffError } from "./model/index.js";
export type {
  Action,
  Aspect,
  Change,
  Column,
  Columns,
  Comparison,
  Constraint,
  ConstraintKind,
  Deferral,
  Element,
  EnumType,
  ErrorCode,
  ErrorPlace,
  Explanation,
  Generated,
  Guard,
  Hazard,
  Identity,
  Index,
  CreationOrder,
  Match,
  Name,
  Namespace,
  NotCompared,
  ObjectKind,
  OpaqueObject,
  Dependency,
  Operation,
  OperationVerb,
  Options,
  PlannedStatement,
  Schema,
  Sequence,
  SequenceNumbers,
  Skipped,
  Sql,
  Statement,
  Table,
  TableRef,
  Undecided,
  Hidden,
  Unmodelled,
  Verb,
} from "./model/index.js";

// Dialects of other packages
export { registerDialect, type DialectPlugin } from "./reflect/index.js";
export type { Dialect, Facts, PortableType, PrintedScript, Support } from "./dialects/index.js";
export type { Backend, Connection, MigrationSession, Row } from "./reflect/index.js";
export { emptySchema, statement } from "./model/index.js";
export { lexicon, standardLiteral } from "./sql/index.js";

// Configuring
export { defineConfig, type Config } from "./cli/config.js";
