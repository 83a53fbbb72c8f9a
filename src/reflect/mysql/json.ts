/** JSON on MariaDB, which is another type with a CHECK. */
import type { Sql } from "../../model/index.js";

/** MariaDB stores JSON as this, and prints it so. */
export const isJson = (
  column: string,
  type: string,
  collation: string | null,
  check: Sql | undefined,
): boolean =>
  type === "longtext" &&
  collation === "utf8mb4_bin" &&
  check === `json_valid(\`${column.replaceAll("`", "``")}\`)`;
