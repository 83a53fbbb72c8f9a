/** Expressions back to text: as typed, but for what the server writes in its own way. */
import { canonical } from "../values/types.mjs";

const withPart = new Set(
  "DATEADD TIMEADD TIMESTAMPADD DATEDIFF TIMEDIFF TIMESTAMPDIFF DATE_PART DATE_TRUNC".split(" "),
);

/** The first argument of these is a part of dates, as DAY, and no column. */
export const takesPart = (name) => withPart.has(name);

const parts = {
  binary: ({ left, right }) => [left, right],
  unary: ({ operand }) => [operand],
  parenthesis: ({ operand }) => [operand],
  call: ({ args, name }) => (takesPart(name) ? args.slice(1) : args),
  between: ({ operand, low, high }) => [operand, low, high],
  in: ({ operand, items }) => [operand, ...items],
  is: ({ operand }) => [operand],
  like: ({ operand, patterns }) => [operand, ...patterns],
  distinct: ({ left, right }) => [left, right],
  row: ({ items }) => items,
  array: ({ items }) => items,
  object: ({ entries }) => entries.map(({ value }) => value),
  element: ({ operand, index }) => (index === undefined ? [operand] : [operand, index]),
  collate: ({ operand }) => [operand],
  cast: ({ operand }) => [operand],
  case: ({ subject, branches, otherwise }) =>
    [subject, ...branches.flatMap(({ when, then }) => [when, then]), otherwise].filter(Boolean),
};

/** The nodes right below a node, in the order of the text. */
export const children = (node) => parts[node.e]?.(node) ?? [];

/** A node and all below it. */
export const walk = (node) => [node, ...children(node).flatMap(walk)];

/** The names of columns that an expression mentions. */
export const columnsOf = (node) => [
  ...new Set(walk(node).flatMap((each) => (each.e === "column" ? [each.path.at(-1)] : []))),
];

/** As the server writes it: casts in their long form, columns as `named` has them. */
export const rewritten = (node, text, named) => {
  if (node.e === "column") return named(node);
  if (node.e === "cast")
    return `${node.safe ? "TRY_CAST" : "CAST"}(${rewritten(node.operand, text, named)} AS ${canonical(node.type)})`;
  if (node.bare && node.name !== "CURRENT_USER") return `${text.slice(node.start, node.end)}()`;
  let at = node.start;
  let written = "";
  for (const child of children(node)) {
    written += text.slice(at, child.start) + rewritten(child, text, named);
    at = child.end;
  }
  return written + text.slice(at, node.end);
};
