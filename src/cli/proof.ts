/** The outcome of proving a plan, as a line and as data. */
import type { Proof } from "../flow/index.js";

const places: Readonly<Record<Proof["on"], string>> = {
  database: "",
  scratch: " (on a scratch copy of the schema, without rows)",
};

/** `proved: up, in sync, down, as before`, or what succeeded and what did not. */
export const proofText = ({ held, failed, on }: Proof): string =>
  failed === null
    ? `proved: ${held.join(", ")}${places[on]}`
    : `not proved: ${[...held, `${failed.step} does not hold`].join(", ")}: ${failed.because}${places[on]}`;

export const proofData = ({ proved, on, held, failed }: Proof): object => ({
  proved,
  on,
  held,
  failed,
});
