/** The journal of a run, where DDL commits by itself: it records what of a script ran, so that the next run continues after it. */
export { commandOf, halfWayIn, halfWayText, wayOn, type HalfWay } from "./halfWay.js";
export { resumes, type Resume } from "./inFlight.js";
export {
  logOn,
  noLog,
  nothingRan,
  pastOf,
  type Journal,
  type Past,
  type StatementLog,
} from "./log.js";
export { journalOf, type JournalTable } from "./table.js";
