/** Every story of `fixtures/cases` on every live server: those of declared metadata, and those of scripts that somebody writes by hand. */
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { BatchStory } from "../fixtures/batch.js";
import type { Story } from "../fixtures/story.js";
import { tellBatch } from "./stories/batch.js";
import { tellDeclared } from "./stories/declared.js";
import { places } from "./stories/places.js";

const cases = resolve("fixtures/cases");

const files = readdirSync(cases, { recursive: true, encoding: "utf8" })
  .filter((f) => f.endsWith(".ts"))
  .sort();

describe.each(files)("%s", (file) => {
  const url = pathToFileURL(join(cases, file)).href;
  const load = async (): Promise<Story | BatchStory> =>
    ((await import(url)) as { readonly default: Story | BatchStory }).default;
  it.each(places.map((place) => [place.title, place] as const))("%s", async (_title, place) => {
    const told = await load();
    if (told.on !== undefined && !told.on.includes(place.dialect)) {
      expect(told.on).not.toContain(place.dialect);
      return;
    }
    const because = told.unsupported?.[place.dialect];
    if (because !== undefined) {
      expect(because).not.toBe("");
      return;
    }
    await ("declared" in told ? tellDeclared(told, place) : tellBatch(told, url, place));
  });
});
