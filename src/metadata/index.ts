/** How a user declares: MetaData, tables, column types, constraints. */
export {
  MetaData,
  isMetaData,
  table,
  type MetaDataOptions,
  type SequenceOptions,
} from "./metadata.js";
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
export type {
  ColumnBuilder,
  ColumnCheckOptions,
  ColumnIndexOptions,
  DefaultInput,
  IdentityOptions,
  ReferenceOptions,
  ReferenceTarget,
} from "./column.js";
export {
  check,
  exclude,
  foreignKey,
  index,
  primaryKey,
  unique,
  type CheckOptions,
  type ColumnInput,
  type ExcludeOptions,
  type Extra,
  type ForeignKeyOptions,
  type IndexOptions,
  type PrimaryKeyOptions,
  type SqlInput,
  type Target,
  type UniqueOptions,
} from "./extra.js";
export { sql, type ColumnRef, type Part, type PartInput, type SqlText } from "./part.js";
export { conventionOf, declare, type Declared, type DeclareOptions } from "./declare.js";
export {
  finalName,
  finalName as conv,
  type FinalMark,
  type NameInput,
  type NamingConvention,
} from "../naming/index.js";
