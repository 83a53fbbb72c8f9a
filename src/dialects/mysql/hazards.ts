/** The hazards of a change of a table's options for existing rows. */
import type { Hazard, Options } from "../../model/index.js";
import { versionsRows } from "./tableOptions.js";

/**
 * Engines that keep no rows, or not for long; the server accepts the change to either without a
 * warning.
 */
const forgetful: readonly (readonly [engine: RegExp, message: string])[] = [
  [/^blackhole$/i, "the table's rows are lost: this engine keeps none"],
  [
    /^(?:memory|heap)$/i,
    "the table's rows are lost when the server ends: this engine keeps them in memory",
  ],
];

const ofEngine = (from: Options, to: Options): readonly Hazard[] => {
  const [was = "", is = ""] = [from["engine"], to["engine"]];
  return was.toLowerCase() === is.toLowerCase()
    ? []
    : forgetful.flatMap(([engine, message]) =>
        engine.test(is) ? [{ code: "loses-data", message }] : [],
      );
};

/**
 * Rows have no partition if the new partitions leave out their values; without partitions every row
 * has a place.
 */
const ofPartitions = (from: Options, to: Options): readonly Hazard[] =>
  to["partitionBy"] === undefined || from["partitionBy"] === to["partitionBy"]
    ? []
    : [
        {
          code: "may-fail-on-rows",
          message: "fails where existing rows hold values for which there is no partition",
        },
      ];

export const tableHazards = (from: Options, to: Options): readonly Hazard[] => [
  ...ofEngine(from, to),
  ...ofPartitions(from, to),
  ...(versionsRows(from) && !versionsRows(to)
    ? [{ code: "loses-data", message: "the rows' history in this table is lost" }]
    : []),
];
