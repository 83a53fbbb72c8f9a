/** References to columns, pieces of SQL, and the elements of an index that consist of them. */
import { calledWith } from "../decode/caller.js";
import { atLeast, nameText, root, text as anyText, type Decoder } from "../decode/decode.js";
import {
  columnMark,
  partMark,
  sqlMark,
  type ColumnRef,
  type Marks,
  type Part,
  type PartInput,
  type PartState,
  type SqlPiece,
  type SqlText,
  type TableOwner,
} from "./shapes.js";

const of = <T>(method: string, read: Decoder<T>, value: unknown, usage: string): T =>
  calledWith(() => read(value, root("metadata", `.${method}`, `write it as in ${usage}`)));

const part = (state: PartState): Part => ({ [partMark]: state, ...marks(() => state) });

const marks = (state: () => PartState): Marks => ({
  desc: () => part({ ...state(), descending: true }),
  asc: () => part({ ...state(), descending: false }),
  nullsFirst: () => part({ ...state(), nulls: "first" }),
  nullsLast: () => part({ ...state(), nulls: "last" }),
  collate: (name) =>
    part({ ...state(), collation: of("collate", nameText, name, '.collate("C")') }),
  operatorClass: (name) =>
    part({
      ...state(),
      operatorClass: of("operatorClass", nameText, name, '.operatorClass("text_pattern_ops")'),
    }),
  prefix: (length) =>
    part({
      ...state(),
      prefix: of("prefix", atLeast(1, "characters or bytes"), length, ".prefix(10)"),
    }),
});

const plain = (of: PartState["of"]): PartState => ({
  of,
  descending: false,
  nulls: null,
  collation: null,
  operatorClass: null,
  prefix: null,
});

export const columnRef = (key: string, name: string, table: TableOwner): ColumnRef => {
  const ref: ColumnRef = { [columnMark]: true, key, name, table, ...marks(() => plain(ref)) };
  return ref;
};

const sqlText = (pieces: readonly SqlPiece[]): SqlText => {
  const text: SqlText = { [sqlMark]: pieces, ...marks(() => plain(text)) };
  return text;
};

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

export const isColumnRef = (value: unknown): value is ColumnRef =>
  isObject(value) && columnMark in value;
export const isSqlText = (value: unknown): value is SqlText => isObject(value) && sqlMark in value;
export const isPart = (value: unknown): value is Part => isObject(value) && partMark in value;

export const sqlPieces = (text: SqlText): readonly SqlPiece[] => text[sqlMark];

export const partState = (input: PartInput): PartState =>
  isPart(input) ? input[partMark] : plain(input);

/** The columns that a text refers to. */
export const columnsOfText = (text: SqlText): readonly ColumnRef[] =>
  sqlPieces(text).flatMap((piece) => ("column" in piece ? [piece.column] : []));

const pieceOf = (value: unknown): readonly SqlPiece[] =>
  isColumnRef(value) ? [{ column: value }] : isSqlText(value) ? sqlPieces(value) : [{ value }];

interface SqlTag {
  /**
   * SQL as written; columns are quoted, other pieces of SQL inserted, every other value becomes a
   * literal.
   */
  (strings: readonly string[], ...values: readonly unknown[]): SqlText;
  /** A text that is SQL already, word for word. */
  readonly raw: (text: string) => SqlText;
}

export const sql: SqlTag = Object.assign(
  (strings: readonly string[], ...values: readonly unknown[]): SqlText =>
    sqlText(
      strings.flatMap((raw, i): readonly SqlPiece[] => [
        ...(raw === "" ? [] : [{ raw }]),
        ...(i < values.length ? pieceOf(values[i]) : []),
      ]),
    ),
  {
    raw: (text: string): SqlText =>
      sqlText([{ raw: of("raw", anyText, text, 'sql.raw("now()")') }]),
  },
);
