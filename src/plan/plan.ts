/** A plan: what differs, the operations that resolve it, their statements, and the way back. */
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
import { opaqueAfter, opaqueAlong } from "./impact/opaqueAfter.js";
import { cascadedChanges, outsideAfter } from "./impact/dropDependents.js";
import { withImpliedKeys } from "./actions/impliedKeys.js";
import { leftAloneAfter, withLeftAlone } from "./effects/leftAlone.js";
import { operationsOf } from "./operations.js";
import { reportedHazards, type ReportedHazards } from "./reportedHazards.js";
import { noUndrops, undropsOf } from "./actions/undrops.js";
import { lossesBeforeFailures } from "./order/safety.js";

export interface Plan extends Comparison {
  readonly dialect: string;
  /** Every hazard of the changes, once each, and those that only the order of the operations causes. */
  readonly hazards: readonly Hazard[];
  /** What to report besides the findings: a name that has its prefix twice, an ambiguous lent name. */
  readonly warnings: readonly string[];
  /** As it was read: a plan without changes needs no details that no declaration uses (`ReflectOptions.onlyCompared`). */
  readonly from: Schema;
  readonly to: Schema;
  /** By which it can be told later whether a database is still the one that the plan was made from. */
  readonly sides: { readonly from: PlanSide; readonly to: PlanSide };
  /** In the order in which they run. */
  readonly operations: readonly Operation[];
  /** Run one by one, in this order, they turn `from` into `to`. Throws `unsupported` where the dialect cannot. */
  readonly statements: readonly Sql[];
  /** The same statements as values, each with its operation. Throws as `statements` does. */
  readonly statementValues: readonly PlannedStatement[];
  /** The statements in the form that is printed: SQLite's also run in older versions of its command line. Throws as `statements` does. */
  readonly printed: readonly Sql[];
  /** The hazards of one operation, alone or inside a batch, with those of its place in the order. */
  readonly hazardsOf: (operation: Operation) => readonly Hazard[];
  /** `printed`, each statement with the hazards of the operation that begins with it. */
  readonly printedWithHazards: readonly {
    readonly sql: Sql;
    readonly hazards: readonly Hazard[];
  }[];
  readonly reverse: () => Plan;
}

/** The side of a schema that was given as a value. */
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

/** The hazards of the order of operations; none where the plan cannot be made: the error is thrown where the operations are asked for, and no report fails because of it. */
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

/** The schema after the operations. It is computed only where tables are rebuilt from their own text; elsewhere `to` is enough. */
const schemaAfter = (
  operations: readonly Operation[],
  before: Schema,
  to: Schema,
  { facts, ddl: { after } }: Dialect,
): Schema =>
  after === undefined || !facts.altersByRebuild || !operations.some(isBatch)
    ? to
    : operations.reduce((schema, operation) => after(operation, schema), before);

/** The statements of the operations, each made for the schema that the operations before it left; after the last rebuild no statement reads that any more. */
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

/** The statements with hazards: those of an operation are at its first statement. */
const withHazardsOf = (
  statements: readonly PlannedStatement[],
  operations: readonly Operation[],
  hazards: ReportedHazards,
): Plan["printedWithHazards"] =>
  statements.map(({ sql, operation: i }, n) => {
    const operation = i === null || statements[n - 1]?.operation === i ? undefined : operations[i];
    return { sql, hazards: operation === undefined ? [] : hazards(operation) };
  });

/** The schema with the outside tables: a rebuild reads the text of a table even where it is not compared. */
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

/** `standing`: the schema that the statements run on, where that is not `from`: on the way back it is what the script left, not what was declared. */
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
      // On the way back, these changes are already among the reversed ones.
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
      ...(comparison.changes.length === 0 ? [] : ofOrder(operations, context)),
    ]),
  );
  const before = once(() => withDefinitions(standing(), dialect));
  const { forPrint } = dialect.ddl;
  const statements = once(() => statementsOf(operations(), before(), dialect));
  const printed = once(() =>
    forPrint === undefined ? statements() : statementsOf(operations(), forPrint(before()), dialect),
  );
  const hazardsOfOperation = once(() => reportedHazards(operations(), comparison.changes, context));
  const reverse = once(() => {
    const back = reversed(comparison);
    const changes = back.changes.map((change) =>
      withHazards({ ...change, hazards: hazardsOf(change) }, dialect, context.version, {
        from: to,
        to: from,
        tableIn: context.toTable,
      }),
    );
    const reached = options.toIsDeclared === true ? applyChanges(from, comparison.changes) : to;
    const restores = implicitlyDroppedChecks(comparison.changes, context);
    const leftAloneBefore = leftAloneAfter(options.leftAlone ?? [], comparison.changes);
    return planOn(
      () => withLeftAlone(schemaAfter(operations(), before(), reached, dialect), leftAloneBefore),
      { ...back, changes },
      { ...reached, ...opaqueAfter(comparison.changes, context) },
      from,
      {
        ...options,
        // What had no name in the database gets none on the way back.
        explicitNames:
          options.explicitNames === true &&
          !(options.toIsDeclared === true && dialect.facts.namelessConstraints),
        toIsDeclared: false,
        refused: [],
        impossible: [],
        onDependents: "cascade",
        leftAloneBefore,
        outsideBefore: outsideAfter(
          options.outsideBefore ?? options.outside ?? [],
          comparison.changes,
        ),
        restores,
        restoresOpaque: opaqueAlong(comparison.changes, context),
        // on the way back of the way back, objects are created as on the way there
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
      return withHazardsOf(printed(), operations(), hazardsOfOperation());
    },
    reverse,
  };
};
