/** A schema as a snapshot file, and back; what does not fit is an error that names its path. */
import { root, type Decoder } from "../codec/decode.js";
import { schema } from "../codec/schema.js";
import { SchemaDiffError, messageOf, type Schema } from "../model/index.js";
import { jsonLines } from "./jsonLines.js";

/** What `$schema` says: the JSON Schema that comes with this package. */
export const snapshotSchema = "schema-diff/snapshot.schema.json";

const file: Decoder<Schema> = (value, at) => {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    return schema.decode(value, at);
  const { $schema: _named, ...rest }: Readonly<Record<string, unknown>> = { ...value };
  return schema.decode(rest, at);
};

/** The whole schema with its keys in one order, so that equal schemas are equal files. */
export const snapshotJson = (whole: Schema): string =>
  `${jsonLines({ $schema: snapshotSchema, ...schema.encode(whole) })}\n`;

/** @throws SchemaDiffError `snapshot`, with the file and the path in it */
export const parseSnapshot = (content: string, where: string): Schema => {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (thrown) {
    throw new SchemaDiffError(
      "snapshot",
      `${where} is no JSON: ${messageOf(thrown)}`,
      "write it again with `schema-diff reflect --format json`",
      { cause: thrown },
    );
  }
  return file(value, root("snapshot", `${where}: snapshot`));
};
