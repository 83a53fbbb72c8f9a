/** `generate` refuses a plan with a hazard, or asks, as the config says. */
import { run } from "../../src/cli/run.js";
import { ioWithin, newFolder, type Folder } from "../cli/program.js";
import Database from "../sqlite/database.mjs";

let folder: Folder;
beforeEach(() => {
  folder = newFolder();
  const database = new Database(`${folder.path}/app.db`);
  database.exec(
    "CREATE TABLE kept (id INTEGER PRIMARY KEY, a TEXT); CREATE TABLE gone (id INTEGER)",
  );
  database.close();
  folder.write("schema.sql", "CREATE TABLE kept (id INTEGER PRIMARY KEY, a TEXT)");
  folder.write("migrations/readme", "");
});
afterEach(() => folder.remove());

interface Outcome {
  readonly status: number;
  readonly said: string;
  readonly asked: readonly string[];
  readonly scripts: number;
}

const generate = async (
  hazards: object,
  answer: "yes" | "no" | null,
  ...args: readonly string[]
): Promise<Outcome> => {
  folder.write(
    "schema-diff.config.json",
    JSON.stringify({
      url: `sqlite:${folder.path}/app.db`,
      metadata: "schema.sql",
      dialect: "sqlite",
      hazards,
    }),
  );
  const [said, asked]: [string[], string[]] = [[], []];
  const io = ioWithin({
    cwd: folder.path,
    print: (text) => void said.push(text),
    say: (text) => void said.push(text),
    prompter:
      answer === null
        ? null
        : async () => ({
            select: async (message, choices) => {
              asked.push(message);
              const chosen = choices.find(({ value }) => value === answer);
              if (chosen === undefined) throw new Error(`no choice of ${message}`);
              return chosen.value;
            },
            text: async () => "",
            secret: async () => "",
          }),
  });
  const status = await run(["generate", "-m", "m", ...args], io);
  const scripts = folder.files().filter((file) => /^migrations\/.*\.ts$/.test(file)).length;
  return { status, said: said.join("\n"), asked, scripts };
};

test("nothing is refused where nothing is said", async () => {
  const { said, ...rest } = await generate({}, null);
  expect([said, rest]).toEqual([
    expect.stringContaining("wrote"),
    { status: 0, scripts: 1, asked: [] },
  ]);
});

test("what is refused is told by place, with the answer to give", async () => {
  const refused = await generate({ "loses-data": "refuse" }, "yes");
  expect(refused).toMatchObject({ status: 2, scripts: 0, asked: [] });
  expect(refused.said).toContain("the plan has the hazard loses-data");
  expect(refused.said).toContain("  table gone: the rows' values in this table are lost");
  expect(refused.said).toContain("--allow-hazard loses-data");
  expect(
    await generate({ "loses-data": "refuse" }, null, "--allow-hazard", "loses-data"),
  ).toMatchObject({ status: 0, scripts: 1 });
});

test("it asks at a terminal, and nowhere else", async () => {
  expect(await generate({ "loses-data": "ask" }, null)).toMatchObject({ status: 2, scripts: 0 });
  const no = await generate({ "loses-data": "ask" }, "no");
  expect(no).toMatchObject({ status: 2, scripts: 0 });
  expect(no.asked[0]).toContain("table gone");
  expect(await generate({ "loses-data": "ask" }, "yes")).toMatchObject({ status: 0, scripts: 1 });
});

test("a code or a decision that there is not is told", async () => {
  expect((await generate({ "loses-dta": "refuse" }, null)).said).toContain(
    "hazards is not an object of hazards (loses-data,",
  );
  expect((await generate({ "loses-data": "no" }, null)).status).toBe(2);
  expect((await generate({}, null, "--allow-hazard", "loses-dta")).said).toContain("loses-data");
});
