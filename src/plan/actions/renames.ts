/** Renames: the order in which they are shown, and how one is cut in two where names are exchanged. */
import { tableKey, type Operation } from "../../model/index.js";
import type { Dialect } from "../../dialects/index.js";
import type { PlanContext } from "../context.js";
import type { Step } from "../step.js";

const parkedNames = function* (): Generator<string, never> {
  for (let n = 1; ; n++) yield `schema_diff_parked_${n}`;
};

/** A NOT NULL that gets another name, where it is a constraint: renamed by way of a third name. */
const parkedNotNull = (
  operation: Operation<"alterColumn">,
  isTaken: (renamed: Operation) => boolean,
  { notNullConstraint }: Dialect,
): readonly [Operation, Operation] | null => {
  const { existing, change } = operation;
  if (notNullConstraint === undefined || existing === null || existing.nullable) return null;
  const { option } = notNullConstraint;
  if (change.options === undefined || change.options[option] === existing.options[option])
    return null;
  for (const name of parkedNames()) {
    const options = { ...existing.options, [option]: name };
    const first = { ...operation, change: { options } };
    if (!isTaken(first)) return [first, { ...operation, existing: { ...existing, options } }];
  }
  return null;
};

/** @param isTaken does any action of the plan touch the name that the operation would take? */
export const parked = (
  operation: Operation,
  isTaken: (renamed: Operation) => boolean,
  dialect: Dialect,
): readonly [Operation, Operation] | null => {
  if (operation.do === "alterColumn") return parkedNotNull(operation, isTaken, dialect);
  if (operation.do !== "renameConstraint" && operation.do !== "renameIndex") return null;
  // A rename from or to no name blocks no other.
  if (operation.name === "" || operation.to === null) return null;
  for (const name of parkedNames()) {
    const first = { ...operation, to: name };
    if (!isTaken(first)) return [first, { ...operation, name }];
  }
  return null;
};

/** The scope in which the name of what is renamed has to be unique. */
const scopeOf = ({ operation }: Step, { dialect }: PlanContext): string | null => {
  const { nameScope } = dialect.facts;
  if (operation.do !== "renameConstraint" && operation.do !== "renameIndex") return null;
  const { table } = operation;
  const scope = operation.do === "renameIndex" ? nameScope.index : nameScope[operation.kind];
  return scope === "schema" ? JSON.stringify([table.schema]) : tableKey(table);
};

/** For the reader: renames within one scope are shown together. */
export const renamesByScope = (steps: readonly Step[], context: PlanContext): readonly Step[] => {
  const scopes = new Map<string | null, Step[]>();
  for (const step of steps) {
    const scope = scopeOf(step, context);
    const others = scopes.get(scope);
    if (others === undefined) scopes.set(scope, [step]);
    else others.push(step);
  }
  return [...scopes.values()].flat();
};
