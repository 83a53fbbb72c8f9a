/**
 * SQLite itself gives no names to constraints: one without a name has no name anywhere (`nowhere`).
 */
import { byAuthor, nowhere, type Name } from "../../model/index.js";

/** The name of a constraint, from its text. */
export const nameIn = (text: string | null): Name =>
  text === null || text === "" ? nowhere : byAuthor(text);
