/** From changes to operations in an order in which they run: dependencies, batches, hazards. */
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
export { orderTables } from "./tableOrder.js";
