/** What is known about Snowflake, as a value. */
import type { Dialect } from "../dialect.js";
import { ddl } from "./ddl.js";
import { defaultKey } from "./defaults.js";
import { facts } from "./facts.js";
import { newConstraintHazards } from "./hazards.js";
import { lexicon } from "./lexicon.js";
import { withGeneratedName } from "./names.js";
import { normalize } from "./normalize.js";
import { types } from "./portable.js";
import { support } from "./support.js";
import { urls } from "./urls.js";

export const snowflake: Dialect = {
  name: "snowflake",
  introduction: {
    title: "Snowflake",
    url: "snowflake://me@account/app/public?warehouse=compute_wh",
    needsNoServer: false,
  },
  urls,
  // A connection without a schema, or a role without rights on it, sees nothing.
  noCurrentSchema: {
    message: "no schema is selected, or the role may not use it",
    todo: "name one in the URL (snowflake://user@account/database/schema), or GRANT USAGE ON SCHEMA to the role",
  },
  namingStyle: null,
  facts,
  lexicon,
  types,
  support,
  quirks: [],
  ddl,
  normalize,
  withGeneratedName,
  keyDirectionMatters: () => false,
  defaultKey,
  newConstraintHazards,
  canonicalAction: (action) => action,
};
