/** SQLite: what is known of it, as one value. */
import type { Dialect } from "../dialect.js";
import { withGeneratedName } from "./generatedName.js";
import { ddl } from "./ddl.js";
import { defaultKey } from "./defaults.js";
import { facts } from "./facts.js";
import { readingLexicon } from "./references/index.js";
import { quirks } from "./quirks.js";
import { readersIn } from "./readers.js";
import { descendsFromRowid, rowidColumn } from "./rowid.js";
import { normalize } from "./normalize.js";
import { support } from "./support.js";
import { types } from "./types.js";
import { urls } from "./urls.js";
import { impliedReference, withWrittenWords } from "./written.js";

export const sqlite: Dialect = {
  name: "sqlite",
  introduction: { title: "SQLite", url: "sqlite:app.db", needsNoServer: true },
  urls,
  noCurrentSchema: null,
  namingStyle: null,
  facts,
  lexicon: readingLexicon,
  types,
  support,
  quirks,
  ddl,
  normalize,
  withWrittenWords,
  impliedReference,
  withGeneratedName,
  readersIn,
  isRowid: ({ name }, table) => rowidColumn(table)?.name === name,
  keyDirectionMatters: (key, table) => key.kind === "primaryKey" && descendsFromRowid(key, table),
  defaultKey,
  canonicalAction: (action) => action,
};
