/** Of which of the two states of a plan a text speaks: a name may go over from one object to another between them. */
export type State = "before" | "after";
