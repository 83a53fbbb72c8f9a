/** The message where the result cannot be written to standard output: a full disk, or a reader that went away. */
export const outputFailure = ({ code, message }: NodeJS.ErrnoException): string =>
  code === "EPIPE"
    ? "error: whoever reads the output went away before all of it was written\n  → let it read to the end, or write the result to a file\n"
    : `error: the output cannot be written: ${message}\n  → make room where it goes, or write the result elsewhere\n`;
