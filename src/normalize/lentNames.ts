/** Lends constraints that have no name in the database the names of the other side's convention. */
import { tableText, type Schema } from "../model/index.js";
import { lendNames, type NamingConvention } from "../naming/index.js";
import type { Outcome, Settings, Side } from "./pass.js";

/** The convention for lent names where the declaration has none: the one in SQLAlchemy's documentation. */
const plainConvention: NamingConvention = {
  uq: "uq_%(table_name)s_%(column_0_N_name)s",
  fk: "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
  pk: "pk_%(table_name)s",
};

export const withLentNames = (schema: Schema, other: Side, { dialect }: Settings): Outcome => {
  if (other.origin !== "declared" || !dialect.facts.namelessConstraints) return { schema };
  const convention = { ...plainConvention, ...other.convention };
  const lent = lendNames(schema, convention, dialect);
  return {
    schema: lent.schema,
    warnings: lent.ambiguous.map(
      ({ table, name }) => `two constraints of ${tableText(table)} would both be called ${name}`,
    ),
  };
};
