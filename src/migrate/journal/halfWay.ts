/** Determines from a journal whether a script stopped half-way. Pure. */
import type { Sql } from "../../model/index.js";
import type { Entry } from "./entry.js";

/** A script that ran in part, where nothing rolls that part back by itself. */
export interface HalfWay {
  readonly revision: string;
  readonly direction: "up" | "down";
  /** The statements that ran, in their order. */
  readonly ran: readonly Sql[];
  /** The statement of which it is not yet known whether it took effect: the run was cut off while the server had it. */
  readonly inFlight: Sql | null;
  /** How many statements the script had when it ran; null where that was not known before. */
  readonly statements: number | null;
}

/** The half-way script; null where no statement of it ran or may have run. */
export const halfWayIn = (entries: readonly Entry[]): HalfWay | null => {
  const [first] = entries;
  const ran = entries.filter(({ state }) => state === "done");
  const running = entries.find(({ state }) => state === "running");
  if (first === undefined || (ran.length === 0 && running === undefined)) return null;
  return {
    revision: first.revision,
    direction: first.direction,
    ran: ran.map(({ sql }) => sql),
    inFlight: running?.sql ?? null,
    statements: entries.at(-1)?.statements ?? null,
  };
};

export const commandOf = (direction: HalfWay["direction"]): "upgrade" | "downgrade" =>
  direction === "up" ? "upgrade" : "downgrade";

/** `half-way through 0003: 2 of 5 statements` */
export const halfWayText = ({
  revision,
  direction,
  ran,
  inFlight,
  statements,
}: HalfWay): string => {
  const count =
    statements === null
      ? `${ran.length === 1 ? "1 statement" : `${ran.length} statements`} ran`
      : `${ran.length} of ${statements === 1 ? "1 statement" : `${statements} statements`}`;
  return [
    `half-way through ${direction === "up" ? "" : "taking back "}${revision}: ${count}`,
    ...(inFlight === null ? [] : ["one more was under way when the run was cut off"]),
  ].join(", and ");
};

export const wayOn = ({ direction }: HalfWay): string =>
  `run \`schema-diff ${commandOf(direction)}\`, which goes on where it stopped; \`--abandon\` forgets what ran`;
