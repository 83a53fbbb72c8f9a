/** Lists what could be given, for messages: `a, b or c`. */
export const alternatives = (names: readonly string[]): string =>
  names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} or ${names.slice(-1).join("")}`;
