/** Renders plans, comparisons and schemas as text: scripts, SQL, reports, JSON, diagrams. */
export { formatTypeScript } from "./format.js";
export { renderMigration } from "./migration.js";
export type * from "../codec/literal.js";
export { findingsData, findingsJson, type Findings } from "./json.js";
export { planJson } from "./planDocument.js";
export { parseSnapshot, snapshotJson, snapshotSchema } from "./snapshot.js";
export { prerequisitesText, sqlText, sqlTextWithHazards } from "./sql.js";
export { plainPaint, reportText, type Paint } from "./report.js";
export { mermaidText } from "./mermaid.js";
