/** Collations: under which of them values that differ are equal. */
import type { Collation, Sql } from "../../model/index.js";
import { lexicon } from "./lexicon.js";

/** Is this the text of the collation: a bare name, or a quoted one, with its schema or without? */
const isCalled = (text: Sql, { schema, name }: Collation): boolean => {
  const quoted = lexicon.quote(name);
  return (
    text === name || text === quoted || text === `${lexicon.quote(schema ?? "public")}.${quoted}`
  );
};

/**
 * Every collation that the server brings along tells all values apart; only one that was created
 * with DETERMINISTIC = false does not (manual, "Nondeterministic Collations").
 */
export const mergesValues = (
  _from: string | null,
  to: string | null,
  collations: readonly Collation[],
): boolean => {
  const of = to === null ? undefined : collations.find((one) => isCalled(to, one));
  return of !== undefined && /\bdeterministic\s*=\s*'?(?:false|off|no|0)\b/i.test(of.definition);
};
