/**
 * The codec of objects that are not modelled in full: how they are created again, and what they
 * depend on.
 */
import type { Dependency, OpaqueObject } from "../model/index.js";
import { defined, described, flag, list, text, texts } from "./codec.js";
import { needed, or, orNull, record } from "./record.js";
import { tableRef, tableRefRows } from "./tableRef.js";

export const dependency = defined(
  "dependency",
  described(
    record<Dependency>({ kind: needed(text), ...tableRefRows, table: orNull(text) }),
    "The address of an object that another one stands on.",
  ),
);

export const opaque = defined(
  "opaque",
  described(
    record<OpaqueObject>({
      kind: needed(text),
      ...tableRefRows,
      table: orNull(tableRef),
      drop: orNull(text),
      definition: or(texts, []),
      dependsOn: or(list(dependency), []),
      goesWith: or(list(dependency), []),
      usedBy: or(list(dependency), []),
      breaks: or(flag, false),
    }),
    "What is not modelled in full but hangs on what is: views, triggers, policies, …, with the statements that make it again.",
  ),
);
