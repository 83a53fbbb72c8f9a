/** Statements under another setting of the session, which is set back behind them; where one fails, whoever runs them does that. */
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
