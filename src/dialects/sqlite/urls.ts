/** How SQLite's files are addressed, and how other tools write their URLs. */
import type { Urls } from "../urls.js";

const urlOf = (path = ""): string => `sqlite:${path}`;

const fileUrl = /^sqlite:(?!:memory:)(?:\/\/)?([^?]+)(\?.*)?$/i;

export const urls: Urls = {
  schemes: ["sqlite"],
  defaultPort: null,
  spellings: [
    // SQLAlchemy adds a driver's name; Prisma, LibSQL and SQLite itself use file:, Rails sqlite3:
    [/^sqlite\+\w+:\/\/\/([^?]+)/i, urlOf],
    [/^(?:file|sqlite3):(?:\/\/)?([^?]+)/i, urlOf],
    [/^jdbc:sqlite:([^?]+)/i, urlOf],
  ],
  files: {
    endings: ["db", "db3", "sqlite", "sqlite3", "s3db", "sl3"],
    // its file format, section 1.3.1
    magic: "SQLite format 3\0",
    urlOf,
    partsOf: (url) => {
      const [, path, rest = ""] = fileUrl.exec(url) ?? [];
      return path === undefined ? null : { path, rest };
    },
  },
};
