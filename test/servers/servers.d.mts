/** What tests see of the table of servers. */
export declare const servers: Readonly<
  Record<
    "postgres" | "postgresOld" | "mysql" | "mariadb" | "snowflake",
    { readonly variable: string; readonly title: string }
  >
>;
