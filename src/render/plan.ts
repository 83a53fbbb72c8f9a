/** A plan in any of its formats: a migration script, SQL, JSON, a report. */
import { SchemaDiffError } from "../model/index.js";
import { refuseHazards, type HazardPolicy, type Plan } from "../plan/index.js";
import { findingsJson } from "./json.js";
import { renderMigration } from "./migration.js";
import { planJson } from "./planDocument.js";
import { reportText } from "./report.js";
import { toldSqlText } from "./sql.js";

export interface RenderOptions {
  readonly format: "typescript" | "sql" | "json" | "plan" | "text";
  /** For `typescript`: what the script is about. */
  readonly message?: string;
  readonly revision?: string;
  readonly downRevision?: string | readonly string[] | null;
  /** For `typescript`: where it is to be written, absolute; it is laid out as prettier is set up there. */
  readonly file?: string;
  /** For `typescript` and `sql`, which are there to be run: hazards that are refused, by their code (`ask` refuses as well). */
  readonly hazards?: HazardPolicy;
}

const typescript = (
  plan: Plan,
  { message = "", revision, downRevision = null, file }: RenderOptions,
): Promise<string> => {
  if (revision === undefined)
    throw new SchemaDiffError(
      "usage",
      "a migration script needs a revision",
      "give { revision } to render",
    );
  return renderMigration({
    up: plan.operations,
    down: plan.reverse().operations,
    message,
    revision,
    downRevision,
    dialect: plan.dialect,
    hazards: { up: plan.hazardsOf, down: plan.reverse().hazardsOf },
    file: file ?? null,
  });
};

const formats: Readonly<
  Record<RenderOptions["format"], (plan: Plan, options: RenderOptions) => string | Promise<string>>
> = {
  typescript,
  sql: (plan) => toldSqlText(plan.printedWithHazards),
  json: (plan) => findingsJson(plan),
  plan: (plan) => planJson(plan),
  text: (plan) => reportText(plan),
};

export const render = async (plan: Plan, options: RenderOptions): Promise<string> => {
  const { format, hazards } = options;
  if (hazards !== undefined && (format === "typescript" || format === "sql"))
    refuseHazards(
      plan,
      hazards,
      ({ code }) =>
        `look at what it does, and give { hazards: { "${code}": "allow" } } where that is meant`,
    );
  return formats[format](plan, options);
};
