/** Dependencies, order, batches: from what differs to operations that run. */
export {
  hazardDecisions,
  hazardText,
  openHazards,
  refuseHazards,
  type HazardDecision,
  type HazardPolicy,
  type OpenHazard,
} from "./hazardPolicy.js";
export { planOf, type Plan } from "./plan.js";
export {
  dependentText,
  dropsOf,
  goingAlong,
  goneText,
  standingOn,
  type Dependent,
  type Gone,
} from "./standing.js";
export { orderTables } from "./tableOrder.js";
