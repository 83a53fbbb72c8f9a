/** The phases of a plan, in the order in which they execute: drops before what they free, adds after what they need, foreign keys first out and last in. */

const phases = [
  "createSchema",
  "createEnum",
  "createSequence",
  "releaseSequence",
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
  "createCheck",
  "createForeignKey",
  "alterSequence",
  "comment",
  "dropSequence",
  "dropEnum",
  "dropSchema",
] as const;

export type Phase = (typeof phases)[number];

const rank: ReadonlyMap<Phase, number> = new Map(phases.map((phase, i) => [phase, i]));

export const phaseRank = (phase: Phase): number => rank.get(phase) ?? phases.length;
