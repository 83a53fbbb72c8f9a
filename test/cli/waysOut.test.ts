/** No error leaves the user without a way out, and each code has its page. */
import { readFileSync } from "node:fs";
import { SchemaDiffError, type ErrorCode } from "../../src/index.js";
import { failureText } from "../../src/cli/failure.js";
import { waysOut } from "../../src/cli/waysOut.js";

const codes = Object.keys(waysOut) as readonly ErrorCode[];
const page = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => [/^`(\w+)`/.exec(section)?.[1], section.split("\n\n").slice(1)] as const),
);

test.each(codes)(
  "%s has a way out, also where the error says none, and a section in docs/errors.md",
  (code) => {
    expect(failureText(new SchemaDiffError(code, "it is wrong"), false)).toBe(
      `error: it is wrong\n  → ${waysOut[code]}`,
    );
    expect(failureText(new SchemaDiffError(code, "it is wrong", "do this"), false)).toBe(
      "error: it is wrong\n  → do this",
    );
    const [what = "", how = ""] = sections.get(code) ?? [];
    expect(what.length).toBeGreaterThan(20);
    expect(how.length).toBeGreaterThan(20);
  },
);

test("the page has no section of a code that is gone", () =>
  expect([...sections.keys()].sort()).toEqual([...codes].sort()));

test("the place is said, with the path as the user would write it", () => {
  const place = { file: `${process.cwd()}/schema.ts`, line: 12, object: "table user" };
  expect(
    failureText(new SchemaDiffError("metadata", "it is wrong", "do this", { place }), false),
  ).toBe("error: it is wrong\n  in schema.ts:12\n  → do this");
});
