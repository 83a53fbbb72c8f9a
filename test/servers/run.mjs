/** Starts one test server on a free port with data of its own, and stops it, also when whoever started it dies. */
import { spawn } from "node:child_process";
import {
  chownSync,
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { isRoot, nobody, scratch } from "./places.mjs";
import { servers } from "./servers.mjs";

const patience = 60_000;

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** May a user without rights here read below this folder? */
const openToAll = (folder) => {
  for (let at = folder; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o005) !== 0o005) return false;
    if (at === dirname(at)) return true;
  }
};

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const answers = {
  postgres: async (url) => {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    await client.connect();
    await client.end();
  },
  mysql: async (url) => {
    const { createConnection } = await import("mysql2/promise");
    await (await createConnection(url.replace(/^mariadb:/, "mysql:"))).end();
  },
  snowflake: async (url) => {
    await fetch(`http://${new URL(url).host}/telemetry/send`, { method: "POST" });
  },
};

const answersOf = (url) =>
  answers[["postgres", "snowflake"].find((each) => url.startsWith(each)) ?? "mysql"];

/**
 * The shell waits on its standard input: when that closes, because we say so or because we died, the server goes and its data
 * too; a line has it end in the same way, and start again on its data.
 */
const keeper = `trap '' INT TERM HUP
while true; do
  "$@" </dev/null & server=$!
  ( if read -r _; then : > "$FOLDER/again"; fi; kill -s "$SIGNAL" $server 2>/dev/null ) <&3 & watcher=$!
  wait $server
  [ -e "$FOLDER/again" ] || break
  rm "$FOLDER/again"
done
kill $watcher 2>/dev/null; rm -rf "$FOLDER"`;

const untilItIsGone = async (ask, url) => {
  for (const until = Date.now() + patience; Date.now() < until; await sleep(10)) {
    try {
      await ask(url);
    } catch {
      return;
    }
  }
  throw new Error(`${url} was told to end, and still answers`);
};

/** @returns {Promise<{ url: string, stop: () => Promise<void>, restart: () => Promise<void> }>} */
export const start = async (name) => {
  const server = servers[name];
  const folder = mkdtempSync(join(scratch, `schema-diff-${name}-`));
  const user = server.refusesRoot && isRoot ? nobody : {};
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const copy = user.uid !== undefined && server.files !== null && !openToAll(server.files);
  if (copy)
    cpSync(server.files, join(folder, "files"), { recursive: true, verbatimSymlinks: true });
  const log = join(folder, "log");
  const place = {
    folder,
    data: join(folder, "data"),
    port: await freePort(),
    files: copy ? join(folder, "files") : server.files,
  };
  const lastWords = () => {
    try {
      return readFileSync(log, "utf8").trim().split("\n").slice(-12).join("\n  ");
    } catch {
      return "";
    }
  };
  const fail = (why) => {
    const said = lastWords();
    rmSync(folder, { recursive: true, force: true });
    throw new Error(
      `${server.title} ${why}:\n  ${said}\n  → mend that, or set ${server.variable} to the URL of a server that is running, e.g. ${server.url(12345)}`,
    );
  };

  const output = openSync(log, "a");
  if (user.uid !== undefined) chownSync(log, user.uid, user.gid);
  const prepared = await Promise.resolve(server.prepare(place)).then(async (commands) => {
    for (const [command, ...args] of commands) {
      const status = await new Promise((resolve, reject) => {
        const child = spawn(command, args, {
          ...user,
          cwd: folder,
          stdio: ["ignore", output, output],
        });
        child.once("error", reject);
        child.once("exit", resolve);
      });
      if (status !== 0) return false;
    }
    return true;
  });
  if (!prepared) fail("could not make its data folder");

  const child = spawn("sh", ["-c", keeper, "keeper", ...server.run(place)], {
    ...user,
    cwd: folder,
    stdio: ["ignore", output, output, "pipe"],
    env: { ...process.env, SIGNAL: server.signal, FOLDER: folder },
    detached: true,
  });
  closeSync(output);
  const gone = new Promise((resolve) => child.once("exit", resolve));
  let alive = true;
  void gone.then(() => {
    alive = false;
  });
  const stop = async () => {
    child.ref();
    child.stdio[3].end();
    const tooLong = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await gone;
    clearTimeout(tooLong);
    rmSync(folder, { recursive: true, force: true });
  };

  const url = server.url(place.port);
  const ask = answersOf(url);
  const untilItAnswers = async () => {
    for (const until = Date.now() + patience; ;) {
      if (!alive) fail("did not start");
      try {
        return await ask(url);
      } catch (error) {
        if (Date.now() > until) {
          child.stdio[3].end();
          fail(`does not answer (${error.message})`);
        }
        await sleep(100);
      }
    }
  };
  await untilItAnswers();
  child.unref();
  child.stdio[3].unref();
  /** As a crash: nothing is said to clients, and nothing is put in order. */
  const restart = async () => {
    child.stdio[3].write("again\n");
    await untilItIsGone(ask, url);
    await untilItAnswers();
  };
  return { url, stop, restart };
};
