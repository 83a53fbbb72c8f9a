/** A plan as a JSON file, and back; what does not fit is an error that names its path. */
import { planDocument, type PlanDocument } from "../codec/plan.js";
import { argumentsOf } from "../decode/arguments.js";
import { text as anyText } from "../decode/decode.js";
import type { Plan } from "../plan/index.js";
import { documentFile, documentJson } from "./document.js";

/** What `$schema` says: the JSON Schema that comes with this package. */
const planSchema = "schema-diff/plan.schema.json";

const again = "write it again with `schema-diff diff --format plan`";

/** The plan as data: what it does, with what, and what it was made from. Throws as `plan.statements` does. */
const planData = (plan: Plan): PlanDocument => ({
  formatVersion: 1,
  dialect: plan.dialect,
  ...plan.sides,
  operations: plan.operations,
  statements: plan.statementValues,
  hazards: plan.hazards,
});

export const planJson = (plan: Plan): string =>
  documentJson(planSchema, planDocument.encode(planData(plan)));

const parse = documentFile("plan", planDocument, again);

/**
 * A stored plan, read back.
 * @param where the file, for messages
 * @throws SchemaDiffError `plan`, with the path of what does not fit
 */
export const readPlan = (text: string, where = "the text"): PlanDocument =>
  parse(
    argumentsOf(
      "usage",
      "readPlan",
      'readPlan(await readFile("plan.json", "utf8"), "plan.json")',
    ).one("text", anyText, text),
    where,
  );
