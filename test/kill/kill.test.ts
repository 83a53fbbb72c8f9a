/**
 * `upgrade` of five statements with rows, killed by SIGKILL at one of its questions to the database: before it is sent,
 * while the server has it, or behind its answer. `upgrade` once more reaches the end, with every row. `npm run kills` does
 * so at every question, and at 100 random ones; `npm test` at some.
 */
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Migrator } from "../../src/migrate/index.js";
import { dialects, placeOf, reached, theEnd, type DialectName, type Place } from "./places.js";

const child = join(dirname(fileURLToPath(import.meta.url)), "child.mjs");

type When = "before" | "during" | "after";

interface Ended {
  readonly signal: string | null;
  readonly output: string;
}

const upgradeIn = ({ url, directory }: Place, question: number, when: When): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const started = spawn(process.execPath, [child, url, directory, String(question), when], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said: Buffer[] = [];
    started.stdout.on("data", (chunk: Buffer) => said.push(chunk));
    started.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    started.once("error", reject);
    started.once("close", (_status, signal) =>
      resolve({ signal, output: Buffer.concat(said).toString() }),
    );
  });

const attempt = async (name: DialectName, question: number, when: When): Promise<Ended> => {
  const place = await placeOf(name);
  try {
    const ended = await upgradeIn(place, question, when);
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

const points = (questions: number): readonly (readonly [question: number, when: When])[] => {
  const all = Array.from({ length: questions }, (_, i) => i + 1);
  if (random === 0) {
    const some = Math.ceil(questions / 4);
    return all
      .filter((question) => question % some === some - 1)
      .flatMap((question, i) => [[question, i % 2 === 0 ? "during" : "after"] as const]);
  }
  return [
    ...all.flatMap((question) => [[question, "before"] as const, [question, "after"] as const]),
    ...Array.from(
      { length: random },
      () => [1 + Math.floor(Math.random() * questions), "during"] as const,
    ),
  ];
};

test.each(dialects)(
  "%s: killed anywhere, the next upgrade reaches the end with every row",
  async (name) => {
    const questions = await questionsOf(name);
    expect(questions).toBeGreaterThan(5);
    const chosen = points(questions);
    let killed = 0;
    for (const [question, when] of chosen)
      if ((await attempt(name, question, when)).signal === "SIGKILL") killed += 1;
    expect(killed).toBeGreaterThan(chosen.length / 2);
    if (random > 0) console.log(`${name}: ${chosen.length} runs, ${killed} killed, all at the end`);
  },
  random === 0 ? 120_000 : 3_600_000,
);
