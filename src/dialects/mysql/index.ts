/** MySQL 8 and 9, and what MariaDB shares with it. */
import type { Dialect } from "../dialect.js";
import { ddlOf } from "./ddl.js";
import { defaultKey } from "./defaults.js";
import { facts } from "./facts.js";
import { mysqlFlavour, type Flavour } from "./flavour.js";
import { tableHazards } from "./hazards.js";
import { lexicon } from "./lexicon.js";
import { typesOf } from "./portable.js";
import { quirks } from "./quirks.js";
import { withGeneratedNameFor, normalizeFor } from "./normalize.js";
import { support } from "./support.js";
import { urls } from "./urls.js";

/** The dialect of either flavour. */
export const familyOf = (flavour: Flavour): Dialect => ({
  name: flavour.name,
  introduction: { title: "MySQL", url: "mysql://me@localhost:3306/app", needsNoServer: false },
  urls,
  // A connection without a selected database is refused when it is read.
  noCurrentSchema: null,
  namingStyle: null,
  facts,
  lexicon,
  types: typesOf(flavour),
  support,
  quirks,
  ddl: ddlOf(flavour),
  normalize: normalizeFor(flavour),
  withGeneratedName: withGeneratedNameFor(flavour),
  keyDirectionMatters: () => false,
  defaultKey,
  tableHazards,
  // InnoDB checks at once, so NO ACTION is RESTRICT
  canonicalAction: (action) => (action === "restrict" ? "noAction" : action),
});

export const mysql: Dialect = familyOf(mysqlFlavour);
