/** Differences that mean nothing on PostgreSQL. */
import type { Quirk } from "../dialect.js";

export const quirks: readonly Quirk[] = [];
