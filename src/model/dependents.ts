/** What is done with what stands on an object that is dropped. */

/** `cascade`: it is dropped before, by name. `restrict`: the drop is refused, with the list of it. */
export const onDependentsChoices = ["cascade", "restrict"] as const;

export type OnDependents = (typeof onDependentsChoices)[number];

/** On an operation that drops something; left out, the server decides. */
export interface DependentsOption {
  readonly onDependents?: OnDependents;
}
