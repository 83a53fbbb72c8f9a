/** Cuts a script into statements by its tokens. */
import type { Sql } from "../../model/index.js";
import { lexicon } from "../../dialects/snowflake/lexicon.js";
import { meaningful } from "../../sql/index.js";

export interface ScriptStatement {
  readonly sql: Sql;
  /** The line on which it begins, from 1. */
  readonly line: number;
}

export const splitScript = (script: Sql): readonly ScriptStatement[] => {
  const found: ScriptStatement[] = [];
  let start: number | null = null;
  let end = 0;
  const close = (): void => {
    if (start !== null)
      found.push({
        sql: script.slice(start, end),
        line: script.slice(0, start).split("\n").length,
      });
    start = null;
  };
  for (const token of meaningful(script, lexicon)) {
    if (token.text === ";") {
      close();
      continue;
    }
    start ??= token.start;
    end = token.end;
  }
  close();
  return found;
};
