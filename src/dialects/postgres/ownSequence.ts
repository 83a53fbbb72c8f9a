/** The sequence that comes and goes with a serial or an identity column. */
import { refOf, type Column, type Sql, type TableRef } from "../../model/index.js";
import type { OwnSequence } from "../dialect.js";
import { sequenceName } from "./names.js";
import { quoteIfNeeded } from "./types.js";

/** As the server prints it, with its schema where the search path would not find it. */
const printed = ({ schema, name }: TableRef): string =>
  [...(schema === null ? [] : [schema]), name].map(quoteIfNeeded).join(".");

/** As the server prints a default: its own literals have no E before them (`simple_quote_literal` in ruleutils.c). */
export const printedNextval = (sequence: string): Sql =>
  `nextval('${sequence.replaceAll("'", "''")}'::regclass)`;

export const ownSequence = (
  table: TableRef,
  { name: column, type, identity }: Column,
): OwnSequence | null => {
  if (identity === null) return null;
  const ref = { schema: table.schema, name: sequenceName(table.name, column) };
  return {
    sequence: {
      ...ref,
      type,
      ...identity.numbers,
      ownedBy: { table: refOf(table), column },
      comment: null,
    },
    default: identity.kind === "serial" ? printedNextval(printed(ref)) : null,
  };
};
