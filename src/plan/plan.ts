/** A plan: what differs, the operations that mend it, their statements, and the way back. */
import { fingerprintOf } from "../codec/fingerprint.js";
import type { PlanSide } from "../codec/plan.js";
import { dialectNamed, type Dialect } from "../dialects/index.js";
import { hazardsOf, reversed, withHazards } from "../compare/index.js";
import {
  objectText,
  ofObject,
  placed,
  once,
  SchemaDiffError,
  sqlOf,
  type Comparison,
  type Hazard,
  type Operation,
  type PlannedStatement,
  type Schema,
  type Sql,
  type Statement,
  type Table,
} from "../model/index.js";
import { applyChanges } from "./impact/applyChanges.js";
import { withBroken } from "./impact/breaks.js";
import { withExplicitNames } from "./actions/explicitNames.js";
import { planContext, type PlanContext, type PlanOptions } from "./context.js";
import { withDefinitions, withReaders } from "./impact/definitions.js";
import { implicitlyDroppedChecks } from "./impact/dependents.js";
import { opaqueAfter, opaqueAlong } from "./impact/opaqueBehind.js";
import { cascadedChanges, outsideBehind } from "./impact/dropDependents.js";
import { withImpliedKeys } from "./actions/impliedKeys.js";
import { leftAloneBehind, withLeftAlone } from "./effects/leftAlone.js";
import { operationsOf } from "./operations.js";
import { hazardsTold, type HazardsTold } from "./hazardsTold.js";
import { noUndrops, undropsOf } from "./actions/undrops.js";
import { lossesBeforeFailures } from "./order/safety.js";

export interface Plan extends Comparison {
  readonly dialect: string;
  /** Every hazard of every change, once, and those of the order in which they are carried out. */
  readonly hazards: readonly Hazard[];
  /** What is worth saying beside the findings: a name that carries its prefix twice, an ambiguous lent name. */
  readonly warnings: readonly string[];
  readonly from: Schema;
  readonly to: Schema;
  /** By which it can be told later whether a database is still what the plan was made from. */
  readonly sides: { readonly from: PlanSide; readonly to: PlanSide };
  /** In the order in which they execute. */
  readonly operations: readonly Operation[];
  /** Run one by one, in this order, they turn `from` into `to`. Throws `unsupported` where the dialect has no way. */
  readonly statements: readonly Sql[];
  /** The same statements with what is known of each, and the operation that it belongs to. Throws as `statements` does. */
  readonly statementValues: readonly PlannedStatement[];
  /** The statements as they are printed: SQLite's are for the command lines of older versions too. Throws as `statements` does. */
  readonly printed: readonly Sql[];
  /** The hazards of one of the operations, or of one inside of a batch, also of its place in the order. */
  readonly hazardsOf: (operation: Operation) => readonly Hazard[];
  /** `printed`, each with the hazards of the operation that it begins. */
  readonly printedWithHazards: readonly {
    readonly sql: Sql;
    readonly hazards: readonly Hazard[];
  }[];
  readonly reverse: () => Plan;
}

/** Of a schema that came as a value. */
const asGiven = (schema: Schema): PlanSide => ({
  fingerprint: fingerprintOf(schema),
  origin: "given",
  schemas: [],
  exclude: [],
  opaque: true,
});

const distinct = (hazards: readonly Hazard[]): readonly Hazard[] => [
  ...new Map(hazards.map((h) => [JSON.stringify(h), h])).values(),
];

/** A plan that cannot be made says why where it is asked for, and no report fails for it. */
const ofOrder = (
  operations: () => readonly Operation[],
  context: PlanContext,
): readonly Hazard[] => {
  try {
    return lossesBeforeFailures(operations(), context).flatMap((hazard) => hazard ?? []);
  } catch (error) {
    if (error instanceof SchemaDiffError) return [];
    throw error;
  }
};

const isBatch = ({ do: verb }: Operation): boolean => verb === "batch";

/** The schema behind the operations, where tables are rebuilt from their own text; elsewhere the one that was asked for says enough. */
const behind = (
  operations: readonly Operation[],
  before: Schema,
  to: Schema,
  { facts, ddl: { after } }: Dialect,
): Schema =>
  after === undefined || !facts.altersByRebuild || !operations.some(isBatch)
    ? to
    : operations.reduce((schema, operation) => after(operation, schema), before);

/** A statement is made on what the operations before it left; behind the last rebuild nothing is read any more. */
const statementsOf = (
  operations: readonly Operation[],
  before: Schema,
  { facts, ddl }: Dialect,
): readonly PlannedStatement[] => {
  const last = facts.altersByRebuild ? operations.findLastIndex(isBatch) : operations.length;
  let standing = before;
  const owners = new Map<Statement, number>();
  const own = operations.flatMap((operation, i) => {
    const statements = placed(
      () => ofObject(objectText(operation)),
      () => ddl.statements(operation, standing).map((one) => ({ ...one })),
    );
    for (const one of statements) owners.set(one, i);
    if (i < last && ddl.after !== undefined) standing = ddl.after(operation, standing);
    return statements;
  });
  return ddl
    .script(own)
    .map((one): PlannedStatement => ({ ...one, operation: owners.get(one) ?? null }));
};

