/** How MySQL's databases are addressed, and how other tools write their URLs. */
import type { Urls } from "../urls.js";

export const urls: Urls = {
  schemes: ["mysql"],
  defaultPort: 3306,
  spellings: [
    [/^jdbc:(mysql:\/\/[^?]*)/i, (url = "") => url],
    // SQLAlchemy's drivers, Rails' adapter, and the X protocol
    [/^(?:mysql\+\w+|mysql2|mysqlx):\/\/(.*)$/i, (rest = "") => `mysql://${rest}`],
  ],
  files: null,
};
