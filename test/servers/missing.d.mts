/** What tests see of the check for programs and libraries. */
interface Need {
  readonly program?: string;
  readonly library?: string;
  readonly file?: string;
  readonly ask?: readonly string[] | null;
  readonly deb?: string;
}

export interface Lack {
  readonly what: string;
  readonly damaged: boolean;
  readonly deb?: string;
}

export declare const missing: (
  row: () => readonly Need[],
  path?: string,
) => Promise<readonly Lack[]>;
export declare const telling: (lacks: readonly Lack[]) => string;
export declare const locate: (program: string, path?: string) => string | undefined;
