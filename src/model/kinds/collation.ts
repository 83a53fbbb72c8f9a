/** The row of collations. */
import { identity, remark, settings } from "./field.js";
import { harmless } from "./hazard.js";
import { listOf, type SqlObjectRow } from "./row.js";

export const collation: SqlObjectRow<"collation"> = {
  label: "collation",
  words: "COLLATION",
  namedAsTables: false,
  namedByColumns: true,
  summary: ({ definition }) => `(${definition})`,
  ...listOf("collation"),
  fields: {
    schema: identity,
    name: identity,
    definition: settings,
    comment: remark,
  },
  hazards: harmless,
};
