/** What a change of a table's options does to the rows that are there. */
import type { Hazard, Options } from "../../model/index.js";

const isUnlogged = ({ unlogged }: Options): boolean => unlogged === "true";

/** After a crash the server empties what is not in its log (manual, "CREATE TABLE", UNLOGGED). */
export const tableHazards = (from: Options, to: Options): readonly Hazard[] =>
  isUnlogged(to) && !isUnlogged(from)
    ? [
        {
          code: "loses-data",
          message:
            "the table's rows are lost when the server crashes: an UNLOGGED table is emptied then",
        },
      ]
    : [];
