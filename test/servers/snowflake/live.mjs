/**
 * The live suite, `npm run test:snowflake`: the same tests on an account of Snowflake's, which SCHEMA_DIFF_TEST_SNOWFLAKE_URL
 * names. What the tests' own server only assumes is asked first, since all else stands on it.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { project } from "../places.mjs";
import { isAccount } from "./account.mjs";

const jest = (...args) =>
  spawnSync(
    process.execPath,
    [
      "--experimental-vm-modules",
      "--no-warnings",
      join(project, "node_modules/jest/bin/jest.js"),
      "--runInBand",
      ...args,
    ],
    { cwd: project, stdio: "inherit" },
  ).status ?? 1;

if (!isAccount(process.env.SCHEMA_DIFF_TEST_SNOWFLAKE_URL)) {
  process.stdout.write(
    "The live suite did not run: SCHEMA_DIFF_TEST_SNOWFLAKE_URL names no account of Snowflake's.\n",
  );
} else {
  const first = jest("test/servers/snowflake/assumed");
  const then = [
    jest("test/reflect/snowflake", "test/cli/snowflake"),
    jest("test/stories", "test/laws/graphs", "-t", "Snowflake"),
  ];
  process.exitCode = Math.max(first, ...then);
}
