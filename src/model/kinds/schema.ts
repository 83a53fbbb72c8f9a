/** Schemas (namespaces) other than the default one. */
import { identity, remark } from "./field.js";
import type { KindRow } from "./row.js";

export const schema: KindRow<"schema"> = { fields: { name: identity, comment: remark } };
