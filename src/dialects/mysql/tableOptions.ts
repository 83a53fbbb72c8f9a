/**
 * The options of a table as SQL: in CREATE TABLE, and the change from one set of them to another.
 */
import {
  nameText,
  ofKind,
  tableText,
  type OperationOf,
  type Options,
  type Schema,
  type Sql,
  type TableRef,
  lookupTable,
} from "../../model/index.js";
import { lastClause, tableIn, type Clause, type DdlContext } from "./alter.js";
import {
  collationClause,
  constraintClause,
  indexClause,
  plainWord,
  primaryKeyClause,
  quote,
  quoteTable,
  refuseOtherFlavours,
  unsupported,
  words,
} from "./clauses.js";
import { literal } from "./lexicon.js";

/** Absent options are left out; nothing is reset. */
export const optionsClause = (options: Options, comment: string | null): Sql =>
  words(
    options["tablespace"] !== undefined && `TABLESPACE=${quote(options["tablespace"])}`,
    options["autoextendSize"] !== undefined &&
      /^\d+$/.test(options["autoextendSize"]) &&
      `AUTOEXTEND_SIZE=${options["autoextendSize"]}`,
    options["engine"] !== undefined && `ENGINE=${plainWord(options["engine"])}`,
    collationClause({ charset: options["charset"], collation: options["collation"] }).replace(
      "CHARACTER SET",
      "DEFAULT CHARACTER SET",
    ),
    options["rowFormat"] !== undefined && `ROW_FORMAT=${plainWord(options["rowFormat"])}`,
    options["keyBlockSize"] !== undefined &&
      /^\d+$/.test(options["keyBlockSize"]) &&
      `KEY_BLOCK_SIZE=${options["keyBlockSize"]}`,
    options["createOptions"] ?? null,
    options["systemVersioned"] === "yes" && "WITH SYSTEM VERSIONING",
    comment !== null && `COMMENT=${literal(comment)}`,
  );

/** What an option is reset to, where its default can be written. */
const defaults: Readonly<Record<string, string>> = lookupTable({
  engine: "InnoDB",
  rowFormat: "DEFAULT",
  keyBlockSize: "0",
  tablespace: "innodb_file_per_table",
  autoextendSize: "0",
});

/** The same for the options within `createOptions`, by their names in lower case. */
const wordDefaults: Readonly<Record<string, string>> = lookupTable({
  avg_row_length: "0",
  checksum: "0",
  compression: "''",
  delay_key_write: "0",
  encryption: "'N'",
  max_rows: "0",
  min_rows: "0",
  secondary_engine: "NULL",
});

/** Does the table keep former versions of its rows (MariaDB)? */
export const versionsRows = (options: Options): boolean => options["systemVersioned"] === "yes";

/**
 * `stats_persistent=1 COMPRESSION="zlib"` → each option as written, by its name in lower case; a
 * quoted value may contain blanks.
 */
const wordsOf = (text: string | undefined): ReadonlyMap<string, string> =>
  new Map(
    [...(text ?? "").matchAll(/(`[^`]+`|\w+)=(?:"[^"]*"|'[^']*'|\S*)/g)].map(
      ([word, name = ""]) => [name.replaceAll("`", "").toLowerCase(), word],
    ),
  );

/**
 * The clauses for those options in `createOptions` that changed; an engine's own options (MariaDB)
 * can be set to DEFAULT.
 */
const changedWords = (from: Options, to: Options): string | undefined => {
  const [old, now] = [wordsOf(from["createOptions"]), wordsOf(to["createOptions"])];
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => old.get(name) !== now.get(name),
  );
  return changed.length === 0
    ? undefined
    : changed
        .map((name) => now.get(name) ?? `${quoted(name, old)}=${wordDefaults[name] ?? "DEFAULT"}`)
        .join(" ");
};

