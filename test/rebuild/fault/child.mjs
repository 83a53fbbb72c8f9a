/**
 * Runs the migrations of a directory on a SQLite file, and kills itself (SIGKILL) around one statement.
 * Arguments: file, directory, "before" | "after" | "never", which statement (from 0). Prints how many statements there were.
 */
import Database, { handleOf } from "../../sqlite/database.mjs";
import { Migrator } from "../../../dist/index.js";

const [file, directory, when, which] = process.argv.slice(2);
const database = new Database(file);
// So small a cache that pages go to the disk long before the commit: what was killed has something to take back.
database.pragma("cache_size = 5");

const die = () => process.kill(process.pid, "SIGKILL");
/** To see that the test sees: without the transaction it must fail. */
const ignored =
  process.env.FAULT_WITHOUT_TRANSACTION === undefined ? /^(?!)/ : /^(?:BEGIN IMMEDIATE|COMMIT)$/;
let count = 0;
const exec = (sql) => {
  const here = count === Number(which);
  count += 1;
  if (here && when === "before") die();
  try {
    if (!ignored.test(sql)) database.exec(sql);
  } finally {
    // Some are tried only, and fail: a BEGIN where a transaction is open already.
    if (here && when === "after") die();
  }
};

/** Between the statements there are questions only: after one and before the next, the file is the same. */
const prepare = (sql) => {
  if (!/^\s*(?:SELECT|WITH|PRAGMA|EXPLAIN)\b/i.test(sql))
    throw new Error(`this is no question: ${sql}`);
  return handleOf(database).prepare(sql);
};

const handle = new Proxy(handleOf(database), {
  get: (target, key) => {
    if (key === "exec") return exec;
    if (key === "prepare") return prepare;
    const value = Reflect.get(target, key, target);
    return typeof value === "function" ? value.bind(target) : value;
  },
});

await new Migrator({ source: handle, directory }).upgrade();
process.stdout.write(String(count));
