/**
 * What stands beside a hostile text and has to stand when it was read: a row of a table, a file, and no second file. The
 * servers may write into the folder, so that one which is made to run a text leaves a trace.
 */
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { query } from "../servers/urls.js";
import { execute, onHandle } from "../stories/places.js";

const folder = mkdtempSync(join(tmpdir(), "c-"));
chmodSync(folder, 0o777);

/** No text may make it. */
export const made = join(folder, "made");
/** No text may remove it. */
export const stands = join(folder, "stands");
writeFileSync(stands, "");
chmodSync(stands, 0o666);

/** For `afterAll`. */
export const removeFiles = (): void => {
  rmSync(folder, { recursive: true, force: true });
};

export const placeCanary = async (url: string): Promise<void> => {
  await execute(url, "CREATE TABLE canary (id integer PRIMARY KEY)");
  await execute(url, "INSERT INTO canary VALUES (1)");
};

const rows = async (url: string): Promise<number> => {
  const question = "SELECT id FROM canary";
  return url.startsWith("sqlite:")
    ? onHandle(url, (database) => database.prepare(question).all().length)
    : (await query(url, question)).length;
};

interface Traces {
  readonly about: string;
  readonly rows: number;
  readonly stands: boolean;
  readonly made: boolean;
}

/** What is found of the canaries; `about` says after which text. */
export const tracesIn = async (url: string, about: string): Promise<Traces> => ({
  about,
  rows: await rows(url),
  stands: existsSync(stands),
  made: existsSync(made),
});

/** Nothing was run. */
export const untouched = (about: string): Traces => ({ about, rows: 1, stands: true, made: false });

/** Takes back what a control made on purpose. */
export const forgetMade = (): void => {
  rmSync(made, { force: true });
};
