/** Walks over the tokens of a statement. */
import { syntaxError } from "../errors.mjs";
import { placeOf, tokens } from "./lexer.mjs";
import { query } from "./query.mjs";
import { reserved } from "./words.mjs";

const openings = new Set(["SELECT", "WITH", "VALUES"]);

export class Cursor {
  /**
   * @param {string} text
   * @param {{ foldQuoted?: boolean, resolve?: (name: string) => string }} [options] `foldQuoted`:
   *   QUOTED_IDENTIFIERS_IGNORE_CASE; `resolve` gives a session variable its text
   */
  constructor(text, options = {}) {
    this.text = text;
    this.options = options;
    this.tokens = tokens(text);
    this.at = 0;
    this.binds = 0;
  }

  peek(ahead = 0) {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)];
  }

  next() {
    const token = this.peek();
    if (token.kind !== "end") this.at += 1;
    return token;
  }

  /** Do these words or signs come next? */
  is(...wanted) {
    return wanted.every((each, index) => {
      const { kind, value } = this.peek(index);
      return (kind === "word" || kind === "operator") && value === each;
    });
  }

  /** One of several words or signs, which the cursor has then passed. */
  oneOf(...wanted) {
    return wanted.find((each) => this.take(...each.split(" ")));
  }

  take(...wanted) {
    if (!this.is(...wanted)) return false;
    this.at += wanted.length;
    return true;
  }

  need(...wanted) {
    for (const each of wanted) if (!this.take(each)) this.fail();
  }

  /** @returns {never} */
  fail(token = this.peek()) {
    throw syntaxError(token);
  }

  place(token = this.peek()) {
    return placeOf(this.text, token.start);
  }

  atEnd() {
    return this.peek().kind === "end" || this.is(";");
  }

  string() {
    const token = this.next();
    if (token.kind !== "string") this.fail(token);
    return token.value;
  }

  /** A whole number, with a sign in front if need be. */
  integer() {
    const sign = this.take("-") ? "-" : "";
    if (sign === "") this.take("+");
    const token = this.next();
    if (token.kind !== "number" || !/^\d+$/.test(token.value)) this.fail(token);
    return Number(`${sign}${token.value}`);
  }

  boolean() {
    const word = this.oneOf("TRUE", "FALSE");
    if (word === undefined) this.fail();
    return word === "TRUE";
  }

  /** Does a query begin here, in parentheses or not? */
  startsQuery() {
    let ahead = 0;
    while (this.peek(ahead).kind === "operator" && this.peek(ahead).value === "(") ahead += 1;
    const { kind, value } = this.peek(ahead);
    return kind === "word" && openings.has(value) && (ahead === 0 || value !== "VALUES");
  }

  /** Expressions hold queries, and queries hold expressions: this is how the former get at the latter. */
  query() {
    return query(this);
  }

  list(read) {
    const items = [read()];
    while (this.take(",")) items.push(read());
    return items;
  }

  parenthesized(read) {
    this.need("(");
    const inside = read();
    this.need(")");
    return inside;
  }

  fold(name) {
    return this.options.foldQuoted ? name.toUpperCase() : name;
  }

  isName(refused = reserved, token = this.peek()) {
    return token.kind === "quoted" || (token.kind === "word" && !refused.has(token.value));
  }

  /** One name as it is stored. */
  name(refused = reserved) {
    const token = this.peek();
    if (!this.isName(refused)) this.fail(token);
    this.at += 1;
    return token.kind === "quoted" ? this.fold(token.value) : token.value;
  }

  /** What a token of IDENTIFIER(…) stands for: itself, a session variable, a bind. */
  textOf({ kind, value }) {
    if (kind === "string") return value;
    if (kind === "variable") return this.options.resolve?.(value);
    if (kind !== "bind") return undefined;
    this.binds += 1;
    return this.options.binds?.[String(this.binds)]?.value;
  }

  /** A name of one to three parts, or IDENTIFIER('…') in its place. */
  path(most = 3) {
    if (this.is("IDENTIFIER", "(")) {
      this.at += 2;
      const token = this.next();
      const text = this.textOf(token);
      if (text === undefined) this.fail(token);
      this.need(")");
      return pathOf(text, this.options);
    }
    const first = this.name();
    const parts = [first];
    while (this.is(".") && parts.length < most) {
      this.at += 1;
      // D..T is T in the schema PUBLIC.
      if (this.is(".")) parts.push("PUBLIC");
      else parts.push(this.name(new Set()));
    }
    return parts;
  }

  slice(from, to = this.peek()) {
    return this.text.slice(from.start, to.start);
  }

  /** The text from a token to the end of the last that was read. */
  since(from) {
    return this.text.slice(from.start, this.tokens[Math.max(this.at - 1, 0)].end);
  }
}

/** A name inside a text, as GET_DDL, TABLE and IDENTIFIER take it. */
export const pathOf = (text, options, most) => {
  const cursor = new Cursor(text, options);
  const path = cursor.path(most);
  if (!cursor.atEnd()) cursor.fail();
  return path;
};
