/** Writes a plan as a JSON file, and reads it back; a file that does not fit is an error that names the path in it. */
import { planDocument, type PlanDocument } from "../codec/plan.js";
import { argumentsOf } from "../decode/arguments.js";
import { text as anyText } from "../decode/decode.js";
import type { Plan } from "../plan/index.js";
import { documentFile, documentJson } from "./document.js";

/** The value of `$schema`: the JSON Schema that is part of this package. */
const planSchema = "schema-diff/plan.schema.json";

const again = "write it again with `schema-diff diff --format plan`";

/** The plan as data: its operations and statements, and the sides that it was made from. Throws as `plan.statements` does. */
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
 * Reads a stored plan.
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
