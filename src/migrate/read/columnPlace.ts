/** Reads where a script places a new column: before or after an existing one. */
import { text, type Fields } from "../../decode/decode.js";
import { SchemaDiffError, type ColumnPlace } from "../../model/index.js";
import type { PlaceLiteral } from "../../codec/literal.js";
import { argument, readOptions, type OperationSink } from "../operationSink.js";

const method = "addColumn";

export const readColumnPlace = (
  options: PlaceLiteral | undefined,
  host: OperationSink,
): { readonly place?: ColumnPlace } => {
  const at = argument(host, method, "options");
  return readOptions(options, at, (f: Fields) => {
    const [before, after] = [f.get("insertBefore", text), f.get("insertAfter", text)];
    if (before !== undefined && after !== undefined)
      throw new SchemaDiffError(
        "script",
        `${host.receiver}.${method}: insertBefore and insertAfter are both given`,
        "say one of them",
      );
    if (before !== undefined) return { place: { side: "before", column: before } };
    return after === undefined ? {} : { place: { side: "after", column: after } };
  });
};
