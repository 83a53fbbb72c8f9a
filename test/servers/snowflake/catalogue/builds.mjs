/**
 * Indexes of hybrid tables that are there already are built in the background, one at a time, and rows that break a key
 * are told by SHOW INDEXES alone; the manual's page "CREATE HYBRID TABLE", "Add and drop constraints".
 */
import { compilation } from "../errors.mjs";

const milliseconds = 40;

const building = ({ readyAt = 0 }) => Date.now() < readyAt;

export const beginBuild = (table, item) => {
  const other = [...table.constraints, ...table.indexes].find(building);
  if (other !== undefined)
    throw compilation(
      "391490",
      "0A000",
      `Index '${other.name}' of table '${table.name}' is being built. Wait for the build to finish, or cancel it.`,
    );
  item.readyAt = Date.now() + milliseconds;
};

/** @param {boolean} broken do rows break the key that stands on the index? */
export const buildStatus = (item, broken) => {
  if (building(item)) return { status: "BUILD IN PROGRESS", status_info: null };
  return broken
    ? {
        status: "BUILD VALIDATION FAILURE",
        status_info: "The existing data violates the constraint.",
      }
    : { status: "ACTIVE", status_info: null };
};
