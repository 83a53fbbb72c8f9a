/** The names SQLite itself gives to constraints: none. A constraint without a name has no name anywhere (`nowhere`). */
import { byAuthor, nowhere, type Name } from "../../model/index.js";

/** The name of a constraint as its text says it. */
export const nameIn = (text: string | null): Name =>
  text === null || text === "" ? nowhere : byAuthor(text);