const quoted = (name: string, words: ReadonlyMap<string, string>): string =>
  /^`[^`]+`/.exec(words.get(name) ?? "")?.[0] ?? name.toUpperCase();

/**
 * What CREATE TABLE would say of the options that changed; system versioning has a clause of its own in ALTER TABLE.
 * @param collation the database's, where it is known
 */
const changedOptions = (from: Options, to: Options, collation: string | undefined): Options => {
  const differ = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
    (key) => from[key] !== to[key] && key !== "systemVersioned",
  );
  // If a character set is no longer specified, the collation is written, since it determines the
  // character set, even if it is the same on both sides.
  const keys =
    differ.includes("charset") && to["charset"] === undefined
      ? [...new Set([...differ, "collation"])]
      : differ;
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value =
        key === "createOptions"
          ? changedWords(from, to)
          : (to[key] ?? (key === "collation" ? collation : defaults[key]));
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
};

/** The options for which the primary key is dropped and added. */
export const primaryKeyOptions: readonly string[] = ["primaryKeyParts", "primaryKeyUsing"];

const primaryKeyAnew = (
  from: Options,
  to: Options,
  ref: TableRef,
  before: Schema,
): readonly Sql[] => {
  if (primaryKeyOptions.every((key) => from[key] === to[key])) return [];
  const key = ofKind(tableIn(before, ref)?.constraints ?? [], "primaryKey")[0];
  if (key === undefined && to["primaryKeyParts"] === undefined) return [];
  return [
    `ALTER TABLE ${quoteTable(ref)} DROP PRIMARY KEY, ADD ${primaryKeyClause(key ?? { columns: [], comment: null }, to)}`,
  ];
};

/**
 * The keys and indexes that have the table's KEY_BLOCK_SIZE are dropped and added with the new one:
 * otherwise they would keep the old one, as an option of their own from then on.
 */
const indexesAnew = (
  from: Options,
  to: Options,
  ref: TableRef,
  { before, flavour }: DdlContext,
): readonly Sql[] => {
  const [old, now] = [from["keyBlockSize"], to["keyBlockSize"]];
  if (old === undefined || old === now) return [];
  const table = tableIn(before, ref);
  const drop = (name: string | null): Sql => `DROP INDEX ${quote(name ?? "")}`;
  return [
    ...ofKind(table?.constraints ?? [], "primaryKey")
      .filter(({ options }) => options === undefined)
      .map((key) => `DROP PRIMARY KEY, ADD ${primaryKeyClause(key, to)}`),
    ...ofKind(table?.constraints ?? [], "unique")
      .filter(({ options }) => options === undefined)
      .map((key) => `${drop(nameText(key.name))}, ADD ${constraintClause(key, flavour)}`),
    ...(table?.indexes ?? [])
      .filter(({ options }) => options["keyBlockSize"] === undefined)
      .map((index) => `${drop(nameText(index.name))}, ADD ${indexClause(index, flavour)}`),
  ];
};

/** The change of partitions, as the last clause of a statement. */
const partitionClauses = (from: Options, to: Options): readonly Clause[] => {
  const [old, now] = [from["partitionBy"], to["partitionBy"]];
  return old === now ? [] : [lastClause(now ?? "REMOVE PARTITIONING")];
};

/** MariaDB: adds or drops system versioning. */
const versioningChange = (from: Options, to: Options): Sql | null => {
  const [was, is] = [from, to].map(versionsRows);
  return was === is ? null : is ? "ADD SYSTEM VERSIONING" : "DROP SYSTEM VERSIONING";
};

/** A change of options: as statements of its own, and as clauses that can be joined with others. */
export const alterTable = (
  { table, from, to }: OperationOf["alterTable"],
  context: DdlContext,
): { readonly apart: readonly Sql[]; readonly joined: readonly Clause[] } => {
  const { flavour, before } = context;
  refuseOtherFlavours("table", tableText(table), to, flavour);
  const collation = table.schema === null ? before.defaultCollation : undefined;
  if (versionsRows(from) && versionsRows(to) && from["engine"] !== to["engine"])
    unsupported(
      `table ${tableText(table)}: ${flavour.title} gives no other engine to a table that keeps its past`,
      "drop its system versioning first, in a migration of your own, which loses the past",
    );
  const changed = changedOptions(from, to, to["charset"] === undefined ? collation : undefined);
  const joined = partitionClauses(from, to);
  const apart = [
    ...primaryKeyAnew(from, to, table, before),
    ...[
      [optionsClause(changed, null), ...indexesAnew(from, to, table, context)].join(", "),
      versioningChange(from, to),
    ].flatMap((sql) =>
      sql === "" || sql === null ? [] : [`ALTER TABLE ${quoteTable(table)} ${sql}`],
    ),
  ];
  if (
    apart.length === 0 &&
    joined.length === 0 &&
    Object.keys({ ...from, ...to }).some((k) => from[k] !== to[k] && !primaryKeyOptions.includes(k))
  ) {
    return unsupported(
      `table ${tableText(table)}: ${flavour.title} has no words for "the database's default" of ${Object.keys(
        from,
      )
        .filter((k) => to[k] === undefined)
        .join(", ")}`,
      `write the value out${before.defaultSchema === null ? "" : ` that database ${before.defaultSchema} has`}`,
    );
  }
  return { apart, joined };
};
