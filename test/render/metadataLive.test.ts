/** Metadata that was rendered from a real database is in sync with it. */
import Database, { handleOf } from "../sqlite/database.mjs";
import { diff, reflect } from "../../src/flow/index.js";
import { renderMetadata } from "../../src/render/metadata.js";
import { evaluate } from "./metadata.evaluate.js";

const ddl = `
  CREATE TABLE "it's" ("id" INTEGER PRIMARY KEY AUTOINCREMENT, [a b] varchar(30) NOT NULL UNIQUE DEFAULT 'it''s', "n" NUMERIC(8, 2) DEFAULT 0 CHECK (n >= 0),
    "\`\${process.exit()}\`" TEXT COLLATE NOCASE, twice INTEGER GENERATED ALWAYS AS (id * 2) STORED, CONSTRAINT uq UNIQUE (n, twice) ON CONFLICT REPLACE);
  CREATE TABLE child (a INTEGER, b TEXT, "flag" BOOLEAN CHECK (flag IN (0, 1)), parent INTEGER REFERENCES "it's" (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    gone INTEGER REFERENCES nowhere, CONSTRAINT pk PRIMARY KEY (b, a), CONSTRAINT ck CHECK (a > 1)) WITHOUT ROWID;
  CREATE UNIQUE INDEX ix ON child (lower(b), a DESC) WHERE a > 5;
  CREATE INDEX "\`ix\`" ON "it's" ("\`\${process.exit()}\`" COLLATE BINARY);`;

it("on SQLite, with dangling foreign keys, ugly names and every kind of constraint", async () => {
  const database = new Database(":memory:");
  try {
    database.exec(ddl);
    const module = await renderMetadata(await reflect(handleOf(database)));
    const { inSync, changes, undecided } = await diff({
      from: handleOf(database),
      to: evaluate(module),
    });
    expect({ inSync, changes, undecided }).toEqual({ inSync: true, changes: [], undecided: [] });
  } finally {
    database.close();
  }
});
