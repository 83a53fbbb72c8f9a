/** The library's functions check what they are given: an unknown key, a value of another sort, a schema that somebody else has made. */
import * as schemaDiff from "../../src/index.js";
import {
  compare,
  diff,
  emptySchema,
  Migrator,
  MetaData,
  reflect,
  render,
  SchemaDiffError,
} from "../../src/index.js";
import { failureOfAsync, junk } from "../junk.js";

const error = async (call: () => unknown): Promise<SchemaDiffError> => {
  try {
    await call();
  } catch (thrown) {
    if (thrown instanceof SchemaDiffError) return thrown;
    throw thrown;
  }
  throw new Error("nothing was thrown");
};

type Untyped = (...args: readonly unknown[]) => unknown;
const untyped = (name: keyof typeof schemaDiff): Untyped => schemaDiff[name] as unknown as Untyped;
const memory = "sqlite::memory:";

test.each([
  [
    "diff",
    () => diff({ from: memory, to: new MetaData(), unnamedCheck: "skip" } as never),
    'did you mean "unnamedChecks"?',
  ],
  [
    "diff",
    () => diff({ from: memory, to: new MetaData(), names: "Ignore" } as never),
    'did you mean "ignore"?',
  ],
  ["diff", () => diff({ from: memory } as never), "write it as in diff("],
  ["reflect", () => reflect(memory, { schema: ["a"] } as never), 'did you mean "schemas"?'],
  [
    "compare",
    () => compare(emptySchema("sqlite"), emptySchema("sqlite"), { name: "ignore" } as never),
    'did you mean "names"?',
  ],
  [
    "Migrator",
    () => new Migrator({ source: memory, directory: "m", versionsTable: "v" } as never),
    'did you mean "versionTable"?',
  ],
  [
    "render",
    async () => render(await diff({ from: memory, to: memory }), { format: "Typescript" } as never),
    'did you mean "typescript"?',
  ],
])("%s says what was meant", async (name, call, todo) => {
  const thrown = await error(call);
  expect(thrown.code).toBe("usage");
  expect(thrown.message).toMatch(new RegExp(`^${name}`));
  expect(thrown.todo).toContain(todo);
  expect(thrown.place).toMatchObject({ file: expect.stringMatching(/arguments\.test\.ts$/) });
});

test("a schema that somebody has made by hand is read as a snapshot is", async () => {
  const good = { ...JSON.parse(JSON.stringify(emptySchema("sqlite"))) };
  await expect(diff({ from: good, to: emptySchema("sqlite") })).resolves.toMatchObject({
    inSync: true,
  });
  const wrong = {
    ...good,
    tables: [{ schema: null, name: "t", columns: [{ name: "a", type: 5 }] }],
  };
  const thrown = await error(() => diff({ from: wrong, to: memory }));
  expect(thrown.message).toBe(
    "diff: options.from.tables[0].columns[0].type must be text, but is 5",
  );
});

test.each([
  "diff",
  "reflect",
  "compare",
  "render",
  "checkPlan",
  "readPlan",
  "Migrator",
  "registerDialect",
  "declare",
  "recordOperations",
  "readScripts",
  "writeScript",
  "graphOf",
  "revisionAt",
  "scriptFileName",
  "defineConfig",
  "conventionOf",
] as const)("%s with junk in any place", async (name) => {
  const call = (...args: readonly unknown[]) =>
    failureOfAsync(() =>
      name === "Migrator" ? Reflect.construct(Migrator, args) : untyped(name)(...args),
    );
  const failures = await Promise.all(
    junk.flatMap((a) => [
      call(a),
      call(a, a),
      call(emptySchema("sqlite"), a),
      call(emptySchema("sqlite"), emptySchema("sqlite"), a),
      call({ from: a, to: a }),
      call({ from: emptySchema("sqlite"), to: emptySchema("sqlite"), exclude: a }),
      call({ source: a, directory: a }),
    ]),
  );
  expect(failures.filter((failure) => failure !== null)).toEqual([]);
});
