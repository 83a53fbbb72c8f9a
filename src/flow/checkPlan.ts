/** Checks, before a stored plan runs, whether the database is still the one that the plan was made from. */
import { planSide, type PlanDocument } from "../codec/plan.js";
import { argumentsOf } from "../decode/arguments.js";
import { nameText, typeError, under, type Decoder } from "../decode/decode.js";
import { fingerprintOf } from "../codec/fingerprint.js";
import { SchemaDiffError } from "../model/index.js";
import type { LoadOptions } from "./load.js";
import { reflect } from "./reflect.js";
import type { Source } from "./source.js";

const isRecord = (value: unknown): value is object => typeof value === "object" && value !== null;

const storedPlan: Decoder<Pick<PlanDocument, "dialect" | "from">> = (value, at) => {
  if (!isRecord(value) || !("from" in value) || !("dialect" in value))
    throw typeError(at, "a plan, as readPlan gives it", value);
  return {
    dialect: nameText(value.dialect, under(at, "dialect")),
    from: planSide.decode(value.from, under(at, "from")),
  };
};

/**
 * Reads the source in the same way as the plan's own `from` was read, and compares the fingerprints. Never writes.
 * @throws SchemaDiffError `stale` where the schema has changed since; `usage` where the plan starts from a declaration, or from another dialect
 */
export const checkPlan = async (
  plan: Pick<PlanDocument, "dialect" | "from">,
  source: Source,
  options: Pick<LoadOptions, "cwd" | "devUrl" | "progress" | "detail" | "include" | "exclude"> = {},
): Promise<void> => {
  const { dialect, from } = argumentsOf("usage", "checkPlan", "checkPlan(readPlan(text), url)").one(
    "plan",
    storedPlan,
    plan,
  );
  if (from.origin === "declared")
    throw new SchemaDiffError(
      "usage",
      "the plan starts from what was declared, so that no database can be told to be its beginning",
      "make it of the database and what it is to become",
    );
  const live = await reflect(source, {
    ...options,
    dialect,
    schemas: from.schemas,
    include: [...(from.include ?? []), ...(options.include ?? [])],
    exclude: [...from.exclude, ...(options.exclude ?? [])],
  });
  if (live.dialect !== dialect)
    throw new SchemaDiffError(
      "usage",
      `the plan is of ${dialect}, and the database of ${live.dialect}`,
      "give the database that the plan was made from",
    );
  const { opaque: _opaque, ...modelled } = live;
  const found = fingerprintOf(from.opaque ? live : modelled);
  if (found === from.fingerprint) return;
  throw new SchemaDiffError(
    "stale",
    `the database is not what the plan was made from: its schema has the fingerprint ${found}, and had ${from.fingerprint}`,
    "make the plan again, and look at what it says now",
  );
};
