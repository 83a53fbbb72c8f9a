/** Reads values of unknown shape into known ones; what does not fit is an error that names its place. */
import { SchemaDiffError, type ErrorCode } from "../model/index.js";

/** Where a value stands, as steps from a root: a snapshot has a million places, and only an error asks for the path of one. */
export interface Place {
  readonly code: ErrorCode;
  readonly parent: Place | null;
  /** The root's own words (`op.addColumn: column`), a field's name, an item's number. */
  readonly step: string | number;
}

export const root = (code: ErrorCode, words: string): Place => ({
  code,
  parent: null,
  step: words,
});

export const under = (at: Place, step: string | number): Place => ({
  code: at.code,
  parent: at,
  step,
});

/** `op.addColumn: column`, `tables[3].name`. */
export const pathOf = ({ parent, step }: Place): string => {
  if (parent === null) return String(step);
  if (typeof step === "number") return `${pathOf(parent)}[${step}]`;
  return `${pathOf(parent)}${/^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`}`;
};

export type Decoder<T> = (value: unknown, at: Place) => T;

const named = (value: unknown): string => {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (value !== null && typeof value === "object") return "an object";
  return typeof value === "string"
    ? JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
    : typeof value === "function"
      ? "a function"
      : String(value);
};

export const typeError = (at: Place, wanted: string, value: unknown): SchemaDiffError =>
  new SchemaDiffError(at.code, `${pathOf(at)} must be ${wanted}, but is ${named(value)}`);

export const text: Decoder<string> = (value, at) => {
  if (typeof value !== "string") throw typeError(at, "text", value);
  return value;
};

export const flag: Decoder<boolean> = (value, at) => {
  if (typeof value !== "boolean") throw typeError(at, "true or false", value);
  return value;
};

export const wholeNumber: Decoder<number> = (value, at) => {
  if (typeof value !== "number" || !Number.isSafeInteger(value))
    throw typeError(at, "a whole number", value);
  return value;
};

/** A whole number of any size as decimal text. */
export const numerals: Decoder<string> = (value, at) => {
  if (typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value)))
    return String(value);
  if (typeof value === "string" && /^-?\d+$/.test(value)) return value;
  throw typeError(at, "a whole number (as text where it passes 2^53)", value);
};

export const anything: Decoder<unknown> = (value) => value;

export const optional =
  <T>(read: Decoder<T>): Decoder<T | null> =>
  (value, at) =>
    value === null ? null : read(value, at);

export const choice =
  <C extends string>(...choices: readonly C[]): Decoder<C> =>
  (value, at) => {
    const found = choices.find((c) => c === value);
    if (found === undefined)
      throw typeError(at, choices.map((c) => JSON.stringify(c)).join(" or "), value);
    return found;
  };

export const list =
  <T>(read: Decoder<T>): Decoder<readonly T[]> =>
  (value, at) => {
    if (!Array.isArray(value)) throw typeError(at, "a list", value);
    return value.map((item: unknown, i) => read(item, under(at, i)));
  };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const recordOf = (value: unknown, at: Place): Readonly<Record<string, unknown>> => {
  if (!isRecord(value)) throw typeError(at, "an object", value);
  return value;
};

/** Any keys, all of whose values read alike. */
export const dictionary =
  <T>(read: Decoder<T>): Decoder<Readonly<Record<string, T>>> =>
  (value, at) =>
    Object.fromEntries(
      Object.entries(recordOf(value, at)).map(([key, v]) => [key, read(v, under(at, key))]),
    );

/** The fields of one object, as they are asked for. A field that is undefined counts as left out. */
export interface Fields {
  readonly has: (key: string) => boolean;
  readonly need: <T>(key: string, read: Decoder<T>) => T;
  readonly get: <T>(key: string, read: Decoder<T>) => T | undefined;
  readonly or: <T>(key: string, read: Decoder<T>, otherwise: T) => T;
}

/** What `object` is reading: the record, where it stands, and the keys asked for so far. */
interface Reading {
  readonly record: Readonly<Record<string, unknown>>;
  readonly at: Place;
  readonly asked: string[];
}

const own = (record: Readonly<Record<string, unknown>>, key: string): unknown => {
  const field = record[key];
  return field !== undefined && Object.hasOwn(record, key) ? field : undefined;
};

/** Snapshots are written in the order in which they are read: the next key is nearly always the next that was asked for. */
const refuseUnknown = ({ record, at, asked }: Reading): void => {
  let next = 0;
  for (const key of Object.keys(record)) {
    while (next < asked.length && asked[next] !== key) next += 1;
    if (next < asked.length) continue;
    next = 0;
    if (asked.includes(key)) continue;
    throw new SchemaDiffError(
      at.code,
      `${pathOf(at)} does not know ${JSON.stringify(key)}`,
      `it knows ${[...new Set(asked)].join(", ")}`,
    );
  }
};

/**
 * An object, every field of which `build` asks for: one that it does not ask for is an error.
 * A snapshot has a hundred thousand of them: one set of functions serves all of a kind, and `build` must not keep it.
 */
export const object = <T>(build: (fields: Fields) => T): Decoder<T> => {
  let reading: Reading | null = null;
  const now = (): Reading => {
    if (reading === null)
      throw new SchemaDiffError("internal", "a field is asked for after its object was read");
    return reading;
  };
  const get = <F>(key: string, read: Decoder<F>): F | undefined => {
    const { record, at, asked } = now();
    asked.push(key);
    const field = own(record, key);
    return field === undefined ? undefined : read(field, under(at, key));
  };
  const fields: Fields = {
    has: (key) => own(now().record, key) !== undefined,
    get,
    need: (key, read) => {
      const { record, at, asked } = now();
      asked.push(key);
      return read(own(record, key), under(at, key));
    },
    or: (key, read, otherwise) => get(key, read) ?? otherwise,
  };
  return (value, at) => {
    const outer = reading;
    reading = { record: recordOf(value, at), at, asked: [] };
    try {
      const result = build(fields);
      refuseUnknown(reading);
      return result;
    } finally {
      reading = outer;
    }
  };
};
