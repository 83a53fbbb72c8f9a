/** The order in which a reader expects the actions of a plan where no dependency decides: drops before what takes their place, adds after what they depend on. */

const order = [
  "createSchema",
  "createEnum",
  "createSequence",
  "releaseSequence",
  "dropObject",
  "dropOpaque",
  "dropForeignKey",
  "dropTable",
  "dropCheck",
  "dropIndex",
  "dropKey",
  "dropPrimaryKey",
  "rename",
  "alterEnum",
  "dropGeneratedColumn",
  "addColumn",
  "alterColumn",
  "dropColumn",
  "addGeneratedColumn",
  "alterTable",
  "createTable",
  "createPrimaryKey",
  "createKey",
  "createIndex",
  "alterIndex",
  "createCheck",
  "createForeignKey",
  "createOpaque",
  "alterSequence",
  "replaceObject",
  "createObject",
  "comment",
  "dropSequence",
  "dropEnum",
  "dropSchema",
] as const;

export type Rank = (typeof order)[number];

const positions: ReadonlyMap<Rank, number> = new Map(order.map((rank, i) => [rank, i]));

/** The position of a rank. It breaks ties of the sort, and decides nothing else. */
export const rankOf = (rank: Rank): number => positions.get(rank) ?? order.length;
