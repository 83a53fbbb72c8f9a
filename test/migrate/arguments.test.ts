/** What a script gives an operation wrongly is an error of ours, whatever it is: never one of JavaScript's own, and never an operation. */
import type { Operation } from "../../src/model/index.js";
import { Operations, SchemaDiffError } from "../../src/index.js";
import { usages } from "../../src/migrate/usages.js";
import { failureOfAsync, junk } from "../junk.js";

type Untyped = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;

const recorded = (): { readonly op: Untyped; readonly run: readonly Operation[] } => {
  const run: Operation[] = [];
  const op = new Operations((operation) => {
    run.push(operation);
    return Promise.resolve();
  });
  return { op: op as unknown as Untyped, run };
};

const methods: readonly string[] = [
  ...new Set(
    [Operations.prototype, Object.getPrototypeOf(Operations.prototype) as object].flatMap((p) =>
      Object.getOwnPropertyNames(p),
    ),
  ),
].filter((name) => name !== "constructor");

test("every operation is here", () => expect(methods.length).toBeGreaterThan(25));

test.each(methods)("%s", async (name) => {
  const { op } = recorded();
  const call = (...args: readonly unknown[]) => failureOfAsync(async () => op[name]?.(...args));
  const calls = junk.flatMap((a) => [
    call(a),
    ...junk.flatMap((b) => [
      call(a, b),
      call("t", a, b),
      call("n", "t", a, b),
      call("n", "t", ["a"], a),
    ]),
    ...junk.map((b) => call("n", "s", "t", a, b)),
  ]);
  expect((await Promise.all(calls)).filter((failure) => failure !== null)).toEqual([]);
});

describe("what is told as the way to write it", () => {
  const { op, run } = recorded();
  const asFunction = (parameter: string, text: string): ((value: unknown) => Promise<void>) =>
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- our own table of texts
    new Function(parameter, `return ${text}`) as (value: unknown) => Promise<void>;

  test.each(Object.entries(usages.op))("op.%s", async (_method, usage) => {
    const before = run.length;
    await asFunction("op", usage)(op);
    expect(run.length).toBe(before + 1);
  });

  test.each(Object.entries(usages.batch))("batch.%s", async (method, usage) => {
    const before = run.length;
    await op["batchAlterTable"]?.("user", {}, (batch: unknown) =>
      asFunction("batch", usage)(batch),
    );
    expect(run.slice(before)).toEqual([expect.objectContaining({ do: "batch" })]);
    expect(JSON.stringify(run.at(-1)).length).toBeGreaterThan(method.length);
  });
});

test.each([
  ['dropConstraint("f1", "t1")', "dropConstraint", ["f1", "t1"]],
  ['createUniqueConstraint("u", "t", "a")', "createUniqueConstraint", ["u", "t", "a"]],
  ['addColumn("t", "a")', "addColumn", ["t", "a"]],
  ["alterColumn(t, a, { nulable })", "alterColumn", ["t", "a", { nulable: true }]],
] as const)("%s says what is wrong, and how it is written", async (_call, name, args) => {
  const { op, run } = recorded();
  const error = await op[name]?.(...args).catch((thrown: unknown) => thrown);
  if (!(error instanceof SchemaDiffError)) throw new Error(String(error));
  expect([error.code, error.message, error.todo, run]).toMatchSnapshot();
});
