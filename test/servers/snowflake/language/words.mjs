/** Which words are no names. The manual's page "Reserved & limited keywords" has the same groups. */

const list = (text) => new Set(text.split(/\s+/));

/** No name of anything without quotes. */
export const reserved = list(
  `ALL ALTER AND ANY AS BETWEEN BY CHECK COLUMN CONNECT CREATE CURRENT DELETE DISTINCT DROP ELSE
  EXISTS FOLLOWING FOR FROM GRANT GROUP HAVING ILIKE IN INCREMENT INSERT INTERSECT INTO IS LIKE
  MINUS NOT NULL OF ON OR ORDER QUALIFY REGEXP REVOKE RLIKE ROW ROWS SAMPLE SELECT SET SOME START
  TABLE TABLESAMPLE THEN TO TRIGGER UNION UNIQUE UPDATE VALUES WHENEVER WHERE WITH`,
);

/** Reserved by ANSI: no names of columns in CREATE TABLE. */
export const notColumns = list(
  "CONSTRAINT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP",
);

/** Columns may have these names; an expression cannot begin with them. */
export const notInExpressions = list("CASE CAST DEFAULT TRY_CAST WHEN");

/** No name or alias of a table in FROM. */
export const notInFrom = list("CROSS FULL INNER JOIN LATERAL LEFT NATURAL RIGHT USING");

/** What may follow an expression or a table and is therefore no alias without AS. */
export const endsClause = new Set([
  ...reserved,
  ...notInFrom,
  ...list(
    "LIMIT OFFSET FETCH EXCEPT PIVOT UNPIVOT WHEN END ASOF MATCH_CONDITION AT BEFORE NULLS ASC DESC",
  ),
]);
