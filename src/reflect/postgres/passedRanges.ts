/** Refuses a new range for a sequence that has already counted past it: the server refuses it too, and the catalogue does not show how far it counted. */
import { refText } from "../../dialects/postgres/clauses.js";
import { leavesBehind } from "../../dialects/postgres/ddlSequence.js";
import { lexicon } from "../../dialects/postgres/lexicon.js";
import { tableText, type Change, type SequenceNumbers, type Sql } from "../../model/index.js";
import type { Connection } from "../connection.js";
import { textOrNull } from "./rows.js";

interface Ranged {
  readonly what: string;
  /** The sequence's oid, as SQL. */
  readonly oid: Sql;
  readonly from: SequenceNumbers;
  readonly to: SequenceNumbers;
  readonly type: Sql;
}

const rangedBy = (change: Change): readonly Ranged[] => {
  if (change.verb !== "alter" || change.from === null || change.to === null) return [];
  if (change.kind === "sequence")
    return [
      {
        what: `sequence ${tableText(change.from)}`,
        oid: `pg_catalog.to_regclass(${lexicon.literal(refText(change.from))})`,
        from: change.from,
        to: change.to,
        type: change.to.type,
      },
    ];
  if (change.kind !== "column" || change.table === null) return [];
  const [was, is] = [change.from.identity, change.to.identity];
  if (was === null || is === null) return [];
  const table = { schema: change.schema, name: change.table };
  return [
    {
      what: `the sequence of column ${tableText(table)}.${change.from.name}`,
      oid: `pg_catalog.to_regclass(pg_catalog.pg_get_serial_sequence(${lexicon.literal(refText(table))}, ${lexicon.literal(change.from.name)}))`,
      from: was.numbers,
      to: is.numbers,
      type: change.to.type,
    },
  ];
};

export const passedRanges = async (
  connection: Connection,
  changes: readonly Change[],
): Promise<readonly string[]> => {
  const ranged = changes.flatMap(rangedBy);
  if (ranged.length === 0) return [];
  const rows = await connection.query(
    `SELECT ${ranged
      .map(
        ({ oid }, i) =>
          `CASE WHEN pg_catalog.has_sequence_privilege(${oid}, 'SELECT') THEN pg_catalog.pg_sequence_last_value(${oid}) END::text AS s${i}`,
      )
      .join(", ")}`,
  );
  return ranged.flatMap(({ what, from, to, type }, i) => {
    const last = textOrNull(rows[0] ?? {}, `s${i}`);
    return last !== null && leavesBehind(last, from, to, type)
      ? [`${what} has counted to ${last}, which is outside of the range that it is to get`]
      : [];
  });
};
