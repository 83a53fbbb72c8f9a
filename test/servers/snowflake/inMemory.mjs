/** A session on an account of its own, without the wire: for tests of what statements do. */
import { newAccount } from "./catalogue/model.mjs";
import { rowSet } from "./wire/encode.mjs";
import { newSession } from "./wire/sessions.mjs";

export const inMemory = () => {
  const session = newSession(newAccount(), { user: "TEST", accountName: "TEST", parameters: [] });
  const ask = (text, ...values) => {
    session.binds = Object.fromEntries(
      values.map((value, index) => [String(index + 1), { type: "TEXT", value }]),
    );
    const result = session.run(text);
    const columns = result.columns.map(({ name }) => name);
    const rows = rowSet(result).map((row) =>
      Object.fromEntries(row.map((value, index) => [columns[index], value])),
    );
    return { columns, rows };
  };
  for (const text of ["CREATE DATABASE d", "CREATE SCHEMA s"]) ask(text);
  return { ask };
};
