/** What tests see of a session without the wire. */
export interface Answer {
  /** By the names of the columns as the server gives them. */
  readonly rows: readonly Readonly<Record<string, string | null>>[];
  readonly columns: readonly string[];
}

export declare const inMemory: () => {
  readonly ask: (text: string, ...binds: readonly string[]) => Answer;
};
