/**
 * Gives a nameless constraint or index the name that PostgreSQL would give it when it is added to a
 * table.
 */
import {
  byServer,
  nameText,
  type Constraint,
  type ConstraintKind,
  type Element,
  type Index,
  type Sql,
  type Table,
  lookupTable,
} from "../../model/index.js";
import { columnsIn, meaningful, withoutOuterParentheses, type Token } from "../../sql/index.js";
import { lexicon } from "./lexicon.js";
import { constraintName, indexName, uniqueElementNames } from "./names.js";

const depths = (tokens: readonly Token[]): readonly number[] => {
  let depth = 0;
  return tokens.map(({ text, kind }) => {
    if (kind === "symbol" && (text === ")" || text === "]")) depth--;
    const here = depth;
    if (kind === "symbol" && (text === "(" || text === "[")) depth++;
    return here;
  });
};

/** The catalogue's short names of types that have another name in SQL. */
const shortTypes: Readonly<Record<string, string>> = lookupTable({
  integer: "int4",
  int: "int4",
  bigint: "int8",
  smallint: "int2",
  boolean: "bool",
  character: "bpchar",
  real: "float4",
  double: "float8",
  decimal: "numeric",
});

/**
 * The name that FigureIndexColname derives from an expression: its function, the column under its
 * casts, its type; null for an operator.
 */
const figured = (sql: Sql): { readonly name: string; readonly strong: boolean } | null => {
  const text = withoutOuterParentheses(sql, lexicon);
  const tokens = meaningful(text, lexicon);
  const depth = depths(tokens);
  const top = tokens.filter((_, i) => depth[i] === 0);
  const cast = top.findLastIndex((t) => t.text === "::");
  const castAt = cast < 0 ? undefined : top[cast];
  if (
    castAt !== undefined &&
    top.slice(cast + 1).every((t) => t.kind !== "symbol" || /^[()[\].]$/.test(t.text)) &&
    !top.some((t) => t.kind === "symbol" && !/^(?:::|[()[\].])$/.test(t.text))
  ) {
    const inner = figured(text.slice(0, castAt.start));
    const type = top[cast + 1]?.value.toLowerCase() ?? "";
    return inner?.strong === true
      ? inner
      : {
          name:
            type === "character" && top[cast + 2]?.text === "varying"
              ? "varchar"
              : (shortTypes[type] ?? type),
          strong: false,
        };
  }
  const [first] = tokens;
  if (first === undefined) return null;
  if (/^case$/i.test(first.text)) return { name: "case", strong: false };
  const names = top.filter((t) => t.kind === "word" || t.kind === "quoted");
  const plain = top.every(
    (t) => t.kind === "word" || t.kind === "quoted" || /^[().]$/.test(t.text),
  );
  const dotted = top.filter((t) => t.text === ".").length;
  const last = names.at(-1);
  return plain && last !== undefined && names.length === dotted + 1
    ? { name: last.kind === "word" ? last.value.toLowerCase() : last.value, strong: true }
    : null;
};

const elementName = ({ of }: Element): string =>
  "column" in of ? of.column : (figured(of.expression)?.name ?? "expr");

const ofElements = ({ elements, include }: Pick<Index, "elements" | "include">) =>
  uniqueElementNames([...elements.map(elementName), ...include]);

/** The column names that the server joins into the name of a constraint of each kind. */
const nameColumns: {
  readonly [K in ConstraintKind]: (c: Constraint<K>, table: Table) => readonly string[];
} = {
  primaryKey: () => [],
  unique: ({ columns, include }) => [...columns, ...include],
  foreignKey: ({ columns }) => columns,
  check: ({ expression }, { columns }) =>
    columnsIn(
      expression,
      columns.map((c) => c.name),
      lexicon,
    ),
  exclude: ofElements,
};

const constraintColumns = <K extends ConstraintKind>(
  constraint: Constraint<K>,
  table: Table,
): readonly string[] => nameColumns[constraint.kind](constraint, table);

export const withGeneratedName = <T extends Constraint | Index>(table: Table, item: T): T => {
  if (nameText(item.name) !== null) return item;
  const used = new Set(
    [...table.constraints, ...table.indexes].map((other) => nameText(other.name)),
  );
  const taken = (name: string): boolean => used.has(name);
  const text =
    "kind" in item
      ? constraintName(item.kind, table.name, constraintColumns(item, table), taken)
      : indexName(table.name, ofElements(item), taken);
  return { ...item, name: byServer(text) };
};
