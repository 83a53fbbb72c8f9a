/**
 * Recognises texts that read like an expression where a literal is expected: PostgreSQL evaluates
 * `'now()'` once, at CREATE TABLE, and other servers refuse it.
 */
import type { PortableName, PortableType } from "../dialects/types.js";
import { SchemaDiffError } from "../model/index.js";

/**
 * Functions that defaults call for the time, the user, or a new key: texts that nobody would store.
 */
const functions =
  "now|(?:statement|transaction|clock|utc|current|unix|local)_?timestamp|timeofday|" +
  "(?:cur|current_?|utc_?|local)(?:date|time)|sysdate|getdate|getutcdate|unixepoch|strftime|julianday|" +
  "gen_random_(?:uuid|bytes)|uuid_generate_v\\w+|uuid(?:_short|v\\d)?|random_uuid|newid|sys_guid|" +
  "nextval|(?:current|session|system)?_?user|current_(?:role|schema|database|setting)|random|rand|randomblob";

/** `now()`, `pg_catalog.now()`, `timezone('utc', now())`. */
const knownCall = new RegExp(`^(?:\\w+\\.)*(?:${functions})\\s?\\(.*\\)$`, "is");
const knownWord =
  /^(?:current_(?:timestamp|date|time|user)|localtime(?:stamp)?|session_user|systimestamp)$/i;
/** SQLite's `datetime('now')`. */
const ofNow = /^(?:date|time|datetime)\s?\(\s*'now'/i;
/** `'new'::text`. */
const cast = /^'.*'::["\w][\w\s".,()[\]]*$/s;

const anyCall = /(?:^|[^\w'])[a-z_]\w*\s?\(/i;
/** PostgreSQL's words for a moment, which becomes a constant when the table is created. */
const moment = /^\s*(?:now|today|tomorrow|yesterday)\s*$/i;

/** Types that can store any text; the values of an enum are listed. */
const ofText: ReadonlySet<PortableName> = new Set<PortableName>([
  "varchar",
  "char",
  "text",
  "binary",
  "json",
  "enum",
  "array",
]);
const ofTime: ReadonlySet<PortableName> = new Set<PortableName>(["date", "time", "timestamp"]);

const holdsText = (type: PortableType): boolean =>
  type.is === "native"
    ? /char|text|string|json|xml|enum|set|clob|variant|^$/i.test(type.text)
    : ofText.has(type.is);

const readsAsExpression = (text: string): boolean =>
  [knownCall, knownWord, ofNow, cast].some((pattern) => pattern.test(text));

/** Is there a type for which the text would be refused? */
export const mayReadAsExpression = (text: string): boolean =>
  readsAsExpression(text) || anyCall.test(text) || moment.test(text);

const isMistaken = (text: string, type: PortableType): boolean => {
  if (type.is === "enum" && type.values.includes(text)) return false;
  if (readsAsExpression(text)) return true;
  return (!holdsText(type) && anyCall.test(text)) || (ofTime.has(type.is) && moment.test(text));
};

const shown = (text: string): string =>
  `sql\`${text.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${")}\``;

/** Throws `metadata` for a default that is a text but means an expression. */
export const checkLiteral = (value: unknown, type: PortableType): void => {
  if (typeof value !== "string" || !isMistaken(value, type)) return;
  const literal = `'${value.replaceAll("'", "''")}'`;
  throw new SchemaDiffError(
    "metadata",
    `.default: ${JSON.stringify(value)} is a text and reads like an expression`,
    moment.test(value)
      ? "write .default(sql`CURRENT_TIMESTAMP`) for the moment of each row"
      : `write .default(${shown(value)}) for the expression, .default(${shown(literal)}) for the text`,
  );
};
