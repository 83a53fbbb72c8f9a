/** Where the test servers live: what is installed stays in `.servers/`, what they write goes to memory where there is some. */
import { accessSync, constants } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Everything that `install.mjs` fetches. Set the variable to share one folder between several checkouts. */
export const installed = process.env.SCHEMA_DIFF_TEST_SERVERS ?? join(project, ".servers");

/** PostgreSQL as its npm package has it. */
export const postgresTree = (folder) => join(installed, folder, "native");

/** MySQL and all that it needs, unpacked. */
export const mysqlTree = join(installed, "mysql");

/** Snowflake's driver and all that it needs, and where Node looks for it: it is too large for `npm ci`. */
export const snowflakeDriver = join(installed, "snowflake-sdk/node_modules/snowflake-sdk");
export const snowflakeLink = join(project, "node_modules/snowflake-sdk");

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

/** A Node.js whose `node:sqlite` tells of transactions (22.16): this one, or one of our own. */
export const nodeWithSqlite =
  major > 22 || (major === 22 && minor >= 16)
    ? process.execPath
    : join(installed, "node-24/bin/node");

const writable = (folder) => {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** Data is thrown away after the run, so it need not see a disk. */
export const scratch = writable("/dev/shm") ? "/dev/shm" : tmpdir();

export const isRoot = process.getuid?.() === 0;

/** PostgreSQL refuses to run as root; `nobody` is there on every Debian. */
export const nobody = { uid: 65534, gid: 65534 };
