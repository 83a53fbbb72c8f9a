/** MySQL's catalogue views show expressions as if their UTF-8 were latin1 (seen on 9.7: `é` as `Ã©`); SHOW CREATE TABLE does not. */

/** MySQL's latin1 is Windows-1252. */
const byteOf: ReadonlyMap<string, number> = new Map(
  Array.from(
    { length: 256 },
    (_, byte) => [new TextDecoder("windows-1252").decode(Uint8Array.of(byte)), byte] as const,
  ),
);

/** The text as it was written; a text that cannot have been misread in this way is returned unchanged. */
export const reread = (text: string): string => {
  if (!/[\u0080-\uffff]/.test(text)) return text;
  const bytes = Array.from(text, (c) => byteOf.get(c));
  if (bytes.some((b) => b === undefined)) return text;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(
      Uint8Array.from(bytes.flatMap((b) => b ?? [])),
    );
  } catch {
    return text;
  }
};
