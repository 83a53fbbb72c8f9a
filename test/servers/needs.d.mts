/** What tests see of the table of needs. */
import type { missing } from "./missing.mjs";

type Row = Parameters<typeof missing>[0];

export declare const needs: Readonly<Record<"mariadb" | "pgDump" | "sqlite3" | "keeper", Row>>;
