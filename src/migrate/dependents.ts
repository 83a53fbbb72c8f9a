/** Replaces an operation that specifies what happens to the dependents of its object by operations that drop them by name. */
import type { Dialect } from "../dialects/index.js";
import {
  nameText,
  SchemaDiffError,
  type Constraint,
  type Index,
  type Operation,
  type Schema,
  type Table,
} from "../model/index.js";
import {
  dependentText,
  dropsOf,
  goingAlong,
  goneText,
  standingOn,
  type Dependent,
  type Gone,
} from "../plan/index.js";
import { constraintCalled, tableIn } from "./resolve.js";
import { schemaDrops } from "./schemaDrops.js";

type Drop = Operation<"dropConstraint" | "dropColumn" | "dropTable">;

const isDrop = (operation: Operation): operation is Drop =>
  operation.do === "dropConstraint" ||
  operation.do === "dropColumn" ||
  operation.do === "dropTable";

const saysPolicy = (operation: Operation): boolean =>
  (isDrop(operation) || operation.do === "dropSchema") && operation.onDependents !== undefined;

/** Does the database have to be asked for the dependents of the object? */
export const asksDependents = (operation: Operation): boolean =>
  operation.do === "batch" ? operation.operations.some(saysPolicy) : saysPolicy(operation);

/** The schemas of the object; none: the connection's own. */
export const schemasOfDrop = (operation: Operation): readonly string[] => {
  if (operation.do === "dropSchema") return [operation.name];
  return "table" in operation && operation.table.schema !== null ? [operation.table.schema] : [];
};

export const stillUsed = (of: string, by: readonly string[]): SchemaDiffError =>
  new SchemaDiffError(
    "dependents",
    `${of} is still used: ${by.join(", ")}`,
    'drop that first, or say { onDependents: "cascade" }, and it is dropped by name',
  );

const goneBy = (operation: Drop, table: Table, { facts }: Dialect): Gone => {
  if (operation.do === "dropTable") return { table };
  if (operation.do === "dropColumn") return { table, columns: [operation.name] };
  const { kind, name, dropped } = operation;
  const key = dropped ?? constraintCalled(table, kind, name, facts);
  const same = table.constraints.find((c) => JSON.stringify(c) === JSON.stringify(key));
  return { table, key: same ?? key };
};

type Item = Constraint | Index | undefined;

/** The dependents to drop before the operation, without those that are dropped already. */
const before = (
  operation: Drop,
  schema: Schema,
  gone: ReadonlySet<Item>,
  dialect: Dialect,
): readonly Dependent[] => {
  const table = tableIn(schema, operation.table, dialect.facts);
  if (table === null || operation.onDependents === undefined) return [];
  const one = goneBy(operation, table, dialect);
  const there = ({ constraint, index }: Dependent): boolean => !gone.has(constraint ?? index);
  const standing = standingOn(one, schema.tables, dialect).filter(there);
  if (standing.length > 0 && operation.onDependents === "restrict")
    throw stillUsed(goneText(one), standing.map(dependentText));
  return [...standing, ...goingAlong(one, dialect).filter(there)];
};

/** The parts of its table that an operation of a batch drops by name. */
const droppedBy = (operation: Operation, { constraints, indexes }: Table): readonly Item[] => {
  if (operation.do === "dropConstraint")
    return constraints.filter(
      (c) =>
        c.kind === operation.kind &&
        (nameText(c.name) === operation.name || c === operation.dropped),
    );
  return operation.do === "dropIndex"
    ? indexes.filter((i) => nameText(i.name) === operation.name)
    : [];
};

const inBatch = (
  batch: Operation<"batch">,
  schema: Schema,
  dialect: Dialect,
): readonly Operation[] => {
  const own = tableIn(schema, batch.table, dialect.facts);
  const gone = new Set<Item>();
  const [elsewhere, within]: [Operation[], Operation[]] = [[], []];
  for (const operation of batch.operations) {
    for (const item of own === null ? [] : droppedBy(operation, own)) gone.add(item);
    for (const dependent of isDrop(operation) ? before(operation, schema, gone, dialect) : []) {
      gone.add(dependent.constraint ?? dependent.index);
      (dependent.table === own ? within : elsewhere).push(...dropsOf(dependent));
    }
    within.push(operation);
  }
  return [...elsewhere, { ...batch, operations: within }];
};

/**
 * The operation, and before it those that drop the dependents of its object.
 * @throws SchemaDiffError `dependents` with a list of them, where the operation specifies `restrict`
 */
export const withDependents = (
  operation: Operation,
  schema: Schema,
  dialect: Dialect,
): readonly Operation[] => {
  if (!asksDependents(operation)) return [operation];
  if (operation.do === "batch") return inBatch(operation, schema, dialect);
  if (operation.do === "dropSchema") {
    const { refusal, drops } = schemaDrops(operation.name, schema);
    if (refusal.length > 0) throw stillUsed(`schema ${operation.name}`, refusal);
    if (operation.onDependents === "restrict" && drops.length > 0)
      throw stillUsed(
        `schema ${operation.name}`,
        drops.map(({ said }) => said),
      );
    return [...drops.flatMap(({ operations }) => operations), operation];
  }
  return isDrop(operation)
    ? [...before(operation, schema, new Set(), dialect).flatMap(dropsOf), operation]
    : [operation];
};
