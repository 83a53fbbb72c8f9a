/** Tells whether an error means that somebody else holds the database. */
import { messageOf } from "../../model/index.js";

export const isLocked = (thrown: unknown): boolean =>
  /database (?:table )?is locked|SQLITE_BUSY/i.test(messageOf(thrown));
