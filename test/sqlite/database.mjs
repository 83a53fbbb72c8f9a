/**
 * SQLite for tests, by the driver that this run is about: better-sqlite3, or with
 * SCHEMA_DIFF_TEST_SQLITE=node:sqlite what Node.js has built in, under better-sqlite3's names.
 */
import { load } from "./load.mjs";

export const driver = process.env.SCHEMA_DIFF_TEST_SQLITE ?? "better-sqlite3";

const { Database, handleOf } = await load(driver);

export default Database;
/** What is given to the library as a source: the driver's own handle. */
export { handleOf };
