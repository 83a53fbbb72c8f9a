/** Recognises JSON on MariaDB, where it is another type with a CHECK. */
import type { Sql } from "../../model/index.js";

/** Is the column what MariaDB makes of a JSON column? */
export const isJson = (
  column: string,
  type: string,
  collation: string | null,
  check: Sql | undefined,
): boolean =>
  type === "longtext" &&
  collation === "utf8mb4_bin" &&
  check === `json_valid(\`${column.replaceAll("`", "``")}\`)`;
