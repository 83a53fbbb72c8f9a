/** What happens to the dependents of an object that is dropped. */

/**
 * `cascade`: they are dropped before it, each by name. `restrict`: the drop is refused, and the
 * error lists them.
 */
export const onDependentsChoices = ["cascade", "restrict"] as const;

export type OnDependents = (typeof onDependentsChoices)[number];

/** An option of operations that drop something; without it the server decides. */
export interface DependentsOption {
  readonly onDependents?: OnDependents;
}
