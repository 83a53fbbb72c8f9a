/** Prints a plain value as TypeScript, for the literals of a script. */
import { SchemaDiffError } from "../model/index.js";
import { stringLiteral } from "./literals.js";

/** `__proto__: x` would set the prototype; a computed key is only a key. */
const keyText = (key: string): string =>
  key === "__proto__" ? `[${stringLiteral(key)}]` : stringLiteral(key);

const isPlain = (value: object): value is Readonly<Record<string, unknown>> => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
};

const objectText = (value: object): string => {
  if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`;
  if (value instanceof Date) return `new Date(${stringLiteral(value.toISOString())})`;
  if (value instanceof Uint8Array) return `new Uint8Array([${value.join(", ")}])`;
  if (!isPlain(value))
    throw new SchemaDiffError(
      "unsupported",
      `a ${value.constructor.name} cannot be written into a script`,
      "give plain values",
    );
  const entries = Object.entries(value).flatMap(([key, v]) =>
    v === undefined ? [] : [`${keyText(key)}: ${valueText(v)}`],
  );
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
};

const numberText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** Null, booleans, numbers, bigint, strings, dates, bytes, and arrays and plain objects of them; keys with undefined values are left out. */
export const valueText = (value: unknown): string => {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return stringLiteral(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "object") return objectText(value);
  throw new SchemaDiffError(
    "unsupported",
    `a ${typeof value} cannot be written into a script`,
    "give plain values",
  );
};
