/** Plans, comparisons and schemas as text: scripts, SQL, reports, JSON, diagrams. */
export { formatTypeScript } from "./format.js";
export { renderMigration, type Migration } from "./migration.js";
export { operationText } from "./operations/index.js";
export type * from "./operations/literal.js";
export { stringLiteral } from "./literals.js";
export { valueText } from "./value.js";
export { findingsData, findingsJson, type Findings } from "./json.js";
export { parseSnapshot, snapshotJson, snapshotSchema } from "./snapshot.js";
export { sqlText } from "./sql.js";
export { plainPaint, reportText, type Paint } from "./report.js";
export { jsonText, manyLines, oneLine } from "./visible.js";
export { mermaidText } from "./mermaid.js";
