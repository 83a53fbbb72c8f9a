/** Enum types. */
import { identity, remark, value } from "./field.js";
import type { KindRow } from "./row.js";

export const enumType: KindRow<"enum"> = {
  fields: { schema: identity, name: identity, values: value, comment: remark },
};
