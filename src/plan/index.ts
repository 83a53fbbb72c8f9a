/** Dependencies, order, batches: from what differs to operations that run. */
export { planOf, type Plan } from "./plan.js";
export { orderTables } from "./tableOrder.js";
