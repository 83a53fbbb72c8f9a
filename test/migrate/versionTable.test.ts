/** A table under the version table's name that is none: said so, with what to do, wherever it is asked where the database is. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Migrator } from "schema-diff";
import { execute, places } from "../stories/places.js";

const directory = mkdtempSync(join(tmpdir(), "version-table-"));
afterAll(() => rmSync(directory, { recursive: true }));

test.each(places.filter(({ title }) => title !== "PostgreSQL 13"))("$title", async ({ make }) => {
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
