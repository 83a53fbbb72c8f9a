/** A table, or something else, under the version table's name that is none: said so, with what to do, wherever it is asked where the database is. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Migrator } from "schema-diff";
import { execute, places } from "../stories/places.js";

const directory = mkdtempSync(join(tmpdir(), "version-table-"));
afterAll(() => rmSync(directory, { recursive: true }));

const everywhere = places.filter(({ title }) => title !== "PostgreSQL 13");

test.each(everywhere)("$title: a view has its name", async ({ make }) => {
  const place = await make();
  try {
    await execute(place.url, "CREATE VIEW schema_diff_version AS SELECT 1 AS version_num");
    const migrator = new Migrator({ source: place.url, directory });
    for (const asked of [
      () => migrator.current(),
      () => migrator.upgrade("heads"),
      () => migrator.stamp("base"),
    ])
      await expect(asked()).rejects.toMatchObject({
        code: "sql",
        message: expect.stringMatching(
          /: the view schema_diff_version stands where the version table is to be$/,
        ),
        todo: "rename the view, or name another version table by versionTable in the config",
      });
  } finally {
    await place.drop();
  }
});

test.each(places.filter(({ title }) => title === "PostgreSQL 18"))(
  "$title: something else has the name of its key",
  async ({ make }) => {
    const place = await make();
    try {
      await execute(place.url, "CREATE SEQUENCE schema_diff_version_pk");
      await expect(
        new Migrator({ source: place.url, directory }).stamp("base"),
      ).rejects.toMatchObject({
        code: "sql",
        message: expect.stringMatching(/^the version table schema_diff_version cannot be made: /),
        todo: expect.stringMatching(/^rename what has that name, or name another version table/),
      });
    } finally {
      await place.drop();
    }
  },
);

test.each(everywhere)("$title", async ({ make }) => {
  const place = await make();
  try {
    await execute(place.url, "CREATE TABLE schema_diff_version (build integer)");
    const migrator = new Migrator({ source: place.url, directory });
    for (const asked of [
      () => migrator.current(),
      () => migrator.upgrade("heads"),
      () => migrator.stamp("base"),
    ])
      await expect(asked()).rejects.toMatchObject({
        code: "sql",
        message: expect.stringMatching(
          /^the version table schema_diff_version cannot be read: .*version_num/is,
        ),
        todo: expect.stringMatching(/name another one by versionTable; .*`schema-diff stamp`/),
      });
  } finally {
    await place.drop();
  }
});

test.each(everywhere.filter(({ dialect }) => dialect === "mysql" || dialect === "mariadb"))(
  "$title: another table has the journal's name",
  async ({ make }) => {
    const place = await make();
    try {
      await execute(place.url, "CREATE TABLE schema_diff_version_journal (build integer)");
      const migrator = new Migrator({ source: place.url, directory });
      for (const asked of [() => migrator.upgrade("heads"), () => migrator.status()])
        await expect(asked()).rejects.toMatchObject({
          code: "sql",
          message: expect.stringMatching(
            /^the journal schema_diff_version_journal cannot be read: /,
          ),
          todo: expect.stringMatching(
            /name another version table by versionTable .*drop it and mark/,
          ),
        });
    } finally {
      await place.drop();
    }
  },
);
