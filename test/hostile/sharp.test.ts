/** The canaries are sharp: a server or a script that is made to run a hostile text leaves a trace. */
import { existsSync } from "node:fs";
import { query } from "../servers/urls.js";
import { onHandle, places } from "../stories/places.js";
import { forgetMade, made, placeCanary, removeFiles, tracesIn, untouched } from "./canary.js";
import { calledBy } from "./script.js";
import { scriptWrites, writesFile } from "./texts.js";

afterAll(removeFiles);

test.each(places.filter(({ dialect }) => writesFile[dialect] !== null))(
  "$title writes the file",
  async ({ dialect, make }) => {
    const place = await make();
    const statement = writesFile[dialect] ?? "";
    try {
      await placeCanary(place.url);
      expect(await tracesIn(place.url, statement)).toEqual(untouched(statement));
      if (place.url.startsWith("sqlite:"))
        await onHandle(place.url, (database) => void database.exec(statement));
      else await query(place.url, statement);
      expect(await tracesIn(place.url, statement)).toEqual({ ...untouched(statement), made: true });
    } finally {
      forgetMade();
      await place.drop();
    }
  },
);

test("a script writes the file, and is heard where it calls", async () => {
  const ways = (code: string): string => `export const up = async () => { ${code} };`;
  expect(await calledBy(ways("globalThis.canaryOfScripts();"))).toBe(1);
  await calledBy(ways(scriptWrites));
  expect(existsSync(made)).toBe(true);
  forgetMade();
});
