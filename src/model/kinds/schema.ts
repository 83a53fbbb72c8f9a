/** The row of schemas (namespaces) other than the default one. */
import { identity, remark, undropDays } from "./field.js";
import { harmless } from "./hazard.js";
import type { KindRow } from "./row.js";

export const schema: KindRow<"schema"> = {
  label: "schema",
  summary: () => "",
  fields: { name: identity, comment: remark, undropDays },
  hazards: harmless,
};
