/** Clustering keys of tables: the manual's page "Clustering keys & clustered tables". */
import { invalidIdentifier, unsupported } from "../errors.mjs";
import { placeOf } from "../language/lexer.mjs";
import { walk } from "../language/text.mjs";

/** Sets the key, which mentions columns of the table and nothing else. */
export const setClusteringKey = (table, key, whole) => {
  for (const mention of key.keys.flatMap(({ node }) => walk(node))) {
    if (mention.e !== "column") continue;
    const name = mention.path.at(-1);
    const column = table.columns.find((each) => each.name === name);
    if (column === undefined) throw invalidIdentifier(placeOf(whole, mention.start), name);
    // The manual's page "Virtual Columns"; the words are assumed.
    if (column.virtual !== undefined) throw unsupported("CLUSTER BY a virtual column");
  }
  table.clusterBy = key;
  table.reclusters = true;
};
