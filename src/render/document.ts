/** Writes a value as a JSON file that names its JSON Schema, and reads it back. */
import type { Codec } from "../codec/codec.js";
import { root } from "../decode/decode.js";
import { inFile, messageOf, placed, SchemaDiffError } from "../model/index.js";
import { jsonLines } from "./jsonLines.js";
import { manyLines } from "./terminalText.js";

export const documentJson = ($schema: string, written: object): string =>
  `${manyLines(jsonLines({ $schema, ...written }))}\n`;

const withoutSchema = (value: unknown): unknown => {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const { $schema: _named, ...rest }: Readonly<Record<string, unknown>> = { ...value };
  return rest;
};

/**
 * Reads the text of such a file. Where it does not fit, the error has this code and names the file and the path in it.
 * @param again how to write the file again, for the message
 */
export const documentFile =
  <T>(code: "snapshot" | "plan", codec: Codec<T>, again: string) =>
  (content: string, where: string): T => {
    const place = inFile(where);
    let value: unknown;
    try {
      value = JSON.parse(content);
    } catch (thrown) {
      throw new SchemaDiffError(code, `${where} is no JSON: ${messageOf(thrown)}`, again, {
        cause: thrown,
        place,
      });
    }
    return placed(
      () => place,
      () => codec.decode(withoutSchema(value), root(code, `${where}: ${code}`, again)),
    );
  };
