/**
 * Loaded before the command line: counts what it asks a database, and sends it SIGTERM at one of its questions.
 * `SCHEMA_DIFF_SIGNAL_AT`: the number of the question.
 */
import { createRequire } from "node:module";

const require = createRequire(new URL("../../package.json", import.meta.url));
const at = Number(process.env.SCHEMA_DIFF_SIGNAL_AT);

let asked = 0;
const counted = (ask) =>
  function (...args) {
    asked += 1;
    const isIt = asked === at;
    const answer = ask.apply(this, args);
    if (isIt) {
      process.stdout.write("signalled\n");
      process.kill(process.pid, "SIGTERM");
    }
    return answer;
  };

const patch = (owner, method) => {
  owner[method] = counted(owner[method]);
};

patch(require("pg").Client.prototype, "query");
patch((await import("mysql2/promise")).PromiseConnection.prototype, "query");
patch(require("better-sqlite3").prototype, "exec");
