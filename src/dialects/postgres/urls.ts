/** How PostgreSQL's databases are addressed, and how other tools write their URLs. */
import type { Urls } from "../urls.js";

export const urls: Urls = {
  schemes: ["postgres", "postgresql"],
  defaultPort: 5432,
  spellings: [
    [/^jdbc:(postgresql:\/\/[^?]*)/i, (url = "") => url],
    // SQLAlchemy's drivers, and names that are nearly right
    [
      /^(?:postgres(?:ql)?\+\w+|postgre|postgressql|pgsql|psql|pg|cockroachdb):\/\/(.*)$/i,
      (rest = "") => `postgres://${rest}`,
    ],
    // libpq's keywords
    [/(?:^|[\s:;])(?:host|dbname)\s*=/i, () => "postgres://user@host:5432/dbname"],
  ],
  files: null,
};
