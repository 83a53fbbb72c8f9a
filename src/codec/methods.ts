/**
 * The methods that a migration script has for each operation: what render prints, and what `op` and
 * `batch` offer.
 */
import type { ConstraintKind, OperationVerb, SqlObjectKind } from "../model/index.js";

/** A constraint of each kind is created by a method of its own. */
export interface ConstraintMethods {
  readonly primaryKey: "createPrimaryKey";
  readonly unique: "createUniqueConstraint";
  readonly foreignKey: "createForeignKey";
  readonly check: "createCheckConstraint";
  readonly exclude: "createExcludeConstraint";
}

/** Operations on one table: `op` and the `batch` of that table both have them. */
interface TableMethods {
  readonly alterTable: "alterTable";
  readonly addColumn: "addColumn";
  readonly dropColumn: "dropColumn";
  readonly alterColumn: "alterColumn";
  readonly createConstraint: ConstraintMethods[ConstraintKind];
  readonly dropConstraint: "dropConstraint";
  readonly alterConstraint: "alterConstraint";
  readonly renameConstraint: "renameConstraint";
  readonly createIndex: "createIndex";
  readonly dropIndex: "dropIndex";
  readonly alterIndex: "alterIndex";
  readonly renameIndex: "renameIndex";
  readonly setComment: "setComment" | "createTableComment" | "dropTableComment";
}

/** The method of an operation on an SQL object is named after its kind. */
export interface ObjectMethods<K extends SqlObjectKind> {
  readonly createObject: `create${Capitalize<K>}`;
  readonly replaceObject: `replace${Capitalize<K>}`;
  readonly dropObject: `drop${Capitalize<K>}`;
  readonly renameObject: `rename${Capitalize<K>}`;
}

/** Operations on whole tables and on objects outside tables: only `op` has them. */
interface SchemaMethods extends ObjectMethods<SqlObjectKind> {
  readonly createSchema: "createSchema";
  readonly dropSchema: "dropSchema";
  readonly createEnum: "createEnum";
  readonly dropEnum: "dropEnum";
  readonly alterEnum: "alterEnum";
  readonly createSequence: "createSequence";
  readonly dropSequence: "dropSequence";
  readonly alterSequence: "alterSequence";
  readonly createTable: "createTable";
  readonly dropTable: "dropTable";
  readonly renameTable: "renameTable";
  readonly execute: "execute";
  readonly bulkInsert: "bulkInsert";
  readonly batch: "batchAlterTable";
}

/** The methods that make operations of verb `V`. A verb that neither table has is a type error here. */
export type MethodOf<V extends OperationVerb> = (SchemaMethods & TableMethods)[V];

type MethodsNamed<M extends string> = Readonly<Record<M, (...args: never[]) => Promise<void>>>;

/** The methods that `op` must have. */
export type OpMethods = MethodsNamed<MethodOf<OperationVerb>>;

/** The methods that `op` must have for SQL objects. */
export type ObjectOpMethods = MethodsNamed<
  ObjectMethods<SqlObjectKind>[keyof ObjectMethods<SqlObjectKind>]
>;

/** The methods that `batch` must have. */
export type BatchMethods = MethodsNamed<TableMethods[keyof TableMethods]>;
