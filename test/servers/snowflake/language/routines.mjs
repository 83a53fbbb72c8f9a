/** Functions and procedures: their signature, and what stands around their body. */
import { expression } from "./expression.mjs";
import { dataType } from "./types.mjs";

const args = (c) =>
  c.parenthesized(() =>
    c.is(")")
      ? []
      : c.list(() => {
          const name = c.name();
          const type = dataType(c);
          const node = { name, type };
          if (c.take("DEFAULT")) {
            const start = c.peek();
            expression(c);
            node.default = c.since(start);
          }
          return node;
        }),
  );

const returns = (c) => {
  c.need("RETURNS");
  if (c.take("TABLE")) return { table: args(c) };
  const type = dataType(c);
  if (c.take("NOT")) c.need("NULL");
  return { returns: type };
};

const textList = (c) => c.parenthesized(() => (c.is(")") ? [] : c.list(() => c.string())));

const options = {
  LANGUAGE: (c, node) => {
    node.language = c.oneOf("SQL", "JAVASCRIPT", "PYTHON", "JAVA", "SCALA") ?? c.fail();
  },
  COMMENT: (c, node) => {
    c.need("=");
    node.comment = c.string();
  },
  RUNTIME_VERSION: (c, node) => {
    c.need("=");
    node.runtime = c.peek().kind === "number" ? c.next().value : c.string();
  },
  HANDLER: (c, node) => {
    c.need("=");
    node.handler = c.string();
  },
  PACKAGES: (c, node) => {
    c.need("=");
    node.packages = textList(c);
  },
  MEMOIZABLE: () => {},
  STRICT: () => {},
  IMMUTABLE: () => {},
  VOLATILE: () => {},
};

/** The body is a text, or of procedures a block of statements, which is kept and not run. */
const body = (c) => {
  if (c.peek().kind === "string") return c.string();
  if (!c.is("BEGIN") && !c.is("DECLARE")) c.fail();
  const start = c.peek();
  while (c.peek().kind !== "end") c.next();
  return c.since(start);
};

export const routine = (kind) => (c, flags) => {
  const ifNotExists = c.take("IF", "NOT", "EXISTS");
  const path = c.path();
  const node = {
    do: "createRoutine",
    kind,
    ...flags,
    ifNotExists,
    path,
    language: "SQL",
    args: args(c),
  };
  c.take("COPY", "GRANTS");
  Object.assign(node, returns(c));
  for (;;) {
    if (c.take("CALLED", "ON", "NULL", "INPUT") || c.take("RETURNS", "NULL", "ON", "NULL", "INPUT"))
      continue;
    if (c.oneOf("EXECUTE AS CALLER", "EXECUTE AS OWNER")) continue;
    const { kind: token, value } = c.peek();
    const read = token === "word" ? options[value] : undefined;
    if (read === undefined) break;
    c.next();
    read(c, node);
  }
  c.need("AS");
  return { ...node, body: body(c) };
};

/** A routine as COMMENT, DROP and DESCRIBE name it: by its name and the types of its arguments. */
export const signature = (c) => {
  const path = c.path();
  const types = c.parenthesized(() => (c.is(")") ? [] : c.list(() => dataType(c))));
  return { path, types };
};
