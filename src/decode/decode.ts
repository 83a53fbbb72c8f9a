/**
 * Reads values of unknown shape as values of a known type; one that does not fit is an error that
 * names its place.
 */
import { SchemaDiffError, type ErrorCode } from "../model/index.js";
import { nearest, suggestion } from "./suggest.js";

/**
 * The place of a value, as a chain of steps from a root: a snapshot has a million places, and only
 * an error needs the path of one as text.
 */
export interface Place {
  readonly code: ErrorCode;
  readonly parent: Place | null;
  /** The text of the root (`op.addColumn: column`), a field's name, or an item's number. */
  readonly step: string | number;
  /** The way out where nothing more is known of what was meant. */
  readonly todo: string;
}

export const root = (code: ErrorCode, words: string, todo: string): Place => ({
  code,
  parent: null,
  step: words,
  todo,
});

export const under = (at: Place, step: string | number): Place => ({
  code: at.code,
  parent: at,
  step,
  todo: at.todo,
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

/**
 * @param todo what to do about it, where there is better advice than to write the call correctly
 */
export const typeError = (
  at: Place,
  wanted: string,
  value: unknown,
  todo: string | null = null,
): SchemaDiffError =>
  new SchemaDiffError(
    at.code,
    `${pathOf(at)} must be ${wanted}, but is ${named(value)}`,
    todo ?? at.todo,
  );

export const text: Decoder<string> = (value, at) => {
  if (typeof value !== "string") throw typeError(at, "text", value);
  return value;
};

/** A name in a database: no server has an empty one, or one with U+0000 in it. */
export const nameText: Decoder<string> = (value, at) => {
  const name = text(value, at);
  if (name === "" || name.includes("\0"))
    throw typeError(at, "a name (not empty, and without U+0000)", value);
  return name;
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

/** @param unit what is counted, such as `digits` */
export const atLeast =
  (least: number, unit: string): Decoder<number> =>
  (value, at) => {
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least)
      throw typeError(at, `a whole number of ${unit}, ${least} or more`, value);
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

/** @param is whether its parameters fit cannot be checked before it is called */
export const aFunction =
  <F>(is: (value: unknown) => value is F): Decoder<F> =>
  (value, at) => {
    if (!is(value)) throw typeError(at, "a function", value);
    return value;
  };

/** A callback that takes one line of text. */
const isListener = (value: unknown): value is (what: string) => void => typeof value === "function";
export const listener = aFunction(isListener);

export const optional =
  <T>(read: Decoder<T>): Decoder<T | null> =>
  (value, at) =>
    value === null ? null : read(value, at);

export const choice =
  <C extends string>(...choices: readonly C[]): Decoder<C> =>
  (value, at) => {
    const found = choices.find((c) => c === value);
    if (found === undefined) {
      const near = typeof value === "string" ? nearest(value, choices) : undefined;
      throw typeError(
        at,
        choices.map((c) => JSON.stringify(c)).join(" or "),
        value,
        near === undefined ? null : `did you mean ${JSON.stringify(near)}?`,
      );
    }
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

/** An object with any keys, whose values are all read by one decoder. */
export const dictionary =
  <T>(read: Decoder<T>): Decoder<Readonly<Record<string, T>>> =>
  (value, at) =>
    Object.fromEntries(
      Object.entries(recordOf(value, at)).map(([key, v]) => [key, read(v, under(at, key))]),
    );

/** Access to the fields of one object. A field that is undefined counts as left out. */
export interface Fields {
  readonly has: (key: string) => boolean;
  readonly need: <T>(key: string, read: Decoder<T>) => T;
  readonly get: <T>(key: string, read: Decoder<T>) => T | undefined;
  readonly or: <T>(key: string, read: Decoder<T>, otherwise: T) => T;
}

/**
 * The state of `object` while it reads one: the record, its place, and the keys asked for so far.
 */
interface Reading {
  readonly record: Readonly<Record<string, unknown>>;
  readonly at: Place;
  readonly asked: string[];
}

const own = (record: Readonly<Record<string, unknown>>, key: string): unknown => {
  const field = record[key];
  return field !== undefined && Object.hasOwn(record, key) ? field : undefined;
};

/**
 * Snapshots are written in the order in which they are read: the next key is nearly always the next
 * one asked for, so the search continues from there.
 */
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
      suggestion(key, [...new Set(asked)], "keys that it knows"),
    );
  }
};

/**
 * An object whose fields are all read by `build`: a key that it does not ask for is an error.
 * A snapshot has a hundred thousand objects, so one `Fields` serves all objects of a decoder, and
 * `build` must not keep it.
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

/** A field of `shape` that is required. */
export interface Needed<T> {
  readonly needed: Decoder<T>;
}

export const needed = <T>(read: Decoder<T>): Needed<T> => ({ needed: read });

/**
 * The decoder of each field: the compiler requires one for every field of the type, and `needed`
 * where it is not optional.
 */
export type FieldDecoders<T extends object> = {
  readonly [K in keyof T]-?: undefined extends T[K]
    ? Decoder<Exclude<T[K], undefined>>
    : Needed<T[K]>;
};

/**
 * An object of the type, each field read by its decoder; a field that is undefined counts as left
 * out.
 */
export function shape<T extends object>(fields: FieldDecoders<T>): Decoder<T>;
export function shape(
  fields: Readonly<Record<string, Decoder<unknown> | Needed<unknown>>>,
): Decoder<object> {
  const all = Object.entries(fields);
  return object((f) => {
    const found: Record<string, unknown> = {};
    for (const [key, read] of all) {
      const value = "needed" in read ? f.need(key, read.needed) : f.get(key, read);
      if (value !== undefined) found[key] = value;
    }
    return found;
  });
}
