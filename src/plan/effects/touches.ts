/** The addresses that an operation touches: what it creates, drops, alters, needs and releases. */
import type { Address } from "./address.js";

/** The addresses that an operation touches, by what it does to them. */
export interface Touches {
  readonly produces: readonly Address[];
  readonly destroys: readonly Address[];
  /** What is altered in place: dropped and created at once. */
  readonly changes: readonly Address[];
  /** What has to exist, in its state after the plan where the plan changes it. */
  readonly needs: readonly Address[];
  /** What the operation no longer depends on: until it ran, it depended on the state before the plan. */
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

/** The touches with some more. */
export const withMore = <T extends Touches>(touches: T, more: Partial<Touches>): T => ({
  ...touches,
  ...joined(touches, { ...noTouches, ...more }),
});
