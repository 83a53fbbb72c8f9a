/** SQLite: what is known of it, as one value. */
import type { Dialect } from "../dialect.js";
import { christen } from "./christen.js";
import { ddl } from "./ddl.js";
import { toldDefault } from "./defaults.js";
import { facts } from "./facts.js";
import { readingLexicon } from "./mentions/index.js";
import { quirks } from "./quirks.js";
import { descendsFromRowid } from "./rowid.js";
import { settle } from "./settle.js";
import { support } from "./support.js";
import { types } from "./types.js";

export const sqlite: Dialect = {
  name: "sqlite",
  introduction: { title: "SQLite", url: "sqlite:app.db", needsNoServer: true },
  facts,
  lexicon: readingLexicon,
  types,
  support,
  quirks,
  ddl,
  settle,
  christen,
  directionCounts: (key, table) => key.kind === "primaryKey" && descendsFromRowid(key, table),
  toldDefault,
  sameAction: (action) => action,
};
