/** Hashes by which the journal recognises a text or an operation. */
import { createHash } from "node:crypto";
import type { Operation } from "../../model/index.js";

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Rows may hold values that JSON cannot express; two values of one class with the same text count as equal here. */
const plain = (_key: string, value: unknown): unknown =>
  typeof value === "bigint" ? `${value}n` : value;

export const operationHash = (operation: Operation): string =>
  hashOf(JSON.stringify(operation, plain));
