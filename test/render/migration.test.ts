/** Migration scripts: how they look, and that they type-check under strict whatever they hold. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import {
  byAuthor,
  byServer,
  nowhere,
  plainBatch,
  plainColumn,
  type Constraint,
  type Operation,
  type TableRef,
} from "../../src/model/index.js";
import { renderMigration } from "../../src/render/migration.js";
import { operation, word } from "./arbitraries.js";

const user: TableRef = { schema: null, name: "user" };
const unique = (name: string, ...columns: string[]): Constraint<"unique"> => ({
  kind: "unique",
  name: byAuthor(name),
  comment: null,
  columns,
  include: [],
  nulls: "distinct",
  deferral: "notDeferrable",
  onConflict: null,
});

test("the script of DESIGN.md", async () => {
  const text = await renderMigration({
    up: [{ do: "createConstraint", table: user, constraint: unique("uq_user_name", "name") }],
    down: [
      {
        do: "dropConstraint",
        table: user,
        kind: "unique",
        name: "uq_user_name",
        dropped: unique("uq_user_name", "name"),
      },
    ],
    message: "user names are unique",
    revision: "20261121083000",
    downRevision: "20261120110000",
    dialect: null,
    file: null,
  });
  expect(text).toBe(`/**
 * user names are unique
 */
import type { Operations } from "schema-diff";

export const revision = "20261121083000";
export const downRevision = "20261120110000";

export async function up(op: Operations): Promise<void> {
  await op.createUniqueConstraint("uq_user_name", "user", ["name"]);
}

export async function down(op: Operations): Promise<void> {
  await op.dropConstraint("uq_user_name", "user", { type: "unique" });
}
`);
});

test("names that a server gave are written out, nameless constraints stay so, batches are blocks", async () => {
  const fk: Constraint<"foreignKey"> = {
    kind: "foreignKey",
    name: { from: "nowhere", lent: "fk_bar_foo_id_foo" },
    comment: null,
    columns: ["foo_id"],
    target: { schema: null, name: "foo" },
    targetColumns: ["id"],
    onUpdate: "noAction",
    onDelete: "cascade",
    onDeleteColumns: [],
    match: "simple",
    deferral: "notDeferrable",
    validated: true,
    enforced: true,
  };
  const bar = { schema: null, name: "bar" };
  const text = await renderMigration({
    up: [
      {
        do: "batch",
        table: bar,
        options: plainBatch,
        operations: [
          {
            do: "dropConstraint",
            table: bar,
            kind: "foreignKey",
            name: "fk_bar_foo_id_foo",
            dropped: fk,
          },
          { do: "dropColumn", table: bar, name: "foo_id", dropped: null },
        ],
      },
      {
        do: "createTable",
        table: {
          ...bar,
          name: "baz",
          comment: null,
          options: { strict: "true" },
          definition: null,
          indexes: [],
          columns: [{ ...plainColumn("id", "INTEGER"), nullable: false, default: "'a\\b'" }],
          constraints: [
            { ...unique("", "id"), name: byServer("baz_id_key") },
            { ...unique("", "id"), name: nowhere },
          ],
        },
      },
    ],
    down: [],
    message: "two\nlines */ process.exit() /*",
    revision: "2",
    downRevision: ["1a", "1b"],
    dialect: "sqlite",
    file: null,
  });
  expect(text).toBe(`/**
 * two
 * lines *\\/ process.exit() /*
 *
 * In the words of sqlite.
 */
import type { Operations } from "schema-diff";

export const revision = "2";
export const downRevision = ["1a", "1b"];

export async function up(op: Operations): Promise<void> {
  await op.batchAlterTable("bar", {}, async (batch) => {
    await batch.dropConstraint("fk_bar_foo_id_foo", {
      type: "foreignKey",
      existing: { foreignKey: ["foo_id"], references: "foo", columns: ["id"], onDelete: "cascade" },
    });
    await batch.dropColumn("foo_id");
  });
  await op.createTable(
    "baz",
    [
      { name: "id", type: "INTEGER", nullable: false, default: "'a\\\\b'" },
      { unique: ["id"], name: "baz_id_key" },
      { unique: ["id"] },
    ],
    { options: { strict: "true" } },
  );
}

export async function down(_op: Operations): Promise<void> {}
`);
});

test("a constraint without a name cannot be created by a statement of its own", async () => {
  const up: readonly Operation[] = [
    { do: "createConstraint", table: user, constraint: { ...unique("", "a"), name: nowhere } },
  ];
  await expect(
    renderMigration({
      up,
      down: [],
      message: "",
      revision: "1",
      downRevision: null,
      dialect: null,
      file: null,
    }),
  ).rejects.toThrow("a unique constraint on user has no name");
});

test("scripts type-check under strict, whatever their names and texts hold", async () => {
  const root = resolve(import.meta.dirname, "../..");
  const directory = mkdtempSync(join(tmpdir(), "schema-diff-types-"));
  try {
    const scripts = fc.sample(
      fc.tuple(fc.array(operation, { minLength: 20, maxLength: 30 }), word),
      { numRuns: 12, seed: 7 },
    );
    for (const [i, [up, message]] of scripts.entries()) {
      writeFileSync(
        join(directory, `script${i}.ts`),
        await renderMigration({
          up,
          down: up.slice(0, 3),
          message,
          revision: message,
          downRevision: null,
          dialect: "postgres",
          file: null,
        }),
      );
    }
    writeFileSync(join(directory, "package.json"), '{ "type": "module" }');
    const config = {
      extends: join(root, "tsconfig.json"),
      compilerOptions: {
        paths: { "schema-diff": [join(root, "src/migrate/index.ts")] },
        types: [],
        typeRoots: [join(root, "node_modules/@types")],
        noEmit: true,
        allowImportingTsExtensions: true,
      },
      include: [join(directory, "*.ts")],
    };
    writeFileSync(join(directory, "tsconfig.json"), JSON.stringify(config));
    const { stdout } = spawnSync(
      process.execPath,
      [join(root, "node_modules/typescript/bin/tsc"), "-p", directory, "--pretty", "false"],
      { encoding: "utf8", cwd: directory },
    );
    expect(stdout.split("\n").filter((line) => line.startsWith("script"))).toEqual([]);
    expect(stdout).not.toMatch(/^error/m);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
