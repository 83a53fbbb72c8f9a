/** Renders a plan in one of its formats: a migration script, SQL, JSON, a report. */
import { argumentsOf } from "../decode/arguments.js";
import {
  choice,
  dictionary,
  list,
  nameText,
  needed,
  optional,
  shape,
  text,
} from "../decode/decode.js";
import { SchemaDiffError } from "../model/index.js";
import { refuseHazards, type HazardPolicy, type Plan } from "../plan/index.js";
import { findingsJson } from "./json.js";
import { renderMigration } from "./migration.js";
import { planJson } from "./planDocument.js";
import { reportText } from "./report.js";
import { sqlTextWithHazards } from "./sql.js";

export interface RenderOptions {
  readonly format: "typescript" | "sql" | "json" | "plan" | "text";
  /** For `typescript`: the message of the script. */
  readonly message?: string;
  readonly revision?: string;
  readonly downRevision?: string | readonly string[] | null;
  /** For `typescript`: the absolute path to which it will be written; prettier's settings there are used. */
  readonly file?: string;
  /** For `typescript` and `sql`, which are meant to be run: hazards that are refused, by code (`ask` refuses as well). */
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
  sql: (plan) => sqlTextWithHazards(plan.printedWithHazards),
  json: (plan) => findingsJson(plan),
  plan: (plan) => planJson(plan),
  text: (plan) => reportText(plan),
};

const renderOptions = shape<RenderOptions>({
  format: needed(choice("typescript", "sql", "json", "plan", "text")),
  message: text,
  revision: nameText,
  downRevision: optional<string | readonly string[]>((value, at) =>
    Array.isArray(value) ? list(nameText)(value, at) : nameText(value, at),
  ),
  file: nameText,
  hazards: dictionary(choice("refuse", "ask", "allow")),
});

const usage = 'render(plan, { format: "typescript", revision: "0001" })';

export const render = async (plan: Plan, asked: RenderOptions): Promise<string> => {
  const options = argumentsOf("usage", "render", usage).options(renderOptions, asked);
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
