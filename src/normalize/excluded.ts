/** Leaves out of a schema what nobody wants compared: the bookkeeping table, and what the user excludes by pattern. */
import {
  bookkeepingNames,
  isBookkeeping,
  schemaObjectKinds,
  tableKey,
  tableText,
  withObjects,
  type Schema,
  type TableRef,
} from "../model/index.js";

/** `*` stands for any text; a pattern without a dot speaks of names in every schema. */
const matcher = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
    "su",
  );

export const withoutExcluded = (schema: Schema, exclude: readonly string[]): Schema => {
  const patterns = [...bookkeepingNames, ...exclude].map(matcher);
  const accounts = new Set(schema.tables.filter(isBookkeeping).map(tableKey));
  const stays = (ref: TableRef): boolean =>
    !accounts.has(tableKey(ref)) &&
    !patterns.some((p) => p.test(ref.name) || p.test(tableText(ref)));
  const kept = schemaObjectKinds.reduce(
    (whole, kind) => withObjects(whole, kind, (objects) => objects.filter(stays)),
    schema,
  );
  return {
    ...kept,
    notCompared: schema.notCompared.filter((o) => stays(o) && (o.table === null || stays(o.table))),
  };
};
