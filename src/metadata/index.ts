/** How a user declares a schema: MetaData, tables, column types, constraints. */
/** MetaData and the options of its methods; each kind of object has its own options. */
export * from "./metadata.js";
export type { SequenceOptions } from "./contents.js";
export type {
  ColumnShape,
  ColumnsOf,
  DeclaredTable,
  ExtrasInput,
  DeclaredTableOptions,
} from "./table.js";
export {
  array,
  bigint,
  binary,
  boolean,
  char,
  date,
  double,
  enumeration,
  integer,
  json,
  native,
  numeric,
  real,
  smallint,
  text,
  time,
  timestamp,
  uuid,
  varchar,
  type EnumerationOptions,
  type StandInOptions,
  type TimeOptions,
} from "./types.js";
export type { ColumnBuilder } from "./column.js";
export { check, exclude, foreignKey, index, primaryKey, unique } from "./extra.js";
export type {
  CheckOptions,
  ColumnCheckOptions,
  ColumnIndexOptions,
  ColumnInput,
  DefaultInput,
  ExcludeOptions,
  Extra,
  ForeignKeyOptions,
  IdentityOptions,
  IndexOptions,
  PrimaryKeyOptions,
  ReferenceOptions,
  ReferenceTarget,
  SqlInput,
  Target,
  UniqueOptions,
} from "./shapes.js";
export { sql } from "./indexElement.js";
export type { ColumnRef, Part, PartInput, SqlText } from "./shapes.js";
export { conventionOf, declare, type Declared, type DeclareOptions } from "./declare.js";
export {
  finalName,
  finalName as conv,
  type FinalMark,
  type NameInput,
  type NamingConvention,
} from "../naming/index.js";
