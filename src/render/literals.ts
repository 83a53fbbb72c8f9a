/** Turns text into TypeScript source: whatever a catalogue holds, the literal means exactly that text and nothing else. */

/** Characters that JSON leaves unescaped and that a source file should not contain: line separators, C1 controls, writing directions, byte order marks. */
const unseen = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

const escape = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Any text as a double-quoted TypeScript literal that means exactly that text. */
export const stringLiteral = (text: string): string => JSON.stringify(text).replace(unseen, escape);

/** Half of a surrogate pair, which no file can hold. */
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Controls other than line feeds: a carriage return in a template would be read as a line feed. */
const controls = /[\u0000-\u0009\u000b-\u001f]/g;

/** Any text as a template literal, for a tag that reads the cooked strings. Line feeds stay; everything else that could have a meaning is escaped. */
export const templateLiteral = (text: string): string =>
  `\`${text
    .replace(/[\\`]|\$(?=\{)/g, "\\$&")
    .replace(controls, escape)
    .replace(loneSurrogate, escape)
    .replace(unseen, escape)}\``;

const identifier = /^[A-Za-z_$][\w$]*$/;

/** The key of a property in an object literal; `__proto__: x` would set the prototype, but a computed key is only a key. */
export const propertyKey = (name: string): string =>
  name === "__proto__"
    ? `[${stringLiteral(name)}]`
    : identifier.test(name)
      ? name
      : stringLiteral(name);

/** The code that reads a property of an object. */
export const memberOf = (object: string, name: string): string =>
  identifier.test(name) && name !== "__proto__"
    ? `${object}.${name}`
    : `${object}[${stringLiteral(name)}]`;

/** Names that a module in strict mode cannot declare, and some that would mislead. */
const reserved = new Set(
  (
    "abstract any arguments as asserts async await boolean break case catch class const constructor continue debugger declare default delete do " +
    "else enum eval export extends false finally for from function get if implements import in infer instanceof interface is keyof let module " +
    "namespace never new null number object of package private protected public readonly require return set static string super switch symbol " +
    "this throw true try type typeof undefined unique unknown var void while with yield NaN Infinity globalThis"
  ).split(" "),
);

/** An identifier that resembles `name` and is not in `taken`. */
export const identifierFor = (name: string, taken: ReadonlySet<string>, suffix: string): string => {
  const words = name.replace(/[^A-Za-z0-9_$]+/g, "_");
  const plain = identifier.test(words) ? words : `_${words}`;
  const free = (candidate: string): boolean => !taken.has(candidate) && !reserved.has(candidate);
  if (free(plain)) return plain;
  const stem = free(plain + suffix) ? plain + suffix : null;
  if (stem !== null) return stem;
  for (let i = 2; ; i++) {
    if (free(`${plain}${suffix}${i}`)) return `${plain}${suffix}${i}`;
  }
};
