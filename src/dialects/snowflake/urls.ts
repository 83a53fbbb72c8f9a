/** How Snowflake's databases are addressed, and how other tools write their URLs. */
import type { Urls } from "../urls.js";

export const urls: Urls = {
  schemes: ["snowflake"],
  defaultPort: null,
  spellings: [
    [
      /^jdbc:snowflake:\/\/([^/?]+?)(?:\.snowflakecomputing\.com)?(?::443)?\/?(?:\?.*)?$/i,
      (account = "") => `snowflake://user@${account}/database/schema?warehouse=…`,
    ],
    [
      /^https:\/\/([^/?]+)\.snowflakecomputing\.com(?:\/.*)?$/i,
      (account = "") => `snowflake://user@${account}/database/schema?warehouse=…`,
    ],
  ],
  files: null,
};
