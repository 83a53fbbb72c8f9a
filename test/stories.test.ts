/** Every story of `fixtures/cases` on every live server, and three laws: up reaches what was declared, a second look finds nothing, down returns to the start. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import Database from "better-sqlite3";
import { diff, MetaData, Migrator, reflect, render, type Change, type DialectName, type Plan, type Skipped, type Unmodelled } from "schema-diff";
import { atLeast } from "../src/model/index.js";
import { forDialect, type Question, type Story } from "../fixtures/story.js";
import { freshDatabase, query, type ServerName } from "./servers/urls.js";
import { witness, type Seen } from "./witness/witness.js";

const cases = resolve("fixtures/cases");

const files = readdirSync(cases, { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".ts")).sort();

interface Place {
  readonly title: string;
  readonly dialect: DialectName;
  readonly make: () => Promise<{ readonly url: string; readonly drop: () => Promise<void> }>;
}

const onServer = (title: string, dialect: DialectName, name: ServerName): Place => ({ title, dialect, make: () => freshDatabase(name) });

const onFile: Place = {
  title: "SQLite",
  dialect: "sqlite",
  make: async () => {
    const directory = await mkdtemp(join(tmpdir(), "story-"));
    return { url: `sqlite:${join(directory, "story.db")}`, drop: () => rm(directory, { recursive: true, force: true }) };
  },
};

const places: readonly Place[] = [
  onServer("PostgreSQL 18", "postgres", "postgres"),
  onServer("PostgreSQL 13", "postgres", "postgresOld"),
  onServer("MySQL", "mysql", "mysql"),
  onServer("MariaDB", "mariadb", "mariadb"),
  onFile,
];

const execute = async (url: string, script: string): Promise<void> => {
  if (url.startsWith("sqlite:")) {
    const database = new Database(url.slice("sqlite:".length));
    try {
      database.exec(script);
    } finally {
      database.close();
    }
    return;
  }
  for (const statement of script.split(/;\s*(?:\n|$)|;(?=\s*(?:INSERT|CREATE|ALTER|COMMENT)\b)/)) {
    if (statement.trim() !== "") await query(url, statement);
  }
};

const changeLine = ({ verb, kind, table, name }: Change): string => `${verb} ${kind} ${[table, name].filter((part) => part !== null).join(".")}`;
const skippedLine = ({ count, kind, table, side }: Skipped): string => `${count} ${kind} of ${table ?? ""} (${side})`;

const flat = (text: string): string => text.replace(/\s+/g, " ").replace(/,(?= [}\])])/g, "").replace(/([([{]) /g, "$1").replace(/ ([)\]}])/g, "$1");

const unmodelledLine = ({ kind, name }: Unmodelled): string => `${kind} ${name}`;

const answers = async (url: string, question: string): Promise<readonly string[]> => {
  const rowsOfFile = (): readonly unknown[] => {
    const database = new Database(url.slice("sqlite:".length), { readonly: true });
    try {
      return database.prepare(question).all();
    } finally {
      database.close();
    }
  };
  const rows = url.startsWith("sqlite:") ? rowsOfFile() : await query(url, question);
  return rows.map((row) => Object.values(row ?? {}).map(String).join(" | "));
};

const ask = async (url: string, questions: readonly Question[], when: "up" | "down"): Promise<void> => {
  for (const question of questions) {
    const told = question[when];
    if (told !== undefined) expect({ query: question.query, gives: await answers(url, question.query) }).toEqual({ query: question.query, gives: told });
  }
};

const inOrder = (text: string, lines: readonly string[]): void => {
  let at = 0;
  for (const line of lines.map(flat)) {
    const found = flat(text).indexOf(line, at);
    expect({ line, found: found >= 0, in: flat(text) }).toEqual({ line, found: true, in: flat(text) });
    at = found + line.length;
  }
};

/** The schema with what comes back otherwise; each piece was there. */
const withBack = (seen: Seen, pieces: readonly (readonly [was: string, is: string])[]): Seen => pieces.reduce((before, [was, is]) => {
  expect(before.schema.join("\n")).toContain(was);
  return { ...before, schema: before.schema.map((line) => line.replace(was, is)).sort() };
}, seen);

