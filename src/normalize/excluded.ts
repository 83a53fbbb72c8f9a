/** Leaves out of a schema what nobody wants compared: the bookkeeping table, and what the user excludes by pattern. */
import {
  schemaObjectKinds,
  tableText,
  withObjects,
  type Schema,
  type TableRef,
} from "../model/index.js";

/** The table in which migrations record what has run, and the journal of a script that is under way. */
const bookkeeping = ["schema_diff_version", "schema_diff_version_journal"];

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
  const patterns = [...bookkeeping, ...exclude].map(matcher);
  const stays = (ref: TableRef): boolean =>
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
