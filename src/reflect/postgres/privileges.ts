/** The privileges of an object as statements: GRANTs, and REVOKEs of what a new object gets by itself and this one did not have. */
import type { Sql } from "../../model/index.js";
import type { Row } from "../connection.js";
import { flag, text, textOrNull } from "./rows.js";

const privilegesText = (rows: readonly Row[]): string =>
  rows
    .map((row) => JSON.stringify([row["privilege"], row["grantable"]]))
    .sort()
    .join(" ");

const grant = (object: string, grantee: string, rows: readonly Row[]): readonly Sql[] =>
  [false, true].flatMap((grantable) => {
    const words = rows
      .filter((row) => flag(row, "grantable") === grantable)
      .map((row) => {
        const column = textOrNull(row, "columns");
        return text(row, "privilege") + (column === null ? "" : ` (${column})`);
      });
    return words.length === 0
      ? []
      : [
          `GRANT ${words.join(", ")} ON ${object} TO ${grantee}${grantable ? " WITH GRANT OPTION" : ""}`,
        ];
  });

/** @param rows of one object: what each grantee has, and what a new object gives it */
export const privilegeStatements = (rows: readonly Row[]): readonly Sql[] => {
  const [first] = rows;
  if (first === undefined) return [];
  const object = text(first, "object");
  const of = (is: string, grantee: string): readonly Row[] =>
    rows.filter((row) => row["is"] === is && row["grantee"] === grantee);
  const grantees = [...new Set(rows.map((row) => text(row, "grantee")))].sort();
  return grantees.flatMap((grantee) => {
    const has = of("has", grantee);
    const whole = has.filter((row) => row["columns"] === null);
    const onColumns = has.filter((row) => row["columns"] !== null);
    const byDefault = of("by default", grantee).length > 0;
    const builtIn = of("built in", grantee);
    const given =
      !byDefault && builtIn.length > 0 && privilegesText(whole) === privilegesText(builtIn);
    const taken = !given && (byDefault || builtIn.length > 0);
    return [
      ...(taken ? [`REVOKE ALL ON ${object} FROM ${grantee}`] : []),
      ...grant(object, grantee, given ? [] : whole),
      ...grant(object, grantee, onColumns),
    ];
  });
};
