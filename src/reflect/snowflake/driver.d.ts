/** The part of snowflake-sdk that is used: with its dependencies the package has 122 MB, so it is no dependency of the build. */
declare module "snowflake-sdk" {
  export interface Failure extends Error {
    readonly code?: string | number;
    readonly sqlState?: string;
  }

  export interface ResultColumn {
    getName(): string;
    isString(): boolean;
  }

  export interface RunningStatement {
    getColumns(): readonly ResultColumn[] | undefined;
    cancel(complete?: (error: Failure | null | undefined) => void): void;
  }

  export interface Connection {
    connectAsync(callback: (error: Failure | null | undefined) => void): Promise<unknown>;
    execute(options: {
      readonly sqlText: string;
      readonly binds?: readonly (string | number | boolean | null)[];
      readonly fetchAsString?: readonly string[];
      readonly complete: (
        error: Failure | null | undefined,
        statement: RunningStatement,
        rows: readonly Readonly<Record<string, unknown>>[] | undefined,
      ) => void;
    }): RunningStatement;
    destroy(callback: (error: Failure | null | undefined) => void): void;
    isUp(): boolean;
  }

  export interface Driver {
    configure(options: { readonly logLevel: string }): void;
    createConnection(options: Readonly<Record<string, string | number | boolean>>): Connection;
  }

  const driver: Driver;
  export default driver;
}
