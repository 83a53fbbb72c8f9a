/** Which tests begin first: the long ones, so that none of them runs at the end while the other cores have nothing to do. */
import Sequencer from "@jest/test-sequencer";

/** Longest first; jest itself would go by the sizes of the files, until it has seen how long each takes. */
const longest = [
  "test/stories.test.ts",
  "test/cli/init.test.ts",
  "test/plan/ties.test.ts",
  "test/laws/graphs.test.ts",
  "test/hostile/hostile.test.ts",
  "test/rebuild/fault.test.ts",
];

const rank = ({ path }) => {
  const at = longest.findIndex((file) => path.endsWith(file));
  return at < 0 ? longest.length : at;
};

export default class LongestFirst extends (Sequencer.default ?? Sequencer) {
  async sort(tests) {
    const sorted = await super.sort(tests);
    return [...sorted].sort((a, b) => rank(a) - rank(b));
  }
}
