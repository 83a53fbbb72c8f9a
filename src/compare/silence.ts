/** Fills in what a declaration says nothing about from what lives, where silence is no opinion. */
import type { Options } from "../model/index.js";
import type { Context } from "./context.js";

/** The declared options, and the live ones that the declaration does not mention, where silence is no opinion. */
export const heardOptions = (live: Options, declared: Options, { options }: Context): Options =>
  options.silence === "noOpinion" ? { ...live, ...declared } : declared;

export const heard = <T>(live: T | null, declared: T | null, { options }: Context): T | null =>
  declared === null && options.silence === "noOpinion" ? live : declared;
