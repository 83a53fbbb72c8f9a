/** Reads rows of INFORMATION_SCHEMA.COLUMNS, or of DESCRIBE TABLE, as columns. */
import {
  plainColumn,
  type Column,
  lookupTable,
  type Generated,
  type Identity,
  type Sql,
} from "../../model/index.js";
import { canonicalDefault, sequenceIn, withoutTable } from "../../dialects/snowflake/defaults.js";
import { lexicon } from "../../dialects/snowflake/lexicon.js";
import { normalizedNumbers } from "../../dialects/snowflake/normalize.js";
import { writtenName } from "../../dialects/snowflake/spelling.js";
import { canonical } from "../../dialects/snowflake/types.js";
import { withoutOuterParentheses } from "../../sql/index.js";
import type { Row } from "../connection.js";
import { numberOrNull, says, text, textOrNull } from "./rows.js";

/** The arguments of a type, from the columns of the view that have them. */
const argumentsOf: Readonly<Record<string, (row: Row) => readonly (number | null)[]>> = lookupTable(
  {
    NUMBER: (row) => [numberOrNull(row, "numeric_precision"), numberOrNull(row, "numeric_scale")],
    TEXT: (row) => [numberOrNull(row, "character_maximum_length")],
    BINARY: (row) => [
      numberOrNull(row, "character_maximum_length") ?? numberOrNull(row, "character_octet_length"),
    ],
    TIME: (row) => [numberOrNull(row, "datetime_precision")],
    TIMESTAMP_NTZ: (row) => [numberOrNull(row, "datetime_precision")],
    TIMESTAMP_LTZ: (row) => [numberOrNull(row, "datetime_precision")],
    TIMESTAMP_TZ: (row) => [numberOrNull(row, "datetime_precision")],
  },
);

/** Types of which the view has only the first word. */
const partial = /^(?:VECTOR|ARRAY|MAP|OBJECT)$/;

export const isPartial = (row: Row): boolean => partial.test(text(row, "data_type"));

const typeOf = (row: Row): Sql => {
  const word = text(row, "data_type");
  const args = (argumentsOf[word]?.(row) ?? []).filter((one) => one !== null);
  return canonical(`${word}${args.length === 0 ? "" : `(${args.join(",")})`}`);
};

/** `IDENTITY START 1 INCREMENT 1 NOORDER`, as DESCRIBE prints it in place of a default. */
const shownIdentity =
  /^(?:IDENTITY|AUTOINCREMENT)\b(?:\s+START\s+(-?\d+))?(?:\s+INCREMENT\s+(-?\d+))?(?:\s+(NO)?ORDER)?/i;

const identityBy = (start: string | null, increment: string | null): Identity => ({
  kind: "byDefault",
  numbers: normalizedNumbers({
    start,
    increment,
    min: null,
    max: null,
    cache: null,
    cycle: false,
  }),
});

const withCounter = (column: Column, identity: Identity, ordered: boolean): Column => ({
  ...column,
  nullable: false,
  identity,
  options: ordered ? { order: "true" } : {},
});

/** The place of a column, in stored names. */
export interface Home {
  /** The connection's database and schema. */
  readonly own: readonly string[];
  readonly table: string;
}

/** The default as SQL; `T.NEXTVAL` calls a sequence, so that `T` is not the table there. */
const defaultOf = (said: string | null, { own, table }: Home): Sql | null =>
  canonicalDefault(
    said === null || sequenceIn(said) !== null ? said : withoutTable(said, table),
    own,
  );

const withDefault = (column: Column, said: string | null, home: Home): Column => {
  const counter = said === null ? null : shownIdentity.exec(said);
  return counter === null
    ? { ...column, default: defaultOf(said, home) }
    : withCounter(
        column,
        identityBy(counter[1] ?? null, counter[2] ?? null),
        /\bORDER/i.test(counter[0]),
      );
};

/** The expression of a virtual column, which is recognised by its kind: VIRTUAL in DESCRIBE, VIRTUAL_COLUMN in the view. */
const generatedOf = (row: Row): Generated | null => {
  const expression = textOrNull(row, "expression");
  return expression !== null && text(row, "kind").startsWith("VIRTUAL")
    ? { expression: withoutOuterParentheses(expression, lexicon), stored: false }
    : null;
};

export const readColumn = (row: Row, home: Home): Column => {
  const column: Column = {
    ...plainColumn(writtenName(text(row, "column_name")), typeOf(row)),
    nullable: text(row, "is_nullable") !== "NO",
    generated: generatedOf(row),
    comment: textOrNull(row, "comment"),
  };
  return says(row, "is_identity")
    ? withCounter(
        column,
        identityBy(textOrNull(row, "identity_start"), textOrNull(row, "identity_increment")),
        says(row, "identity_ordered"),
      )
    : withDefault(column, textOrNull(row, "column_default"), home);
};

export const readDescribed = (row: Row, home: Home): Column =>
  withDefault(
    {
      ...plainColumn(
        writtenName(text(row, "name")),
        canonical(text(row, "type").replace(/\s+COLLATE\s+'[^']*'$/i, "")),
      ),
      nullable: text(row, "null?") !== "N",
      generated: generatedOf(row),
      comment: textOrNull(row, "comment"),
    },
    textOrNull(row, "default"),
    home,
  );

/** Is it a column that the server itself makes for a clustered table? */
export const isHidden = (name: string): boolean => /^"?sys_clustering_column/.test(name);
