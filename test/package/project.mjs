/** A new project of a user's in a folder of its own, and commands that are run in it. */
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/**
 * Whatever hangs is a failure of its own: nothing here takes a tenth of it, but building a driver.
 */
const patience = 600_000;

/**
 * The variables of an `npm run` around us say things about this project, and a terminal's colours
 * about our reader.
 */
const outside = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(?:npm_(?!config_(?:registry|cafile)$)|DATABASE_URL$|NODE_OPTIONS$|FORCE_COLOR$|SCHEMA_DIFF_)/i.test(
          name,
        ),
    ),
  );

/**
 * @param files by name, what the project holds before anything is installed
 * @param programs folders that go before those on the PATH
 * @returns the folder, and `sh`, which runs commands there and gives what they printed and how
 * they ended
 */
export const newProject = ({ files, programs, environment }) => {
  const folder = mkdtempSync(join(tmpdir(), "schema-diff-project-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const env = {
    ...outside(),
    ...environment,
    CI: "1",
    PATH: [...programs, process.env.PATH].join(delimiter),
  };
  const sh = (commands) =>
    new Promise((resolve, reject) => {
      const child = spawn("sh", ["-ec", `exec 2>&1\n${commands}`], {
        cwd: folder,
        env,
        stdio: ["ignore", "pipe", "inherit"],
        detached: true,
      });
      let output = "";
      const timer = setTimeout(() => {
        output += `\n(still running after ${patience / 1000} s)`;
        process.kill(-child.pid, "SIGKILL");
      }, patience);
      child.stdout.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
      child.once("error", reject);
      child.once("close", (status) => {
        clearTimeout(timer);
        resolve({ status, output: output.trimEnd() });
      });
    });
  return { folder, sh };
};
