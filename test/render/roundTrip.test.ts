/** What is rendered reads back as the same operations, whatever they hold. */
import fc from "fast-check";
import { createJiti } from "jiti";
import type { Operation } from "../../src/model/index.js";
import { Operations } from "../../src/migrate/operations.js";
import { recordOperations } from "../../src/migrate/record.js";
import { operationText } from "../../src/render/operations/index.js";
import { renderMigration } from "../../src/render/migration.js";
import { operation } from "./arbitraries.js";

const jiti = createJiti(import.meta.url, { fsCache: false });

type Script = (op: Operations) => Promise<void>;

/** Runs statements of a script; there is nothing in scope but `op`. */
const run = (statements: string): Promise<readonly Operation[]> => {
  const script: Script = Object.getPrototypeOf(async () => undefined).constructor("op", statements);
  return recordOperations(script);
};

test("every operation, in every shape, reads back as it was", async () => {
  await fc.assert(
    fc.asyncProperty(operation, async (o) => {
      expect(await run(operationText(o))).toEqual([o]);
    }),
    { numRuns: 2000 },
  );
});

test("prettier changes nothing about what a script says", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(operation, { maxLength: 4 }),
      fc.string({ unit: "binary" }),
      async (up, message) => {
        const text = await renderMigration({
          up,
          down: [],
          message,
          revision: "1",
          downRevision: null,
          dialect: null,
          file: null,
        });
        const script = jiti.evalModule(text, { filename: "/script.ts", ext: ".ts" }) as {
          readonly up: Script;
        };
        expect(await recordOperations(script.up)).toEqual(up);
      },
    ),
    { numRuns: 150 },
  );
});
