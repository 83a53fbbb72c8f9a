/** What an operation does to addresses: what it makes, takes away, alters, needs and gives up. */
import type { Address } from "./address.js";

/** The addresses that an operation touches, by what it does to them. */
export interface Touches {
  readonly produces: readonly Address[];
  readonly destroys: readonly Address[];
  /** What is altered in place: destroyed and produced at once. */
  readonly changes: readonly Address[];
  /** What has to be there, as it is after the plan where the plan touches it. */
  readonly needs: readonly Address[];
  /** What depended, until then, on something as it was before the plan. */
  readonly releases: readonly Address[];
  readonly frees: readonly Address[];
  readonly takes: readonly Address[];
}

export const noTouches: Touches = {
  produces: [],
  destroys: [],
  changes: [],
  needs: [],
  releases: [],
  frees: [],
  takes: [],
};

export const joined = (a: Touches, b: Touches): Touches => ({
  produces: [...a.produces, ...b.produces],
  destroys: [...a.destroys, ...b.destroys],
  changes: [...a.changes, ...b.changes],
  needs: [...a.needs, ...b.needs],
  releases: [...a.releases, ...b.releases],
  frees: [...a.frees, ...b.frees],
  takes: [...a.takes, ...b.takes],
});

/** The same with some more. */
export const withMore = <T extends Touches>(touches: T, more: Partial<Touches>): T => ({
  ...touches,
  ...joined(touches, { ...noTouches, ...more }),
});
