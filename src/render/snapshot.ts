/** Writes a schema as a snapshot file, and reads it back; a file that does not fit is an error that names the path in it. */
import { schema } from "../codec/schema.js";
import type { Schema } from "../model/index.js";
import { documentFile, documentJson } from "./document.js";

/** The value of `$schema`: the JSON Schema that is part of this package. */
export const snapshotSchema = "schema-diff/snapshot.schema.json";

/** The whole schema with its keys in one order, so that equal schemas are equal files. */
export const snapshotJson = (whole: Schema): string =>
  documentJson(snapshotSchema, schema.encode(whole));

/** @throws SchemaDiffError `snapshot`, with the file and the path in it */
export const parseSnapshot = documentFile(
  "snapshot",
  schema,
  "write it again with `schema-diff reflect --format json`",
);
