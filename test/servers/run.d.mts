/** What tests see of a server of their own. */
export declare const start: (
  name: "postgres" | "postgresOld" | "mysql" | "mariadb" | "snowflake",
) => Promise<{
  readonly url: string;
  readonly stop: () => Promise<void>;
  /** As after a crash, on the same data. */
  readonly restart: () => Promise<void>;
}>;
