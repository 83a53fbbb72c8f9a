/** `prove` on stories: every one by SCHEMA_DIFF_PROVE=all, else some of each dialect; nothing of it may stay. */
import { createHash } from "node:crypto";
import { prove, type DiffOptions } from "schema-diff";
import type { Story } from "../../fixtures/story.js";
import { forDialect } from "../../fixtures/story.js";
import { serverUrl } from "../servers/urls.js";
import { witness } from "../witness/witness.js";
import type { Place } from "./places.js";

/** One of so many stories is proved on each place. */
const share = 12;

const isChosen = ({ why }: Story, { title }: Place): boolean =>
  process.env["SCHEMA_DIFF_PROVE"] === "all" ||
  (createHash("sha256").update(`${title} ${why}`).digest()[0] ?? 0) % share === 0;

/** A server on which a scratch copy can be made, where DDL commits by itself. */
const scratchOn: { readonly [D in Place["dialect"]]?: () => string } = {
  mysql: () => serverUrl("mysql"),
  mariadb: () => serverUrl("mariadb"),
  snowflake: () => serverUrl("snowflake"),
};

/** @param from the story's database, as it is told before `up` */
export const proveStory = async (
  story: Story,
  place: Place,
  options: Pick<DiffOptions, "from" | "to">,
  url: string,
): Promise<void> => {
  const { dialect } = place;
  const devUrl = scratchOn[dialect]?.();
  if (!isChosen(story, place)) return;
  const before = await witness(url);
  const asked = {
    ...story.options,
    ...options,
    lockTimeout: 60_000,
    ...(devUrl === undefined ? {} : { devUrl }),
  };
  if (forDialect(story.neighbour, dialect) !== undefined) {
    await expect(prove(asked)).rejects.toThrow("is of another database");
    return;
  }
  const proof = await prove(asked);
  // What a story says not to come back to the letter, a look may tell apart.
  const comesBack = forDialect(story.back, dialect) === undefined;
  const told = comesBack || proof.failed?.step !== "as before" ? proof.failed : null;
  expect(told).toBeNull();
  expect(await witness(url)).toEqual(before);
};
