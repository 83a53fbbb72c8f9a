/** A jest reporter that says the outcome on one plain line, for machines: `12 passed, 0 failed`. A file that did not even load counts as a failure. */
export default class Counts {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    process.stdout.write(
      `\n${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed\n`,
    );
  }
}
