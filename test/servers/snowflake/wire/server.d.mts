/** What tests see of the HTTP side. */
export declare const snowflakeServer: () => {
  readonly listen: (port: number) => Promise<string>;
  readonly close: () => Promise<void>;
};
