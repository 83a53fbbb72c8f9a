/** Lends the names of the other side's convention to constraints that a database holds without one. */
import { tableText, type Schema } from "../model/index.js";
import { lendNames, type NamingConvention } from "../naming/index.js";
import type { Outcome, Settings, Side } from "./pass.js";

/** What nameless constraints are called while they are matched, where the declaration has no convention: the one of SQLAlchemy's documentation. */
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