/** Is the server old enough to know nothing of it? */
const isTooOld = async ({ since }: Story, url: string, dialect: DialectName): Promise<boolean> => {
  const oldest = since?.[dialect];
  return oldest !== undefined && !atLeast((await reflect(url)).version, ...oldest);
};

const tell = async (story: Story, { dialect, make }: Place): Promise<void> => {
  const { url, drop } = await make();
  const beside = forDialect(story.neighbour, dialect) === undefined ? null : await make();
  const scripts = await mkdtemp(join(tmpdir(), "story-scripts-"));
  try {
    if (await isTooOld(story, url, dialect)) return;
    await execute(url, forDialect(story.holds, dialect) ?? "");
    if (beside !== null) await execute(beside.url, forDialect(story.neighbour, dialect) ?? "");
    const declare = (): MetaData => {
      const metadata = new MetaData(story.namingConvention === undefined ? {} : { namingConvention: story.namingConvention });
      story.declared(metadata, dialect);
      return metadata;
    };
    const look = async (): Promise<Plan> => diff({ from: url, to: declare(), ...story.options });
    const before = await witness(url);

    const refusal = story.refused?.[dialect];
    if (refusal !== undefined) {
      await expect(look().then((plan) => plan.statements)).rejects.toThrow(refusal);
      expect(await witness(url)).toEqual(before);
      return;
    }

    const plan = await look();
    expect(plan.undecided).toEqual([]);
    expect(plan.changes.map(changeLine)).toEqual(forDialect(story.found, dialect) ?? []);
    const skipped = forDialect(story.skipped, dialect);
    if (skipped !== undefined) expect(plan.skipped.map(skippedLine)).toEqual(skipped);
    const notCompared = forDialect(story.notCompared, dialect);
    if (notCompared !== undefined) expect(plan.notCompared.map(unmodelledLine)).toEqual(notCompared);
    expect(plan.warnings).toEqual((forDialect(story.warns, dialect) ?? []).map((words): unknown => expect.stringContaining(words)));
    const hazards = forDialect(story.hazards, dialect);
    if (hazards !== undefined) expect(plan.hazards.map(({ code }) => code)).toEqual(hazards);
    expect(plan.inSync).toBe(plan.changes.length === 0);
    if (plan.inSync) {
      expect(plan.statements).toEqual([]);
      return;
    }

    inOrder(plan.statements.join(";\n"), forDialect(story.statements, dialect) ?? []);
    const script = await render(plan, { format: "typescript", message: story.why, revision: "1", downRevision: null });
    const [upText = "", downText = ""] = script.slice(script.indexOf("function up")).split("export async function down");
    inOrder(upText, forDialect(story.up, dialect) ?? []);
    inOrder(downText, forDialect(story.down, dialect) ?? []);
    await writeFile(join(scripts, "1_story.ts"), script);

    const migrator = new Migrator({ source: url, directory: scripts });
    await migrator.upgrade("head");
    const after = await look();
    expect({ changes: after.changes, statements: after.statements }).toEqual({ changes: [], statements: [] });
    const questions = forDialect(story.asks, dialect) ?? [];
    await ask(url, questions, "up");
    await migrator.downgrade("base");
    await ask(url, questions, "down");
    expect(await witness(url)).toEqual(withBack(before, forDialect(story.back, dialect) ?? []));
  } finally {
    await drop();
    await beside?.drop();
    await rm(scripts, { recursive: true, force: true });
  }
};

describe.each(files)("%s", (file) => {
  const load = async (): Promise<Story> => {
    const { default: told } = (await import(pathToFileURL(join(cases, file)).href)) as { readonly default: Story };
    return told;
  };
  it.each(places.map((place) => [place.title, place] as const))("%s", async (_title, place) => {
    const told = await load();
    if (told.on !== undefined && !told.on.includes(place.dialect)) {
      expect(told.on).not.toContain(place.dialect);
      return;
    }
    await tell(told, place);
  });
});
