/** Finds out which pieces of a declaration the server refuses: a refused table is asked about again, piece by piece. */
import type { Dialect } from "../dialects/index.js";
import {
  nameText,
  objectKinds,
  ofKind,
  plainColumn,
  printedConstraintKinds,
  schemaObjectKinds,
  schemaObjectRules,
  tableKey,
  tableText,
  textsOf,
  type Column,
  type Index,
  type ObjectKind,
  type ObjectOf,
  type Schema,
  type Sql,
  type Table,
  type TableRef,
} from "../model/index.js";
import { meaningful } from "../sql/index.js";
import type { Printed } from "./backend.js";

type Print = (tables: readonly Table[], context: Schema) => Promise<readonly Printed[]>;

/** A piece of a declaration that the server refuses. */
export interface Refused {
  /** The table, or the object itself. */
  readonly of: TableRef;
  /** `check ck_age of table person (age >= 0)`. */
  readonly what: string;
  /** In the server's words. */
  readonly because: string;
}

interface Piece {
  /** The table with only this piece. */
  readonly table: Table;
  readonly what: string;
  readonly texts: readonly Sql[];
}

const expressionsOf = <K extends ObjectKind>(kind: K, object: ObjectOf[K]): readonly Sql[] =>
  textsOf(kind, object).flatMap(({ text, syntax }) => (syntax === "expression" ? [text] : []));

/** The operator classes and the method of an index, which may belong to an extension. */
const keptBy = ({ elements, method }: Pick<Index, "elements" | "method">): readonly Sql[] => [
  ...elements.flatMap(({ operatorClass }) => operatorClass ?? []),
  ...(method === null ? [] : [method]),
];

const plainly = (column: Column): Column => ({
  ...column,
  default: null,
  generated: null,
  identity: null,
  onUpdate: null,
});

const clauses = {
  default: "default of column",
  generated: "expression of column",
  onUpdate: "ON UPDATE of column",
} as const;

const pieceOf = (
  table: Table,
  label: string,
  name: string | null,
  texts: readonly Sql[],
): Piece => ({
  table,
  what: whatOf(label, `${name === null ? "" : `${name} `}of table ${tableText(table)}`, texts),
  texts,
});

/** The table with its columns only, without expressions, constraints and indexes. */
const baseOf = (table: Table): Table => ({
  ...table,
  columns: table.columns.map(plainly),
  constraints: [],
  indexes: [],
});

const ofColumn = (base: Table, column: Column): readonly Piece[] => {
  const plain = plainly(column);
  const pieces: readonly (readonly [keyof typeof clauses, Column])[] = [
    ["default", { ...plain, default: column.default }],
    ["generated", { ...plain, generated: column.generated }],
    ["onUpdate", { ...plain, onUpdate: column.onUpdate }],
  ];
  return pieces.flatMap(([clause, only]): readonly Piece[] =>
    only[clause] === null
      ? []
      : [
          pieceOf(
            { ...base, columns: base.columns.map((c) => (c.name === only.name ? only : c)) },
            clauses[clause],
            only.name,
            expressionsOf("column", only),
          ),
        ],
  );
};

const piecesOf = (table: Table): readonly Piece[] => {
  const base = baseOf(table);
  return [
    ...table.columns.flatMap((column) => ofColumn(base, column)),
    ...printedConstraintKinds.flatMap((kind) =>
      ofKind(table.constraints, kind).map((constraint) =>
        pieceOf(
          { ...base, constraints: [constraint] },
          objectKinds[kind].label,
          nameText(constraint.name),
          [
            ...expressionsOf(kind, constraint),
            ...(constraint.kind === "exclude" ? keptBy(constraint) : []),
          ],
        ),
      ),
    ),
    ...table.indexes.map((index) =>
      pieceOf({ ...base, indexes: [index] }, objectKinds.index.label, nameText(index.name), [
        ...expressionsOf("index", index),
        ...keptBy(index),
      ]),
    ),
  ].filter(({ texts }) => texts.length > 0);
};

/** The columns with nothing but their types, each in a table of its own. */
const typesOf = (table: Table): readonly Piece[] =>
  table.columns.map(({ name, type, collation }) => ({
    table: { ...baseOf(table), columns: [{ ...plainColumn(name, type), collation }] },
    what: whatOf(
      "type of column",
      `${name} of table ${tableText(table)}`,
      collation === null ? [type] : [type, `collation ${collation}`],
    ),
    texts: collation === null ? [type] : [type, collation],
  }));

/** Is it only a number or a text, which names nothing that could be missing? */
const isLiteral = (sql: Sql, { lexicon }: Dialect): boolean =>
  meaningful(sql, lexicon).every(({ kind }) => kind === "number" || kind === "string");

