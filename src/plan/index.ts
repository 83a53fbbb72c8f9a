/** Turns changes into operations in an order in which they run: dependencies, batches, hazards. */
export {
  hazardDecisions,
  hazardText,
  openHazards,
  refuseHazards,
  type HazardDecision,
  type HazardPolicy,
  type OpenHazard,
} from "./hazardPolicy.js";
export { lackingRefusals } from "./refusals/lacking.js";
export { planOf, type Plan } from "./plan.js";
export {
  dependentText,
  dropsOf,
  goingAlong,
  goneText,
  standingOn,
  type Dependent,
  type Gone,
} from "./impact/standing.js";
export { orderTables } from "./actions/tableOrder.js";
