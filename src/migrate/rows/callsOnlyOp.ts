/**
 * Does a function only call the `op` that it receives? This is decided by its text. Only such a function can be called in
 * advance: what another one does (a request, a connection of its own) would be done twice.
 */

interface Token {
  readonly text: string;
  readonly isName: boolean;
}

const token =
  /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|(?<text>'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"|\d[\w.]*)|(?<name>[\p{L}_$][\p{L}\p{N}_$]*)|(?<sign>=>|\?\.|\.\.\.|[^])/uy;

/** The end of the `${…}` that begins at `at`, after its bracket; null where its braces do not determine it. */
const holeEnd = (code: string, at: number): number | null => {
  let depth = 0;
  for (let i = at; i < code.length; i += 1) {
    const c = code[i] ?? "";
    if ("'\"`/".includes(c)) return null;
    if (c === "{") depth += 1;
    if (c === "}") depth -= 1;
    if (depth === 0 && c === "}") return i + 1;
  }
  return null;
};

/** The tokens inside the `${…}` of the template that begins at `at`, and where the template ends. */
const templateAt = (
  code: string,
  at: number,
): { readonly tokens: readonly Token[]; readonly end: number } | null => {
  const tokens: Token[] = [];
  for (let i = at + 1; i < code.length;) {
    if (code[i] === "`") return { tokens, end: i + 1 };
    if (!code.startsWith("${", i)) {
      i += code[i] === "\\" ? 2 : 1;
      continue;
    }
    const end = holeEnd(code, i + 1);
    const inner = end === null ? null : tokensOf(code.slice(i + 2, end - 1));
    if (end === null || inner === null) return null;
    tokens.push({ text: "(", isName: false }, ...inner, { text: ")", isName: false });
    i = end;
  }
  return null;
};

/** The tokens; null for text that needs a grammar to be read: a slash may divide or begin a pattern. */
const tokensOf = (code: string): readonly Token[] | null => {
  const tokens: Token[] = [];
  for (let at = 0; at < code.length;) {
    token.lastIndex = at;
    const { 0: whole = "", groups = {} } = token.exec(code) ?? {};
    if (whole === "`") {
      const template = templateAt(code, at);
      if (template === null) return null;
      tokens.push(...template.tokens);
      at = template.end;
      continue;
    }
    if (whole === "" || (groups["sign"] !== undefined && "/'\"".includes(whole))) return null;
    const text = groups["name"] ?? groups["text"] ?? groups["sign"];
    if (text !== undefined) tokens.push({ text, isName: groups["name"] !== undefined });
    at += whole.length;
  }
  return tokens;
};

const words = new Set(
  "async await catch const else false finally for function if in let new null of return throw true try typeof undefined".split(
    " ",
  ),
);

/** Names that only make values. */
const makers = new Set(
  "Array BigInt Boolean Buffer Date Infinity JSON Map Math NaN Number Object Set String Uint8Array".split(
    " ",
  ),
);

/** The names of the parameters in the brackets that end at `end`; a default value may contain any other name. */
const parameters = (tokens: readonly Token[], end: number): readonly string[] => {
  if (tokens[end]?.isName === true) return [tokens[end].text];
  const begin = tokens.slice(0, end).findLastIndex(({ text }) => text === "(");
  const inside = tokens.slice(begin, end);
  return inside.flatMap(({ text, isName }, i) =>
    isName && ["(", ","].includes(inside[i - 1]?.text ?? "") ? [text] : [],
  );
};

/** The names that the text itself defines: its parameters, those of functions inside, and its constants. */
const ownNames = (tokens: readonly Token[]): ReadonlySet<string> => {
  const header = tokens.findIndex(({ text }) => text === ")");
  const first = tokens[0]?.text === "async" ? 1 : 0;
  const isNamed = tokens[first]?.isName === true && tokens[first + 1]?.text === "(";
  return new Set(
    tokens.flatMap(({ text }, i) => {
      if (i === header) return parameters(tokens, i);
      if (text === "=>") return parameters(tokens, i - 1);
      // The name of the function itself.
      if (text === "function" || (i === first && isNamed))
        return [tokens[text === "function" ? i + 1 : i]?.text ?? ""];
      return text === "const" || text === "let" ? [tokens[i + 1]?.text ?? ""] : [];
    }),
  );
};

const isMember = (tokens: readonly Token[], i: number): boolean => {
  const [before, after] = [tokens[i - 1]?.text ?? "", tokens[i + 1]?.text];
  return before === "." || before === "?." || ((before === "{" || before === ",") && after === ":");
};

export const callsOnlyOp = (step: (...args: never[]) => unknown): boolean => {
  const tokens = tokensOf(String(step));
  if (tokens === null) return false;
  const own = ownNames(tokens);
  return tokens.every(
    ({ text, isName }, i) =>
      !isName || words.has(text) || makers.has(text) || own.has(text) || isMember(tokens, i),
  );
};
