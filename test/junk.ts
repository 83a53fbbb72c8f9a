/** Values of every sort that JavaScript has, as somebody might give them to a public function, and how such a call ends. */
import { integer, MetaData, SchemaDiffError } from "schema-diff";

export const junk: readonly unknown[] = [
  undefined,
  null,
  0,
  -1,
  1.5,
  NaN,
  10n,
  "",
  "x",
  "a\0b",
  "SET NULL",
  true,
  Symbol("s"),
  [],
  [null],
  [[]],
  ["a", 1],
  {},
  { name: {} },
  { constructor: 2 },
  JSON.parse('{ "__proto__": { "name": 5 } }'),
  Object.create(null),
  () => undefined,
  () => 5,
  new Date(NaN),
  new Map(),
  Promise.resolve(1),
  integer(),
  new MetaData(),
];

/** Null for an error of ours that does not say that it should not happen; else what was thrown. */
const rawError = (thrown: unknown): string | null =>
  thrown instanceof SchemaDiffError && thrown.code !== "internal" ? null : String(thrown);

/** Null where the call ends well, or in an error that tells its user what to do. */
export const failureOf = (call: () => unknown): string | null => {
  try {
    call();
    return null;
  } catch (thrown) {
    return rawError(thrown);
  }
};

export const failureOfAsync = async (call: () => unknown): Promise<string | null> => {
  try {
    await call();
    return null;
  } catch (thrown) {
    return rawError(thrown);
  }
};