/** A hazard is told where its operation begins. */
const told = (
  statements: readonly PlannedStatement[],
  operations: readonly Operation[],
  hazards: HazardsTold,
): Plan["printedWithHazards"] =>
  statements.map(({ sql, operation: i }, n) => {
    const operation = i === null || statements[n - 1]?.operation === i ? undefined : operations[i];
    return { sql, hazards: operation === undefined ? [] : hazards(operation) };
  });

/** A rebuild reads the text of a table also where that is not compared. */
const withTables = (schema: Schema, outside: readonly Table[] = []): Schema =>
  outside.length === 0 ? schema : { ...schema, tables: [...schema.tables, ...outside] };

export const planOf = (
  found: Comparison,
  from: Schema,
  to: Schema,
  options: PlanOptions = {},
  warnings: readonly string[] = [],
): Plan =>
  planOn(
    () => withTables(withLeftAlone(from, options.leftAlone ?? []), options.outside),
    found,
    from,
    to,
    options,
    warnings,
  );

/** `standing`: what the statements run on, where it is told in other words than `from`: behind the way there stands what a script left, not what was declared. */
const planOn = (
  standing: () => Schema,
  found: Comparison,
  given: Schema,
  to: Schema,
  options: PlanOptions,
  warnings: readonly string[],
): Plan => {
  const dialect = dialectNamed(given.dialect);
  const from = withReaders(given, dialect);
  const context = planContext(dialect, from, to, options);
  const named = options.explicitNames === true ? withExplicitNames(found, from, dialect) : found;
  const along = [...named.changes, ...cascadedChanges(named.changes, context)];
  const comparison = {
    ...named,
    changes: withBroken(
      // On the way back they are among the changes that are turned round.
      options.restores === undefined ? withImpliedKeys(along, context) : along,
      context,
    ),
  };
  const fromSide = once(options.sides?.from ?? (() => asGiven(given)));
  const toSide = once(options.sides?.to ?? (() => asGiven(to)));
  const operations = once(() => operationsOf(comparison.changes, context));
  const hazards = once(() =>
    distinct([
      ...comparison.changes.flatMap((change) => change.hazards),
      ...ofOrder(operations, context),
    ]),
  );
  const before = once(() => withDefinitions(standing(), dialect));
  const { forPrint } = dialect.ddl;
  const statements = once(() => statementsOf(operations(), before(), dialect));
  const printed = once(() =>
    forPrint === undefined ? statements() : statementsOf(operations(), forPrint(before()), dialect),
  );
  const hazardsOfOperation = once(() => hazardsTold(operations(), comparison.changes, context));
  const reverse = once(() => {
    const back = reversed(comparison);
    const changes = back.changes.map((change) =>
      withHazards(
        { ...change, hazards: hazardsOf(change) },
        dialect,
        context.version,
        context.toTable,
      ),
    );
    const reached = options.toIsDeclared === true ? applyChanges(from, comparison.changes) : to;
    const restores = implicitlyDroppedChecks(comparison.changes, context);
    const leftAloneBefore = leftAloneBehind(options.leftAlone ?? [], comparison.changes);
    return planOn(
      () => withLeftAlone(behind(operations(), before(), reached, dialect), leftAloneBefore),
      { ...back, changes },
      { ...reached, ...opaqueAfter(comparison.changes, context) },
      from,
      {
        ...options,
        // What had no name in the database has none again.
        explicitNames:
          options.explicitNames === true &&
          !(options.toIsDeclared === true && dialect.facts.namelessConstraints),
        toIsDeclared: false,
        refused: [],
        impossible: [],
        onDependents: "cascade",
        leftAloneBefore,
        outsideBefore: outsideBehind(
          options.outsideBefore ?? options.outside ?? [],
          comparison.changes,
        ),
        restores,
        restoresOpaque: opaqueAlong(comparison.changes, context),
        // there and back again, it is made as on the way there
        undrops: options.undrops === undefined ? undropsOf(operations, changes) : noUndrops,
        sides: { from: toSide, to: fromSide },
      },
      warnings,
    );
  });
  return {
    ...comparison,
    dialect: from.dialect,
    get hazards() {
      return hazards();
    },
    warnings,
    from: given,
    to,
    get sides() {
      return { from: fromSide(), to: toSide() };
    },
    get operations() {
      return operations();
    },
    get statements() {
      return sqlOf(statements());
    },
    get statementValues() {
      return statements();
    },
    get printed() {
      return sqlOf(printed());
    },
    hazardsOf: (operation) => hazardsOfOperation()(operation),
    get printedWithHazards() {
      return told(printed(), operations(), hazardsOfOperation());
    },
    reverse,
  };
};
