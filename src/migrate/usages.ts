/** An example of each operation in a script, for errors about a wrong call. */
import type { BatchMethods, ObjectOpMethods, OpMethods } from "../codec/methods.js";
import { objectExample, objectMethods } from "../codec/sqlObjects.js";
import { sqlObjectKinds } from "../model/index.js";

const ofOp: Readonly<Record<Exclude<keyof OpMethods, keyof ObjectOpMethods>, string>> = {
  createSchema: 'op.createSchema("audit")',
  dropSchema: 'op.dropSchema("audit")',
  createEnum: 'op.createEnum("mood", ["sad", "ok"])',
  dropEnum: 'op.dropEnum("mood")',
  alterEnum: 'op.alterEnum("mood", { from: ["sad"], to: ["sad", "ok"] })',
  createSequence: 'op.createSequence("invoice_number", { start: "1000" })',
  dropSequence: 'op.dropSequence("invoice_number")',
  alterSequence: 'op.alterSequence("invoice_number", { from: {}, to: { start: "1000" } })',
  createTable:
    'op.createTable("user", [{ name: "id", type: "integer" }, { primaryKey: ["id"], name: "pk_user" }])',
  dropTable: 'op.dropTable("user")',
  renameTable: 'op.renameTable("user", "person")',
  alterTable: 'op.alterTable("user", { from: {}, to: { engine: "InnoDB" } })',
  addColumn: 'op.addColumn("user", { name: "email", type: "text" })',
  dropColumn: 'op.dropColumn("user", "email")',
  alterColumn: 'op.alterColumn("user", "email", { nullable: false })',
  createPrimaryKey: 'op.createPrimaryKey("pk_user", "user", ["id"])',
  createUniqueConstraint: 'op.createUniqueConstraint("uq_user_email", "user", ["email"])',
  createForeignKey:
    'op.createForeignKey("fk_order_user", "order", "user", ["user_id"], ["id"], { onDelete: "cascade" })',
  createCheckConstraint: 'op.createCheckConstraint("ck_user_age", "user", "age >= 0")',
  createExcludeConstraint:
    'op.createExcludeConstraint("xc_booking", "booking", [{ column: "during", operator: "&&" }])',
  dropConstraint: 'op.dropConstraint("uq_user_email", "user", { type: "unique" })',
  alterConstraint: 'op.alterConstraint("pk_user", "user", { type: "primary", rely: true })',
  renameConstraint: 'op.renameConstraint("uq_1", "user", "uq_user_email", { type: "unique" })',
  createIndex: 'op.createIndex("ix_user_email", "user", ["email"])',
  dropIndex: 'op.dropIndex("ix_user_email", "user")',
  alterIndex: 'op.alterIndex("ix_user_email", "user", { from: {}, to: { fillfactor: "70" } })',
  renameIndex: 'op.renameIndex("ix_1", "user", "ix_user_email")',
  setComment: 'op.setComment("index", "user", "ix_user_email", "for signing in")',
  createTableComment: 'op.createTableComment("user", "those who sign in")',
  dropTableComment: 'op.dropTableComment("user")',
  execute: 'op.execute("UPDATE user SET age = 0")',
  bulkInsert: 'op.bulkInsert("user", [{ id: 1 }])',
  batchAlterTable:
    'op.batchAlterTable("user", {}, async (batch) => { await batch.dropColumn("email"); })',
};

/** The operations on all kinds of SQL objects are written alike. */
const ofObjects: Readonly<Record<string, string>> = Object.fromEntries(
  sqlObjectKinds.flatMap((kind) => {
    const { createObject, replaceObject, dropObject, renameObject } = objectMethods(kind);
    const { name, sql, to } = objectExample(kind);
    return [
      [createObject, `op.${createObject}("${name}", "${sql}")`],
      [replaceObject, `op.${replaceObject}("${name}", "${sql}")`],
      [dropObject, `op.${dropObject}("${name}")`],
      [renameObject, `op.${renameObject}("${name}", "${to}")`],
    ];
  }),
);

const ofBatch: Readonly<Record<keyof BatchMethods, string>> = {
  alterTable: 'batch.alterTable({ from: {}, to: { engine: "InnoDB" } })',
  addColumn: 'batch.addColumn({ name: "email", type: "text" })',
  dropColumn: 'batch.dropColumn("email")',
  alterColumn: 'batch.alterColumn("email", { nullable: false })',
  createPrimaryKey: 'batch.createPrimaryKey("pk_user", ["id"])',
  createUniqueConstraint: 'batch.createUniqueConstraint("uq_user_email", ["email"])',
  createForeignKey: 'batch.createForeignKey("fk_order_user", "user", ["user_id"], ["id"])',
  createCheckConstraint: 'batch.createCheckConstraint("ck_user_age", "age >= 0")',
  createExcludeConstraint:
    'batch.createExcludeConstraint("xc_booking", [{ column: "during", operator: "&&" }])',
  dropConstraint: 'batch.dropConstraint("uq_user_email", { type: "unique" })',
  alterConstraint: 'batch.alterConstraint("pk_user", { type: "primary", rely: true })',
  renameConstraint: 'batch.renameConstraint("uq_1", "uq_user_email", { type: "unique" })',
  createIndex: 'batch.createIndex("ix_user_email", ["email"])',
  dropIndex: 'batch.dropIndex("ix_user_email")',
  alterIndex: 'batch.alterIndex("ix_user_email", { from: {}, to: { fillfactor: "70" } })',
  renameIndex: 'batch.renameIndex("ix_1", "ix_user_email")',
  setComment: 'batch.setComment("index", "ix_user_email", "for signing in")',
  createTableComment: 'batch.createTableComment("those who sign in")',
  dropTableComment: "batch.dropTableComment()",
};

/** By receiver and method. */
export const usages: Readonly<Record<"op" | "batch", Readonly<Record<string, string>>>> = {
  op: { ...ofOp, ...ofObjects },
  batch: ofBatch,
};

export const usageOf = (receiver: keyof typeof usages, method: string): string =>
  usages[receiver][method] ?? "";
