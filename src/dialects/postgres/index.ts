/** PostgreSQL 13 to 18: what is known of it, as one value. */
import type { Dialect } from "../dialect.js";
import { withGeneratedName } from "./generatedName.js";
import { ddl } from "./ddl.js";
import { objects } from "./ddlObjects.js";
import { defaultKey } from "./defaults.js";
import { generatedKey } from "./generatedKey.js";
import { facts } from "./facts.js";
import { tableHazards } from "./hazards.js";
import { lexicon } from "./lexicon.js";
import { namingStyle } from "./namingStyle.js";
import { notNullConstraint } from "./ddlNotNull.js";
import { ownSequence } from "./ownSequence.js";
import { quirks } from "./quirks.js";
import { normalize } from "./normalize.js";
import { support } from "./support.js";
import { types } from "./types.js";
import { urls } from "./urls.js";

export const postgres: Dialect = {
  name: "postgres",
  introduction: {
    title: "PostgreSQL",
    url: "postgres://me@localhost:5432/app",
    needsNoServer: false,
  },
  urls,
  // A role without USAGE on the schemas of its search path sees nothing in them.
  noCurrentSchema: {
    message: "none of the search path is there, or may be used by this role",
    todo: "name schemas with ?schema=, set the search_path, or GRANT USAGE ON SCHEMA to the role",
  },
  namingStyle,
  facts,
  lexicon,
  types,
  support,
  objects,
  quirks,
  ddl,
  normalize,
  withGeneratedName,
  ownSequence,
  notNullConstraint,
  keyDirectionMatters: () => false,
  defaultKey,
  generatedKey,
  tableHazards,
  canonicalAction: (action) => action,
};

export * as names from "./names.js";
