/** Checks that the development server, on which SQL texts and proofs are tried, is of the right dialect. */
import { dialectNamed } from "../dialects/index.js";
import { SchemaDiffError } from "../model/index.js";
import { checkDatabaseUrl, dialectOfUrl } from "../reflect/index.js";

/** MariaDB uses the port and the URLs of MySQL, and which one it is only shows when it answers. */
const mayAnswer = (dialect: string, other: string): boolean => {
  const [port, itsPort] = [dialect, other].map((name) => dialectNamed(name).urls.defaultPort);
  return dialect === other || (port === itsPort && port !== null);
};

/** @throws SchemaDiffError where the text is not a URL, or a URL of another dialect */
export const checkDevUrl = (devUrl: string, dialect: string, cwd?: string): void => {
  checkDatabaseUrl(devUrl, cwd, "the development server ");
  const other = dialectOfUrl(devUrl);
  if (other === null || mayAnswer(dialect, other)) return;
  throw new SchemaDiffError(
    "usage",
    `the development server is of ${other}, and what is to be loaded there is of ${dialect}`,
    `give --dev-url ${dialectNamed(dialect).introduction.url}`,
  );
};
