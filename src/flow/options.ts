/** Reads the arguments of the library's functions: an unknown key, or a value that does not fit, is an error at once. */
import { schema as schemaCodec } from "../codec/schema.js";
import { namesChoices, type CompareOptions } from "../compare/index.js";
import { argumentsOf } from "../decode/arguments.js";
import {
  atLeast,
  choice,
  list,
  nameText,
  listener,
  needed,
  shape,
  typeError,
  type Decoder,
  type FieldDecoders,
  type Place,
} from "../decode/decode.js";
import { conventionInput, isMetaData } from "../metadata/index.js";
import { freeze, onDependentsChoices, type OnDependents, type Schema } from "../model/index.js";
import { selector } from "../normalize/index.js";
import type { LoadOptions } from "./load.js";
import { isSchema, type Source } from "./source.js";

/** Schemas that our functions return are frozen; a schema from elsewhere is checked as a snapshot is. */
const ownSchema = (value: Schema, at: Place): Schema =>
  Object.isFrozen(value) ? value : freeze(schemaCodec.decode(value, at));

export const schema: Decoder<Schema> = (value, at) => {
  if (value === null || typeof value !== "object" || !isSchema(value))
    throw typeError(at, "a Schema", value);
  return ownSchema(value, at);
};

/** Whether a text or a handle really is a source only shows when it is opened. */
const source: Decoder<Source> = (value, at) => {
  if (typeof value === "string") return value;
  if (value === null || typeof value !== "object")
    throw typeError(at, "a source (a URL, a path, a MetaData, a Schema or an open handle)", value);
  return isMetaData(value) || !isSchema(value) ? value : ownSchema(value, at);
};

const loading: FieldDecoders<LoadOptions> = {
  dialect: nameText,
  devUrl: nameText,
  schemas: list(nameText),
  namingConvention: conventionInput,
  include: list(selector),
  exclude: list(selector),
  progress: listener,
  detail: listener,
  lockTimeout: atLeast(0, "milliseconds"),
  cwd: nameText,
};
const loadOptions = shape<LoadOptions>(loading);

export interface DiffOptions
  extends
    LoadOptions,
    Pick<CompareOptions, "unnamedChecks" | "undeclaredObjects" | "names" | "columnOrder"> {
  readonly from: Source;
  readonly to: Source;
  /** What happens to the dependents of what is dropped: they are dropped before, by name, or the plan is refused with a list. */
  readonly onDependents?: OnDependents;
}

export interface ProveOptions extends DiffOptions {
  /** In milliseconds: how long to wait for a lock, and how long acquired ones are held at most; 10 s. */
  readonly lockTimeout?: number;
}

const words = choice("skip", "compare");
const differing: FieldDecoders<DiffOptions> = {
  ...loading,
  from: needed(source),
  to: needed(source),
  unnamedChecks: words,
  undeclaredObjects: words,
  names: choice(...namesChoices),
  columnOrder: choice("ignore", "compare"),
  onDependents: choice(...onDependentsChoices),
};
const diffOptions = shape<DiffOptions>(differing);
const proveOptions = shape<ProveOptions>(differing);

export const readDiffOptions = (options: unknown): DiffOptions =>
  argumentsOf("usage", "diff", "diff({ from: url, to: metadata })").options(diffOptions, options);

export const readProveOptions = (options: unknown): ProveOptions =>
  argumentsOf("usage", "prove", "prove({ from: url, to: metadata })").options(
    proveOptions,
    options,
  );

export const readReflectArguments = (
  from: unknown,
  options: unknown,
): readonly [Source, LoadOptions] => {
  const given = argumentsOf("usage", "reflect", "reflect(url)");
  return [given.one("source", source, from), given.options(loadOptions, options)];
};
