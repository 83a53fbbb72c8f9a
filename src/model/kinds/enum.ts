/** The row of enum types. */
import { identity, remark, value } from "./field.js";
import type { Aspect } from "../change.js";
import { harmless, none, rowsMayFail } from "./hazard.js";
import type { SchemaObjectRow } from "./row.js";
import { listText } from "./words.js";

/** Is a value missing from the new list? */
const losesValue = ({ path, from, to }: Aspect): boolean =>
  path === "values" &&
  Array.isArray(from) &&
  Array.isArray(to) &&
  from.some((value) => !to.includes(value));

export const enumType: SchemaObjectRow<"enum"> = {
  label: "enum",
  summary: ({ values }) => listText(values),
  all: ({ enums }) => enums,
  withAll: (schema, enums) => ({ ...schema, enums }),
  fields: { schema: identity, name: identity, values: value, comment: remark },
  hazards: {
    ...harmless,
    alter: (aspects) =>
      aspects.some(losesValue)
        ? rowsMayFail("fails where existing rows hold a value that goes")
        : none,
  },
};
