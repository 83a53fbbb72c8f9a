/** Renders a column's type as code: a portable type where one prints exactly this text, else the dialect's own words. */
import type { PortableName, PortableType, PortableTypes } from "../../dialects/types.js";
import type { Sql } from "../../model/index.js";
import { stringLiteral } from "../literals.js";
import { callCode, objectCode, stringsCode, textOrNull, type Writer } from "./writer.js";

type Portable<P extends PortableName = PortableName> = {
  readonly [Q in P]: { readonly is: Q } & PortableTypes[Q];
}[P];

type Call = { readonly [P in PortableName]: (type: Portable<P>, writer: Writer) => string };

const numberCode = (value: number | null): string | null => (value === null ? null : String(value));

const momentCode = ({
  zone,
  precision,
}: {
  readonly zone: boolean;
  readonly precision: number | null;
}): string | null => objectCode({ zone: zone ? "true" : null, precision: numberCode(precision) });

/** For a type that a CHECK would emulate: `false`, so that none is added, because the live CHECKs are written out. */
const withoutStandIn = (type: PortableType, { dialect }: Writer): string | null =>
  (type.is === "boolean" || type.is === "enum") &&
  dialect.types.standIn({ ...type, constraint: true }, "c") !== null
    ? "false"
    : null;

const calls: Call = {
  smallint: (_, { use }) => callCode(use("smallint")),
  integer: (_, { use }) => callCode(use("integer")),
  bigint: (_, { use }) => callCode(use("bigint")),
  numeric: ({ precision, scale }, { use }) =>
    callCode(use("numeric"), numberCode(precision), numberCode(scale)),
  real: (_, { use }) => callCode(use("real")),
  double: (_, { use }) => callCode(use("double")),
  boolean: (type, writer) =>
    callCode(writer.use("boolean"), objectCode({ constraint: withoutStandIn(type, writer) })),
  varchar: ({ length }, { use }) => callCode(use("varchar"), numberCode(length)),
  char: ({ length }, { use }) => callCode(use("char"), numberCode(length)),
  text: (_, { use }) => callCode(use("text")),
  binary: ({ length }, { use }) => callCode(use("binary"), numberCode(length)),
  date: (_, { use }) => callCode(use("date")),
  time: (type, { use }) => callCode(use("time"), momentCode(type)),
  timestamp: (type, { use }) => callCode(use("timestamp"), momentCode(type)),
  json: ({ binary }, { use }) => callCode(use("json"), binary ? "{ binary: true }" : null),
  uuid: (_, { use }) => callCode(use("uuid")),
  enum: (type, writer) =>
    callCode(
      writer.use("enumeration"),
      textOrNull(type.name) ?? "null",
      stringsCode(type.values),
      objectCode({ schema: textOrNull(type.schema), constraint: withoutStandIn(type, writer) }),
    ),
  array: ({ of }, writer) => callCode(writer.use("array"), portableCode(of, writer)),
  native: ({ text }, { use }) => callCode(use("native"), stringLiteral(text)),
};

const portableOf = <P extends PortableName>(type: Portable<P>, writer: Writer): string =>
  calls[type.is](type, writer);

const portableCode = (type: PortableType, writer: Writer): string => portableOf(type, writer);

export const typeCode = (text: Sql, writer: Writer): string => {
  const named = writer.enums.get(text);
  if (named !== undefined) return named();
  if (text.endsWith("[]") && writer.enums.has(text.slice(0, -2)))
    return callCode(writer.use("array"), typeCode(text.slice(0, -2), writer));
  const { portable, print } = writer.dialect.types;
  const type = portable(text);
  return type !== null && print(type) === text
    ? portableCode(type, writer)
    : callCode(writer.use("native"), stringLiteral(text));
};
