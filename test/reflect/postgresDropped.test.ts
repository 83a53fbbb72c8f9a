/** PostgreSQL keeps a row of its catalogue for a column that was dropped, and what was said of it: nothing of that is read. */
import { reflectUrl, runSql, servers, withDatabase } from "./postgresDatabases.js";

const said = `
  CREATE TABLE t (a integer, gone integer DEFAULT 7, b integer, also text COLLATE "C");
  ALTER TABLE t ALTER gone SET STATISTICS 5, ALTER also SET (n_distinct = 4), ALTER also SET STORAGE EXTERNAL;
  GRANT SELECT (gone, b), UPDATE (gone) ON t TO pg_monitor;
  GRANT SELECT (also) ON t TO PUBLIC;
  COMMENT ON COLUMN t.gone IS 'gone';
  CREATE INDEX ix_b ON t (b);
  CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t;
  CREATE VIEW v AS SELECT a FROM t;
  ALTER TABLE t DROP COLUMN gone, DROP COLUMN also`;

test("what was said of a dropped column is not read", async () => {
  for (const { url: server } of await servers())
    await withDatabase(async (url) => {
      await runSql(url, [said]);
      const text = JSON.stringify(await reflectUrl(url));
      expect(text).toContain("GRANT SELECT (b) ON TABLE t TO pg_monitor");
      expect(text).not.toContain("pg.dropped");
      expect(text).not.toContain("gone");
    }, server);
});
