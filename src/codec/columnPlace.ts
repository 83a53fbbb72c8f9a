/** The codec of the place of a new column among the existing ones. */
import type { ColumnPlace } from "../model/index.js";
import { choice, text } from "./codec.js";
import { needed, record } from "./record.js";

export const columnPlace = record<ColumnPlace>({
  side: needed(choice("before", "after")),
  column: needed(text),
});
