/** How the arguments of the library's functions are read: a key that none has, or a value that does not fit, is told at once. */
import { schema as schemaCodec } from "../codec/schema.js";
import {
  compare as compareSchemas,
  compareOptions,
  type CompareOptions,
} from "../compare/index.js";
import { argumentsOf } from "../decode/arguments.js";
import {
  choice,
  list,
  nameText,
  listener,
  needed,
  shape,
  typeError,
  type Decoder,
  type FieldDecoders,
} from "../decode/decode.js";
import { conventionInput, isMetaData } from "../metadata/index.js";
import { freeze, type Schema } from "../model/index.js";
import type { LoadOptions } from "./load.js";
import { isSchema, type Source } from "./source.js";

/** Whether a text or a handle is a source shows when it is opened. A schema that no function of ours has made is read as a snapshot is. */
const source: Decoder<Source> = (value, at) => {
  if (typeof value === "string") return value;
  if (value === null || typeof value !== "object")
    throw typeError(at, "a source (a URL, a path, a MetaData, a Schema or an open handle)", value);
  if (isMetaData(value) || !isSchema(value) || Object.isFrozen(value)) return value;
  return freeze(schemaCodec.decode(value, at));
};

const loading: FieldDecoders<LoadOptions> = {
  dialect: nameText,
  devUrl: nameText,
  schemas: list(nameText),
  namingConvention: conventionInput,
  exclude: list(nameText),
  progress: listener,
  detail: listener,
  cwd: nameText,
};
const loadOptions = shape<LoadOptions>(loading);

export interface DiffOptions
  extends LoadOptions, Pick<CompareOptions, "unnamedChecks" | "undeclaredObjects" | "names"> {
  readonly from: Source;
  readonly to: Source;
}

const words = choice("skip", "compare");
const diffOptions = shape<DiffOptions>({
  ...loading,
  from: needed(source),
  to: needed(source),
  unnamedChecks: words,
  undeclaredObjects: words,
  names: choice("compare", "ignore"),
});

export const readDiffOptions = (options: unknown): DiffOptions =>
  argumentsOf("usage", "diff", "diff({ from: url, to: metadata })").options(diffOptions, options);

export const readReflectArguments = (
  from: unknown,
  options: unknown,
): readonly [Source, LoadOptions] => {
  const given = argumentsOf("usage", "reflect", "reflect(url)");
  return [given.one("source", source, from), given.options(loadOptions, options)];
};

/** One that is not ours is read as a snapshot is. */
const schema: Decoder<Schema> = (value, at) => {
  if (value === null || typeof value !== "object" || !isSchema(value))
    throw typeError(at, "a Schema", value);
  return Object.isFrozen(value) ? value : freeze(schemaCodec.decode(value, at));
};

/** What turns the first schema into the second, without a server that could be asked. */
export const compare: typeof compareSchemas = (live, declared, options) => {
  const given = argumentsOf("usage", "compare", 'compare(live, declared, { names: "ignore" })');
  return compareSchemas(
    given.one("live", schema, live),
    given.one("declared", schema, declared),
    given.options(compareOptions, options),
  );
};
