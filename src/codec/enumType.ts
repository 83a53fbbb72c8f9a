/** The codec of an enum type. */
import type { EnumType } from "../model/index.js";
import { defined, text, texts } from "./codec.js";
import { needed, orNull, record } from "./record.js";
import { tableRefRows } from "./tableRef.js";

export const enumType = defined(
  "enum",
  record<EnumType>({ ...tableRefRows, values: needed(texts), comment: orNull(text) }),
);
