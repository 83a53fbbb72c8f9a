/** Reads columns from catalogue rows. */
import { plainNumbers, type Column, type Identity, type Sql } from "../../model/index.js";
import {
  canonicalDefault,
  canonicalExpression,
  constant,
  hexadecimal,
  nowText,
} from "../../dialects/mysql/defaults.js";
import type { Flavour } from "../../dialects/mysql/flavour.js";
import { literal, unescape } from "../../dialects/mysql/lexicon.js";
import { baseOf, canonical } from "../../dialects/mysql/types.js";
import type { Row } from "../connection.js";
import { isJson } from "./json.js";
import { reread } from "./mojibake.js";
import { text, textOrNull } from "./rows.js";
import type { ShownColumn } from "./showCreate.js";

const autoIncrement: Identity = { kind: "autoIncrement", numbers: plainNumbers };

/** The expression as SQL. MySQL escapes expressions in its catalogue views a second time (bug #100607); SHOW CREATE TABLE does not. */
export const expressionText = (stored: string, flavour: Flavour): Sql =>
  canonicalExpression(flavour.name === "mysql" ? unescape(reread(stored)) : stored);

/** The default as SQL. MySQL's view holds a constant's bare value, and EXTRA tells whether it is an expression; MariaDB's view holds SQL. */
const defaultOf = (
  value: string | null,
  type: string,
  extra: string,
  flavour: Flavour,
): Sql | null => {
  if (value === null) return null;
  if (flavour.name === "mariadb") return canonicalDefault(type, value, flavour);
  const now = /^(?:timestamp|datetime)/.test(type) ? nowText(value, flavour) : null;
  if (
    now !== null &&
    (/\bDEFAULT_GENERATED\b/.test(extra) || value.startsWith("CURRENT_TIMESTAMP"))
  )
    return now;
  if (/\bDEFAULT_GENERATED\b/.test(extra)) return `(${expressionText(value, flavour)})`;
  if (baseOf(type) === "bit") return canonicalDefault(type, value, flavour);
  if (!/^0x[0-9a-f]*$/i.test(value)) return constant(type, value);
  if (/^(?:var)?binary/.test(type)) return hexadecimal(type, value.slice(2));
  // the default of an ENUM in the binary character set is shown in hexadecimal too
  const listed = /^(?:enum|set)\(/.test(type) && !type.includes(literal(value));
  return constant(type, listed ? Buffer.from(value.slice(2), "hex").toString("utf8") : value);
};

/** Is the column compressed? MariaDB writes COMPRESSED into the type, in a comment of its own. */
const isCompressed = (type: string): boolean => /\/\*M?!\d* *COMPRESSED\b/i.test(type);

/** Was the collation written out? MySQL prints both the character set and the collation where either was. */
const isWritten = (
  shown: ShownColumn | undefined,
  collation: string | null,
  tableCollation: string | null,
  flavour: Flavour,
): boolean =>
  flavour.remembersCollation &&
  collation !== null &&
  collation === tableCollation &&
  (shown?.charset ?? null) !== null &&
  (shown?.collation ?? null) !== null;

/**
 * @param checks MariaDB's CHECKs that belong to a column of this table, by column
 * @param shown the same column in SHOW CREATE TABLE, where that was read
 */
export const columnOf = (
  row: Row,
  tableCollation: string | null,
  checks: ReadonlyMap<string, Sql>,
  flavour: Flavour,
  shown?: ShownColumn,
): Column => {
  const name = text(row, "name");
  const extra = text(row, "extra");
  const stored = canonical(text(row, "type"));
  // binary types have no collation, and an ENUM or SET without one has the character set "binary"
  const collation =
    textOrNull(row, "collation") ?? (/^(?:enum|set)\(/.test(stored) ? "binary" : null);
  const json = isJson(name, stored, collation, checks.get(name));
  const type = json ? "json" : stored;
  const generation = text(row, "generation");
  const generated =
    generation === ""
      ? null
      : {
          expression: expressionText(generation, flavour),
          stored: /STORED|PERSISTENT/.test(extra),
        };
  const updated = /on update (\S+)/i.exec(extra)?.[1];
  const srid = textOrNull(row, "srid");
  return {
    name,
    type,
    nullable: text(row, "nullable") === "YES",
    default:
      generated !== null
        ? null
        : shown !== undefined && /^(?:var)?binary/.test(type)
          ? shown.default
          : defaultOf(textOrNull(row, "value"), type, extra, flavour),
    identity: /auto_increment/i.test(extra) ? autoIncrement : null,
    generated,
    collation: json || collation === tableCollation ? null : collation,
    onUpdate: updated === undefined ? null : (nowText(updated, flavour) ?? updated),
    comment: text(row, "comment") === "" ? null : text(row, "comment"),
    options: {
      ...(/\bINVISIBLE\b/.test(extra) ? { invisible: "yes" } : {}),
      ...(srid === null ? {} : { srid }),
      ...(isCompressed(text(row, "type")) ? { compressed: "yes" } : {}),
      ...(/\bWITHOUT SYSTEM VERSIONING\b/.test(extra) ? { versioned: "no" } : {}),
      ...(isWritten(shown, collation, tableCollation, flavour) ? { collationWritten: "yes" } : {}),
      ...shown?.options,
    },
  };
};
