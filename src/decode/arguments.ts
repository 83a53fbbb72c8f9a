/**
 * Reads the arguments of a public function: one that does not fit is an error with the line of the
 * call and the way to write it.
 */
import type { ErrorCode } from "../model/index.js";
import { calledWith } from "./caller.js";
import { root, type Decoder } from "./decode.js";

export interface Arguments {
  readonly one: <T>(name: string, read: Decoder<T>, value: unknown) => T;
  /** Options that are left out are read as an empty object. */
  readonly options: <T extends object>(read: Decoder<T>, value: unknown) => T;
}

/**
 * @param method as the user calls it
 * @param usage how the call is written
 */
export const argumentsOf = (code: ErrorCode, method: string, usage: string): Arguments => {
  const todo = `write it as in ${usage}`;
  const one: Arguments["one"] = (name, read, value) =>
    calledWith(() => read(value, root(code, `${method}: ${name}`, todo)));
  return { one, options: (read, value = {}) => one("options", read, value) };
};
