/** The graph of revisions and what targets mean in it. */
import {
  afterDowngrade,
  afterUpgrade,
  checkKnown,
  graphOf,
  onlyHead,
  revisionNamed,
  type Revision,
} from "../../src/migrate/revisions.js";
import { downgradeSteps, upgradeSteps } from "../../src/migrate/targets.js";

const r = (revision: string, ...downRevisions: string[]): Revision => ({ revision, downRevisions });

/** a1 ← b1 ← b2 ┐
 *     ↖ c1 ─────┴ m1 ← z1 */
const merged = graphOf([
  r("z1", "m1"),
  r("m1", "b2", "c1"),
  r("b2", "b1"),
  r("c1", "a1"),
  r("b1", "a1"),
  r("a1"),
]);
const forked = graphOf([r("a1"), r("b1", "a1"), r("b2", "b1"), r("c1", "a1")]);
const names = (steps: readonly Revision[]): readonly string[] => steps.map((s) => s.revision);

test("every revision comes after those that it depends on, whatever the order of the files", () => {
  expect(names(merged.order)).toEqual(["a1", "b1", "b2", "c1", "m1", "z1"]);
  expect(merged.heads).toEqual(["z1"]);
  expect(forked.heads).toEqual(["b2", "c1"]);
});

test("a missing revision and a circle are named", () => {
  expect(() => graphOf([r("b", "a")])).toThrow("revision b stands on a, which no script has");
  expect(() => graphOf([r("a", "c"), r("b", "a"), r("c", "b"), r("x")])).toThrow(
    "the revisions go in a circle: a → c → b → a",
  );
});

test("prefixes find one revision, or say which they could be", () => {
  expect(revisionNamed(merged, "c")).toBe("c1");
  expect(() => revisionNamed(merged, "b")).toThrow("b could be b1, b2");
  expect(() => revisionNamed(merged, "q")).toThrow('no script has the revision "q"');
  expect(() => revisionNamed(merged, "")).toThrow("could be");
});

test("two heads are named", () => {
  expect(() => onlyHead(forked)).toThrow("there are 2 heads: b2, c1");
  expect(() => upgradeSteps(forked, [], "head")).toThrow("there are 2 heads");
  expect(names(upgradeSteps(forked, [], "heads"))).toEqual(["a1", "b1", "b2", "c1"]);
});

test.each([
  [[], "head", ["a1", "b1", "b2", "c1", "m1", "z1"]],
  [["b1"], "z1", ["b2", "c1", "m1", "z1"]],
  [["b2", "c1"], "+1", ["m1"]],
  [[], "c1", ["a1", "c1"]],
  [["z1"], "head", []],
])("upgrade from %j to %s runs %j", (current, target, steps) => {
  expect(names(upgradeSteps(merged, current, target))).toEqual(steps);
});

test.each([
  [["z1"], "base", ["z1", "m1", "c1", "b2", "b1", "a1"]],
  [["z1"], "-2", ["z1", "m1"]],
  [["z1"], "b1", ["z1", "m1", "b2"]],
  [["b2", "c1"], "a1", ["c1", "b2", "b1"]],
])("downgrade from %j to %s takes back %j", (current, target, steps) => {
  expect(names(downgradeSteps(merged, current, target))).toEqual(steps);
});

test("steps that are not clear are refused", () => {
  expect(() => upgradeSteps(merged, ["a1"], "+1")).toThrow("+1 could be b1 or c1");
  expect(() => upgradeSteps(merged, ["z1"], "+1")).toThrow("goes past the last script");
  expect(() => upgradeSteps(merged, ["z1"], "-1")).toThrow("an upgrade cannot go to -1");
  expect(() => downgradeSteps(merged, ["b2", "c1"], "-1")).toThrow("-1 is not clear");
  expect(() => downgradeSteps(merged, ["b1"], "z1")).toThrow("has not reached z1");
  expect(() => checkKnown(merged, ["z1", "zz"], "migrations")).toThrow(
    "the database is at zz, which no script in migrations has",
  );
});

test("the version rows are the heads of what has run, all the way up and down", () => {
  let rows: readonly string[] = [];
  const seen: (readonly string[])[] = [];
  for (const step of upgradeSteps(merged, rows, "head")) {
    rows = afterUpgrade(rows, step);
    seen.push(rows);
  }
  expect(seen).toEqual([["a1"], ["b1"], ["b2"], ["b2", "c1"], ["m1"], ["z1"]]);
  const down: (readonly string[])[] = [];
  for (const step of downgradeSteps(merged, rows, "base")) {
    rows = afterDowngrade(merged, rows, step);
    down.push(rows);
  }
  expect(down).toEqual([["m1"], ["b2", "c1"], ["b2"], ["b1"], ["a1"], []]);
});
