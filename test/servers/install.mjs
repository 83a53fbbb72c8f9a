/** Gets what the tests need and is missing; quick when all is there. `npm test` runs it first. */
import { given } from "./given.mjs";
import { missing, telling } from "./missing.mjs";
import { needs } from "./needs.mjs";
import { supply } from "./recipes.mjs";
import { helpers, servers } from "./servers.mjs";

const say = (text) => process.stderr.write(`${text}\n`);

const started = Date.now();

const wanted = [
  { title: "what starts the servers", needs: needs.keeper, get: { how: "apt" } },
  ...Object.entries(servers)
    .filter(([name]) => given(name) === undefined)
    .map(([, server]) => ({
      ...server,
      wayOut: `set ${server.variable} to the URL of a running server, e.g. ${server.url(12345)}`,
    })),
  ...Object.values(helpers),
];

const lacks = await Promise.all(wanted.map((each) => missing(each.needs)));
const failures = [];

/** A server that was never here lacks all of itself. */
const briefly = ([first, ...more]) =>
  more.length === 0 ? first.what : `${first.what}, and ${more.length} more`;

for (const [index, each] of wanted.entries()) {
  if (lacks[index].length === 0) continue;
  say(`getting ${each.title} (${briefly(lacks[index])}) …`);
  const wayOut = each.wayOut === undefined ? "" : `\n  → or ${each.wayOut}`;
  try {
    const still = await supply(each, lacks[index]);
    if (still.length > 0)
      failures.push(`${each.title} was installed, and still ${telling(still)}${wayOut}`);
  } catch (error) {
    failures.push(`${each.title}: ${telling(lacks[index])}\n  ${error.message}${wayOut}`);
  }
}

if (failures.length > 0) {
  say(failures.join("\n"));
  process.exit(1);
}
say(`test servers are installed (${((Date.now() - started) / 1000).toFixed(1)} s)`);
