/**
 * `upgrade` of five statements with rows, ended at one of its questions to the database: by SIGKILL before it is sent,
 * while the server has it, or after its answer; by SIGTERM to the command line, which takes back what can be taken back;
 * by a connection that is killed on the server; by a server that crashes and is started again. `upgrade` once more reaches
 * the end, with every row. `npm run kills` does so at every question, and at 100 random ones, on servers of its own;
 * `npm test` at some, and restarts none.
 */
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Migrator } from "../../src/migrate/index.js";
import { query } from "../servers/urls.js";
import { start } from "../servers/run.mjs";
import { servers } from "../servers/servers.mjs";
import { dialects, placeOf, reached, theEnd, type DialectName, type Place } from "./places.js";

const here = dirname(fileURLToPath(import.meta.url));
const child = join(here, "child.mjs");
const program = join(dirname(dirname(here)), "dist/cli/main.js");

type When = "before" | "during" | "after" | "cut" | "term" | "crash";

interface Ended {
  readonly signal: string | null;
  readonly output: string;
}

/** The command line for SIGTERM, which a program that uses the library answers itself. */
const argumentsOf = ({ url, directory }: Place, question: number, when: When): readonly string[] =>
  when === "term"
    ? [
        "--import",
        pathToFileURL(join(here, "signalled.mjs")).href,
        program,
        "upgrade",
        "--url",
        url,
        "--migrations",
        directory,
      ]
    : [child, url, directory, String(question), when];

type Server = Awaited<ReturnType<typeof start>>;

/** Those that nobody else uses, by dialect. */
const own = new Map<DialectName, Server>();

/** What was committed outlives a crash, which the test servers gave up for speed. */
const durable: Readonly<Record<string, string>> = {
  postgres: "ALTER ROLE postgres SET synchronous_commit = on",
  mysql: "SET GLOBAL innodb_flush_log_at_trx_commit = 2",
  mariadb: "SET GLOBAL innodb_flush_log_at_trx_commit = 2",
};

const restart = async (name: DialectName): Promise<void> => {
  const server = own.get(name);
  if (server === undefined) throw new Error(`${name} is everybody's`);
  await server.restart();
  await query(server.url, durable[name] ?? "");
};

const upgradeIn = async (
  name: DialectName,
  place: Place,
  question: number,
  when: When,
): Promise<Ended> => {
  let restarted: Promise<void> = Promise.resolve();
  const ended = await new Promise<Ended>((resolve, reject) => {
    const started = spawn(process.execPath, argumentsOf(place, question, when), {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, SCHEMA_DIFF_SIGNAL_AT: String(question) },
    });
    const said: Buffer[] = [];
    started.stdout.on("data", (chunk: Buffer) => {
      said.push(chunk);
      if (/^crash$/m.test(chunk.toString())) restarted = restart(name);
    });
    started.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    started.once("error", reject);
    started.once("close", (_status, signal) =>
      resolve({ signal, output: Buffer.concat(said).toString() }),
    );
  });
  await restarted;
  return ended;
};

const attempt = async (name: DialectName, question: number, when: When): Promise<Ended> => {
  const place = await placeOf(name);
  try {
    const ended = await upgradeIn(name, place, question, when);
    const migrator = new Migrator({ source: place.url, directory: place.directory });
    await migrator.upgrade();
    expect(await migrator.status()).toMatchObject({ current: ["1"], pending: [], halfWay: null });
    expect([question, when, await reached(place)]).toEqual([question, when, theEnd]);
    return ended;
  } finally {
    await place.drop();
  }
};

/** How many questions a run that nobody kills asks. */
const questionsOf = async (name: DialectName): Promise<number> => {
  const { output } = await attempt(name, 0, "after");
  const asked = /asked (\d+)/.exec(output)?.[1];
  if (asked === undefined) throw new Error(output);
  return Number(asked);
};

const random = Number(process.env["SCHEMA_DIFF_KILLS"] ?? "0");

/** A file has no connection that somebody else could kill, and no server. */
const waysOf = (name: DialectName): readonly When[] =>
  name === "sqlite" ? ["during", "after", "term"] : ["during", "after", "term", "cut"];

const points = (
  name: DialectName,
  questions: number,
): readonly (readonly [question: number, when: When])[] => {
  const all = Array.from({ length: questions }, (_, i) => i + 1);
  const ways = waysOf(name);
  if (random === 0) {
    const some = Math.ceil(questions / 4);
    return all
      .filter((question) => question % some === some - 1)
      .map((question, i) => [question, ways[i % ways.length] ?? "during"] as const);
  }
  // A restart takes seconds, so that it is not tried at every question.
  const drawn = [...ways, ...(own.has(name) ? ["crash" as const] : [])];
  return [
    ...all.flatMap((question) =>
      ["before" as const, ...ways.filter((way) => way !== "during")].map(
        (way) => [question, way] as const,
      ),
    ),
    ...Array.from({ length: random }, () => {
      const way = Math.random() < 0.5 ? "during" : drawn[Math.floor(Math.random() * drawn.length)];
      return [1 + Math.floor(Math.random() * questions), way ?? "during"] as const;
    }),
  ];
};

/** Did it end where it was told to? SIGTERM is told by whoever sends it, and a connection that is lost by the failure. */
const wasEnded = ({ signal, output }: Ended): boolean =>
  signal === "SIGKILL" || /^(?:signalled|cut)$/m.test(output);

const counted = (ways: readonly When[]): string =>
  [...new Set(ways)]
    .map((way) => `${ways.filter((other) => other === way).length} ${way}`)
    .join(", ");

if (random > 0) {
  beforeAll(async () => {
    for (const name of dialects) {
      if (name === "sqlite") continue;
      const server = await start(name);
      own.set(name, server);
      process.env[servers[name].variable] = server.url;
      await query(server.url, durable[name] ?? "");
    }
  }, 240_000);
  afterAll(async () => {
    for (const server of own.values()) await server.stop();
  }, 60_000);
}

test.each(dialects)(
  "%s: ended anywhere, the next upgrade reaches the end with every row",
  async (name) => {
    const questions = await questionsOf(name);
    expect(questions).toBeGreaterThan(5);
    const chosen = points(name, questions);
    const ended: When[] = [];
    for (const [question, when] of chosen)
      if (wasEnded(await attempt(name, question, when))) ended.push(when);
    expect(ended.length).toBeGreaterThan(chosen.length / 2);
    if (random > 0)
      console.log(
        `${name}: ${questions} questions, ${chosen.length} runs, ${ended.length} ended (${counted(ended)}), all at the end`,
      );
  },
  random === 0 ? 120_000 : 3_600_000,
);
