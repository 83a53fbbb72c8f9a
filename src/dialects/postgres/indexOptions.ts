/** Which options of an index are not storage parameters. */
import { lookupTable, type Options } from "../../model/index.js";

/** Options that CREATE INDEX or the clause of a key can contain. */
export const indexClauseOptions: readonly string[] = ["tablespace"];

export const indexSettings: Readonly<Record<string, string>> = lookupTable({
  tablespace: "the tablespace, where it is not the database's",
  clustered: "`true` for the one that CLUSTER orders the table by",
  replicaIdentity: "`true` for the one that the table's REPLICA IDENTITY uses",
  statistics: "statistics targets by the numbers of its elements: `1=400 3=250`",
  comment: "of the index of a key: its comment, apart from the key's own",
});

/** The options that are printed in WITH (…). */
export const ownParameters = (options: Options): Options =>
  Object.fromEntries(Object.entries(options).filter(([key]) => !Object.hasOwn(indexSettings, key)));
