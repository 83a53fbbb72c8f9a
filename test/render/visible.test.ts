/** Names that hold controls: a report keeps one line a finding, JSON says the same, and nothing reaches the terminal but text. */
import {
  byAuthor,
  emptySchema,
  plainColumn,
  type Change,
  type Table,
} from "../../src/model/index.js";
import { findingsJson, mermaidText, reportText, type Findings } from "../../src/render/index.js";

const ugly = "a\nb\r\u001b[31m\u009b2J\u202eé😀\ud800`${process.exit(9)}";
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;

const table: Table = {
  schema: ugly,
  name: ugly,
  columns: [plainColumn(ugly, "text")],
  constraints: [],
  indexes: [],
  comment: ugly,
  options: {},
  definition: null,
};
const place = { schema: ugly, table: ugly, name: ugly, because: ugly };
const change: Change = {
  verb: "alter",
  kind: "check",
  ...place,
  hazards: [{ code: "may-fail-on-rows", message: ugly }],
  aspects: [{ path: "expression", from: ugly, to: ugly }],
  from: null,
  to: {
    kind: "check",
    name: byAuthor(ugly),
    comment: null,
    expression: ugly,
    validated: true,
    enforced: true,
    inherited: true,
    ofColumn: null,
  },
};
const findings: Findings = {
  dialect: "sqlite",
  inSync: false,
  statements: [ugly],
  changes: [change],
  undecided: [{ kind: "check", ...place, aspects: [] }],
  skipped: [{ kind: "check", schema: ugly, table: ugly, side: "live", count: 1, because: ugly }],
  notCompared: [
    { kind: "view", schema: ugly, name: ugly, table: null, definition: null, side: "from" },
  ],
};

test("a report", () => {
  const text = reportText(findings);
  expect(text).not.toMatch(controls);
  expect(
    text
      .trimEnd()
      .split("\n")
      .filter((line) => line !== ""),
  ).toHaveLength(11);
  expect(text).toContain("a\\nb\\r\\u001b[31m\\u009b2J\\u202eé😀\\ud800`${process.exit(9)}");
});

test("JSON", () => {
  const text = findingsJson(findings);
  expect(text).not.toMatch(controls);
  expect(JSON.parse(text)).toMatchObject({
    statements: [ugly],
    changes: [{ name: ugly, because: ugly }],
  });
});

test("a diagram", () =>
  expect(mermaidText({ ...emptySchema("sqlite"), tables: [table] })).not.toMatch(controls));
