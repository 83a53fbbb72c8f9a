/** The blocks of the README, and whether what was printed is what they say. */

/**
 * @returns {readonly { line: number, language: string, file: string | null, shows: string | null,
 * text: string }[]}
 */
export const blocksOf = (markdown) => {
  const lines = markdown.split("\n");
  const blocks = [];
  for (let at = 0; at < lines.length; at += 1) {
    const opening = /^```(\w+)(?: (file|shows)=(\S+))?$/.exec(lines[at] ?? "");
    if (opening === null) continue;
    const [, language, role, path = null] = opening;
    const end = lines.indexOf("```", at + 1);
    blocks.push({
      line: at + 1,
      language,
      file: role === "file" ? path : null,
      shows: role === "shows" ? path : null,
      text: `${lines.slice(at + 1, end).join("\n")}\n`,
    });
    at = end;
  }
  return blocks;
};

/** `…` on a line of its own stands for any lines. */
export const matches = (expected, seen) => {
  const [head, ...rest] = expected;
  if (head === undefined) return seen.length === 0;
  if (head !== "…") return seen[0] === head && matches(rest, seen.slice(1));
  return Array.from({ length: seen.length + 1 }, (_, skip) => skip).some((skip) =>
    matches(rest, seen.slice(skip)),
  );
};

/**
 * The first minute: what the reader pastes, what is then printed, and the script that was written.
 */
export const firstMinute = (markdown) => {
  const blocks = blocksOf(markdown);
  const [paste, printed, script] = [
    blocks.find((b) => b.language === "sh"),
    blocks.find((b) => b.language === "text"),
    blocks.find((b) => b.shows !== null),
  ];
  if (paste === undefined || printed === undefined || script === undefined)
    throw new Error(
      "README.md: the first screen has no sh block, no text block, or no script that it shows",
    );
  return { paste: paste.text, printed: printed.text, script };
};
