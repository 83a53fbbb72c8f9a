/** Text to tokens. */
import { syntaxError } from "../errors.mjs";

/**
 * @typedef {object} Token
 * @property {"word"|"quoted"|"string"|"number"|"operator"|"variable"|"bind"|"binary"|"end"} kind
 * @property {string} value a word in upper case; the inside of a text; the number; the sign
 * @property {string} shown as an error shows it
 * @property {number} start
 * @property {number} end
 * @property {number} line from 1
 * @property {number} position from 0, in its line
 */

const operators = ["->>", "::", "<=", ">=", "<>", "!=", "||", "=>", "->", ":="];

const escapes = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", 0: "\0" };

/** The manual's page "String & binary data types" lists the escapes. */
const unescape = (inside) =>
  inside.replace(/''|\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\s\S])/g, (all, escaped) => {
    if (all === "''") return "'";
    if (/^[xu]./.test(escaped)) return String.fromCharCode(parseInt(escaped.slice(1), 16));
    return escapes[escaped] ?? escaped;
  });

const patterns = [
  ["blank", /\s+|--[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
  ["binary", /[xX]'[0-9a-fA-F]*'/y],
  ["word", /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ["quoted", /"(?:[^"]|"")+"/y],
  ["string", /'(?:[^'\\]|''|\\[\s\S])*'/y],
  ["dollar", /\$\$[\s\S]*?\$\$/y],
  ["number", /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["variable", /\$[\p{L}_][\p{L}\p{N}_$]*|\$\d+/uy],
  ["bind", /\?/y],
];

const readers = {
  word: (text) => text.toUpperCase(),
  quoted: (text) => text.slice(1, -1).replaceAll('""', '"'),
  string: (text) => unescape(text.slice(1, -1)),
  dollar: (text) => text.slice(2, -2),
  number: (text) => text,
  variable: (text) => text.slice(1).toUpperCase(),
  bind: () => "?",
  binary: (text) => text.slice(2, -1).toUpperCase(),
};

/** Where an offset stands. */
export const placeOf = (text, offset) => {
  const before = text.slice(0, offset);
  return {
    line: before.split("\n").length,
    position: offset - (before.lastIndexOf("\n") + 1),
  };
};

/**
 * @param {string} text
 * @returns {Token[]}
 */
export const tokens = (text) => {
  const found = [];
  let at = 0;
  let line = 1;
  let lineStart = 0;
  /** Goes on to an offset, and counts the lines that end before it. */
  const advance = (end) => {
    for (
      let next = text.indexOf("\n", at);
      next >= 0 && next < end;
      next = text.indexOf("\n", next + 1)
    ) {
      line += 1;
      lineStart = next + 1;
    }
    at = end;
  };
  const add = (kind, value, end) => {
    const shown = text.slice(at, end);
    found.push({ kind, value, shown, start: at, end, line, position: at - lineStart });
    advance(end);
  };
  const step = () => {
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match === null) continue;
      if (kind === "blank") advance(at + match[0].length);
      else add(kind === "dollar" ? "string" : kind, readers[kind](match[0]), at + match[0].length);
      return;
    }
    const sign = operators.find((each) => text.startsWith(each, at)) ?? text[at];
    if (!/^[-+*/%=<>!|:.,;()[\]{}@^~&]/.test(sign)) {
      throw syntaxError({ ...placeOf(text, at), shown: sign });
    }
    add("operator", sign, at + sign.length);
  };
  while (at < text.length) step();
  found.push({
    kind: "end",
    value: "",
    shown: "<EOF>",
    start: text.length,
    end: text.length,
    ...placeOf(text, text.length),
  });
  return found;
};
