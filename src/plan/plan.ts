/** A plan: what differs, the operations that mend it, their statements, and the way back. */
import { dialectNamed, type Dialect } from "../dialects/index.js";
import { hazardsOf, reversed } from "../compare/index.js";
import {
  once,
  type Comparison,
  type Hazard,
  type Operation,
  type Schema,
  type Sql,
} from "../model/index.js";
import { applyChanges } from "./applyChanges.js";
import { withExplicitNames } from "./explicitNames.js";
import { planContext, type PlanOptions } from "./context.js";
import { withDefinitions } from "./definitions.js";
import { implicitlyDroppedChecks } from "./dependents.js";
import { opaqueAfter, opaqueAlong } from "./opaqueBehind.js";
import { operationsOf } from "./operations.js";

export interface Plan extends Comparison {
  readonly dialect: string;
  /** Every hazard of every change, once. */
  readonly hazards: readonly Hazard[];
  /** What is worth saying beside the findings: a name that carries its prefix twice, an ambiguous lent name. */
  readonly warnings: readonly string[];
  readonly from: Schema;
  readonly to: Schema;
  /** In the order in which they execute. */
  readonly operations: readonly Operation[];
  /** Run one by one, in this order, they turn `from` into `to`. Throws `unsupported` where the dialect has no way. */
  readonly statements: readonly Sql[];
  /** The statements as they are printed: SQLite's are for the command lines of older versions too. Throws as `statements` does. */
  readonly printed: readonly Sql[];
  readonly reverse: () => Plan;
}

const distinct = (hazards: readonly Hazard[]): readonly Hazard[] => [
  ...new Map(hazards.map((h) => [JSON.stringify(h), h])).values(),
];

const isBatch = ({ do: verb }: Operation): boolean => verb === "batch";

/** The schema behind the operations, where tables are rebuilt from their own text; elsewhere the one that was asked for says enough. */
const behind = (
  operations: readonly Operation[],
  before: Schema,
  to: Schema,
  { ddl: { after } }: Dialect,
): Schema =>
  after === undefined || !operations.some(isBatch)
    ? to
    : operations.reduce((schema, operation) => after(operation, schema), before);

/** A rebuild is made on what the operations before it left; behind the last one nothing is read any more. */
const statementsOf = (
  operations: readonly Operation[],
  before: Schema,
  { ddl }: Dialect,
): readonly Sql[] => {
  const last = operations.findLastIndex(isBatch);
  let standing = before;
  return operations.flatMap((operation, i) => {
    const statements = ddl.statements(operation, standing);
    if (i < last && ddl.after !== undefined) standing = ddl.after(operation, standing);
    return statements;
  });
};

export const planOf = (
  found: Comparison,
  from: Schema,
  to: Schema,
  options: PlanOptions = {},
  warnings: readonly string[] = [],
): Plan => planOn(() => from, found, from, to, options, warnings);

/** `standing`: what the statements run on, where it is told in other words than `from`: behind the way there stands what a script left, not what was declared. */
const planOn = (
  standing: () => Schema,
  found: Comparison,
  from: Schema,
  to: Schema,
  options: PlanOptions,
  warnings: readonly string[],
): Plan => {
  const dialect = dialectNamed(from.dialect);
  const comparison =
    options.explicitNames === true ? withExplicitNames(found, from, dialect) : found;
  const context = planContext(dialect, from, to, options);
  const operations = once(() => operationsOf(comparison.changes, context));
  const before = once(() => withDefinitions(standing(), dialect));
  const { script, forPrint } = dialect.ddl;
  const statements = once(() =>
    script(statementsOf(operations(), before(), dialect), operations()),
  );
  const printed = once(() =>
    forPrint === undefined
      ? statements()
      : script(statementsOf(operations(), forPrint(before()), dialect), operations()),
  );
  const reverse = once(() => {
    const back = reversed(comparison);
    const changes = back.changes.map((change) => ({ ...change, hazards: hazardsOf(change) }));
    const reached = options.toIsDeclared === true ? applyChanges(from, comparison.changes) : to;
    const restores = implicitlyDroppedChecks(comparison.changes, context);
    return planOn(
      () => behind(operations(), before(), reached, dialect),
      { ...back, changes },
      { ...reached, ...opaqueAfter(comparison.changes, context) },
      from,
      {
        ...options,
        toIsDeclared: false,
        restores,
        restoresOpaque: opaqueAlong(comparison.changes, context),
      },
      warnings,
    );
  });
  return {
    ...comparison,
    dialect: from.dialect,
    hazards: distinct(comparison.changes.flatMap((change) => change.hazards)),
    warnings,
    from,
    to,
    get operations() {
      return operations();
    },
    get statements() {
      return statements();
    },
    get printed() {
      return printed();
    },
    reverse,
  };
};
