/** What tests see of the benchmark of many scripts. */
export declare const projectOf: (count: number) => {
  readonly folder: string;
  readonly remove: () => void;
};
export declare const processorTime: (folder: string, ...args: readonly string[]) => number;
export declare const leastTime: (
  runs: number,
  folder: string,
  ...args: readonly string[]
) => number;
