/** What tests see of the README's blocks. */
export interface Block {
  readonly line: number;
  readonly language: string;
  /** The file that the block is the text of; null where it is none. */
  readonly file: string | null;
  /** The file that the commands before it have written, and that has this text; null where there is none. */
  readonly shows: string | null;
  readonly text: string;
}

export declare const blocksOf: (markdown: string) => readonly Block[];
export declare const matches: (expected: readonly string[], seen: readonly string[]) => boolean;
