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

/** What an index can have as an element, with the methods that modify it there; each returns a new element. */
abstract class Markable implements Marks {
  protected abstract state(): PartState;

  private with(more: Partial<PartState>): Part {
    return new MarkedPart({ ...this.state(), ...more });
  }

  desc(): Part {
    return this.with({ descending: true });
  }

  asc(): Part {
    return this.with({ descending: false });
  }

  nullsFirst(): Part {
    return this.with({ nulls: "first" });
  }

  nullsLast(): Part {
    return this.with({ nulls: "last" });
  }

  collate(name: string): Part {
    return this.with({ collation: of("collate", nameText, name, '.collate("C")') });
  }

  operatorClass(name: string): Part {
    return this.with({
      operatorClass: of("operatorClass", nameText, name, '.operatorClass("text_pattern_ops")'),
    });
  }

  prefix(length: number): Part {
    return this.with({
      prefix: of("prefix", atLeast(1, "characters or bytes"), length, ".prefix(10)"),
    });
  }
}

const plain = (of: PartState["of"]): PartState => ({
  of,
  descending: false,
  nulls: null,
  collation: null,
  operatorClass: null,
  prefix: null,
});

class MarkedPart extends Markable implements Part {
  readonly [partMark]: PartState;

  constructor(state: PartState) {
    super();
    this[partMark] = state;
  }

  protected state(): PartState {
    return this[partMark];
  }
}

class TableColumn extends Markable implements ColumnRef {
  readonly [columnMark] = true;

  constructor(
    readonly key: string,
    readonly name: string,
    readonly table: TableOwner,
  ) {
    super();
  }

  protected state(): PartState {
    return plain(this);
  }
}

class PieceOfSql extends Markable implements SqlText {
  readonly [sqlMark]: readonly SqlPiece[];

  constructor(pieces: readonly SqlPiece[]) {
    super();
    this[sqlMark] = pieces;
  }

  protected state(): PartState {
    return plain(this);
  }
}

export const columnRef = (key: string, name: string, table: TableOwner): ColumnRef =>
  new TableColumn(key, name, table);

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
    new PieceOfSql(
      strings.flatMap((raw, i): readonly SqlPiece[] => [
        ...(raw === "" ? [] : [{ raw }]),
        ...(i < values.length ? pieceOf(values[i]) : []),
      ]),
    ),
  {
    raw: (text: string): SqlText =>
      new PieceOfSql([{ raw: of("raw", anyText, text, 'sql.raw("now()")') }]),
  },
);
