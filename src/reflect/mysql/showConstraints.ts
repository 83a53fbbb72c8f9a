/** Reads foreign keys and CHECKs from SHOW CREATE TABLE, where the catalogue's views hide them. */
import type { Sql } from "../../model/index.js";
import type { Token } from "../../sql/index.js";
import { afterParenthesis, between, opened, parts, textOf, word } from "./showCreateText.js";

/** The actions of a table's foreign keys, and its CHECKs, in the form of the catalogue's views. */
export interface ShownConstraints {
  readonly rules: readonly {
    readonly name: string;
    readonly onUpdate: string;
    readonly onDelete: string;
  }[];
  readonly checks: readonly {
    readonly name: string;
    readonly level: "Table" | "Column";
    readonly clause: Sql;
  }[];
}

/** `ON DELETE SET NULL` → `SET NULL`; both servers take an unwritten action for RESTRICT. */
const ruleAt = (tokens: readonly Token[], from: number, to: number, event: string): string => {
  for (let i = from; i < to; i++)
    if (word(tokens, i) === "ON" && word(tokens, i + 1) === event) {
      const first = word(tokens, i + 2);
      return first === "SET" || first === "NO" ? `${first} ${word(tokens, i + 3)}` : first;
    }
  return "RESTRICT";
};

export const readConstraints = (sql: Sql): ShownConstraints => {
  const text = textOf(opened(sql));
  const { tokens } = text;
  const open = tokens.findIndex((t) => t.kind === "symbol" && t.text === "(");
  const rules: ShownConstraints["rules"][number][] = [];
  const checks: ShownConstraints["checks"][number][] = [];
  const clauseAt = (at: number): Sql => between(text, at + 1, afterParenthesis(tokens, at) - 1);
  for (const [from, to] of parts(tokens, open + 1, afterParenthesis(tokens, open) - 1)) {
    const name = tokens[from + 1]?.value ?? "";
    const first = tokens[from];
    if (first?.kind === "quoted") {
      const check = tokens.findIndex((_, i) => i > from && i < to && word(tokens, i) === "CHECK");
      if (check >= 0)
        checks.push({
          name: first.value,
          level: "Column",
          clause: clauseAt(check + 1),
        });
    } else if (word(tokens, from) === "CONSTRAINT" && word(tokens, from + 2) === "CHECK")
      checks.push({ name, level: "Table", clause: clauseAt(from + 3) });
    else if (word(tokens, from) === "CONSTRAINT" && word(tokens, from + 2) === "FOREIGN")
      rules.push({
        name,
        onUpdate: ruleAt(tokens, from, to, "UPDATE"),
        onDelete: ruleAt(tokens, from, to, "DELETE"),
      });
  }
  return { rules, checks };
};
