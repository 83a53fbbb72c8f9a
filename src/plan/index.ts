/** Dependencies, order, batches: from what differs to operations that run. */
export { planOf, type Plan } from "./plan.js";
export { asHeld } from "./christen.js";
export type { PlanOptions } from "./context.js";
export { orderTables, type TableOrder } from "./tableOrder.js";
