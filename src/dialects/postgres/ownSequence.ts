/** The sequence that is created and dropped with a serial or an identity column. */
import {
  atLeast,
  refOf,
  type Column,
  type Options,
  type Sql,
  type TableRef,
} from "../../model/index.js";
import type { OwnSequence } from "../dialect.js";
import { sequenceName } from "./names.js";
import { ownSequenceName } from "./ownSequenceOptions.js";
import { quoteIfNeeded } from "./types.js";

/** The name as the server prints it, with its schema where the search path would not find it. */
const printed = ({ schema, name }: TableRef): string =>
  [...(schema === null ? [] : [schema]), name].map(quoteIfNeeded).join(".");

/**
 * A default as the server prints it: its own literals have no E in front (`simple_quote_literal` in
 * ruleutils.c).
 */
export const printedNextval = (sequence: string): Sql =>
  `nextval('${sequence.replaceAll("'", "''")}'::regclass)`;

export const ownSequence = (
  table: TableRef,
  own: Column,
  of?: { readonly options: Options; readonly version: readonly number[] },
): OwnSequence | null => {
  const { name: column, type, identity } = own;
  if (identity === null) return null;
  const name =
    identity.kind === "serial" ? sequenceName(table.name, column) : ownSequenceName(table, own);
  const ref = { schema: table.schema, name };
  return {
    sequence: {
      ...ref,
      type,
      ...identity.numbers,
      ownedBy: { table: refOf(table), column },
      comment: null,
      ...(of?.options["unlogged"] === "true" &&
        atLeast(of.version, 15) && { options: { unlogged: "true" } }),
    },
    default: identity.kind === "serial" ? printedNextval(printed(ref)) : null,
  };
};
