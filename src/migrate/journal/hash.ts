/** By what the journal knows a text or an operation again. */
import { createHash } from "node:crypto";
import type { Operation } from "../../model/index.js";

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Rows may hold what JSON has no word for; two values of one class with one text are one value here. */
const plain = (_key: string, value: unknown): unknown =>
  typeof value === "bigint" ? `${value}n` : value;

export const operationHash = (operation: Operation): string =>
  hashOf(JSON.stringify(operation, plain));
