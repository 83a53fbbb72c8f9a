/**
 * Runs statements with another setting of the session, which is reset after them; if one fails, the
 * caller resets it.
 */
import { statement, type Sql, type Statement } from "../../model/index.js";

const session = { changes: "session" } as const;

export const underSetting = (
  name: string,
  value: Sql,
  statements: readonly Statement[],
): readonly Statement[] => [
  statement(`SET @schema_diff_${name} = @@SESSION.${name}`, session),
  statement(`SET SESSION ${name} = ${value}`, session),
  ...statements,
  statement(`SET SESSION ${name} = @schema_diff_${name}`, session),
];
