/** A schema as a snapshot file, and back; what does not fit is an error that names its path. */
import { schema } from "../codec/schema.js";
import type { Schema } from "../model/index.js";
import { documentFile, documentJson } from "./document.js";

/** What `$schema` says: the JSON Schema that comes with this package. */
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