/** Does the table use anything that a server may not know? */
export const mayBeRefused = (table: Table, { enums }: Schema, dialect: Dialect): boolean => {
  const names = enums.map(({ name }) => name);
  return (
    piecesOf(table).some(({ texts }) => texts.some((sql) => !isLiteral(sql, dialect))) ||
    table.columns.some(
      ({ type, collation }) =>
        collation !== null || (dialect.types.portable(type) === null && !containsName(type, names)),
    )
  );
};

/** The names of declared objects that do not exist yet, and that a script creates before they are needed. */
export const namesToCome = (
  declared: Schema,
  live: Schema,
  { ownSequence }: Dialect,
): readonly string[] => {
  const there = new Set(
    schemaObjectKinds.flatMap((kind) => schemaObjectRules[kind].all(live).map(tableKey)),
  );
  const wanted: readonly TableRef[] = [
    ...schemaObjectKinds.flatMap((kind): readonly TableRef[] =>
      schemaObjectRules[kind].all(declared),
    ),
    ...declared.tables.flatMap((table) =>
      table.columns.flatMap((column) => ownSequence?.(table, column)?.sequence ?? []),
    ),
  ];
  return wanted.flatMap((ref) => (there.has(tableKey(ref)) ? [] : [ref.name]));
};

/** The text, cut to a length that fits in a message. */
const shortened = (text: string): string => {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > 80 ? `${flat.slice(0, 79)}…` : flat;
};

/** Names a refused piece: its label, its name and its SQL. */
export const whatOf = (label: string, name: string | null, texts: readonly Sql[]): string =>
  `${name === null ? label : `${label} ${name}`} (${shortened(texts.join(", "))})`;

const word = /[\p{L}\p{N}_$]+/gu;

/** Does the text contain any of these names, quoted or not, or inside a string (`nextval('s')`)? */
export const containsName = (sql: Sql, names: readonly string[]): boolean => {
  const words = new Set(sql.match(word));
  return names.some(
    (name) => words.has(name) || (!/^[\p{L}\p{N}_$]+$/u.test(name) && sql.includes(name)),
  );
};

type Refusal = Extract<Printed, { readonly cannot: string }>;

const isSure = (answer: Printed | undefined): answer is Refusal =>
  answer !== undefined && "cannot" in answer && answer.unsure !== true;

const isTaken = (answer: Printed | undefined): boolean => answer !== undefined && "table" in answer;

const speaksOfType = (answer: Printed | undefined): answer is Refusal =>
  isSure(answer) && answer.unknownType === true;

/** Of the tables whose bare columns are refused, the columns whose types are refused, without types that are still to be created. */
const refusedTypes = async (
  tables: readonly Table[],
  print: Print,
  declared: Schema,
  toCome: readonly string[],
): Promise<readonly Refused[]> => {
  if (tables.length === 0) return [];
  const pieces = tables.flatMap((table) =>
    typesOf(table)
      .filter(({ texts }) => !texts.some((sql) => containsName(sql, toCome)))
      .map((piece) => ({ ...piece, of: table })),
  );
  const answers = await print(
    pieces.map(({ table }) => table),
    declared,
  );
  return pieces.flatMap(({ of, what }, i): readonly Refused[] => {
    const answer = answers[i];
    return speaksOfType(answer) ? [{ of, what, because: answer.cannot }] : [];
  });
};

/**
 * The refused pieces of these tables, each of which was refused as a whole. Of a table whose bare columns are refused too, only
 * the types are checked, and only if the server's error concerns types: else the user may not be allowed to create a table.
 */
export const refusedIn = async (
  tables: readonly Table[],
  print: Print,
  {
    live,
    declared,
    dialect,
  }: { readonly live: Schema; readonly declared: Schema; readonly dialect: Dialect },
): Promise<readonly Refused[]> => {
  if (tables.length === 0) return [];
  const toCome = namesToCome(declared, live, dialect);
  const asked = tables.map((table) => ({
    table,
    base: baseOf(table),
    pieces: piecesOf(table).filter(
      ({ texts }) =>
        !texts.some((sql) =>
          containsName(
            sql,
            // Its own name and those of its columns refer to the table that is asked about.
            toCome.filter(
              (name) => name !== table.name && !table.columns.some((c) => c.name === name),
            ),
          ),
        ),
    ),
  }));
  const answers = await print(
    asked.flatMap(({ base, pieces }) => [base, ...pieces.map((piece) => piece.table)]),
    declared,
  );
  let at = 0;
  const untyped: Table[] = [];
  const refused = asked.flatMap(({ table, pieces }) => {
    const [base, ...others] = answers.slice(at, (at += 1 + pieces.length));
    if (speaksOfType(base)) untyped.push(table);
    if (!isTaken(base)) return [];
    return pieces.flatMap(({ what }, i): readonly Refused[] => {
      const answer = others[i];
      return isSure(answer) ? [{ of: table, what, because: answer.cannot }] : [];
    });
  });
  return [...refused, ...(await refusedTypes(untyped, print, declared, toCome))];
};
