/** Jest's global set-up: every server that nobody gave is started, and the workers find all of them in the environment. */
import { given } from "./given.mjs";
import { missing, telling } from "./missing.mjs";
import { start } from "./run.mjs";
import { servers } from "./servers.mjs";
import { isAccount } from "./snowflake/account.mjs";

export default async () => {
  const running = [];
  globalThis.schemaDiffTestServers = running;
  const outcomes = await Promise.allSettled(
    Object.entries(servers).map(async ([name, { variable, needs, title }]) => {
      const url = given(name);
      if (url !== undefined) {
        process.env[variable] = url;
        return;
      }
      const lacks = await missing(needs);
      if (lacks.length > 0) {
        throw new Error(
          `${title} cannot be used: ${telling(lacks)}\n  → node test/servers/install.mjs, or set ${variable}`,
        );
      }
      const server = await start(name);
      running.push(server);
      process.env[variable] = server.url;
    }),
  );
  const failures = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason.message] : [],
  );
  if (failures.length === 0) {
    if (!isAccount(process.env[servers.snowflake.variable]))
      process.stderr.write(
        `Snowflake: nothing is asked of an account, for ${servers.snowflake.variable} names none; the tests' own server stands in\n`,
      );
    return;
  }
  await Promise.all(running.map((server) => server.stop()));
  throw new Error(`the tests need their servers:\n${failures.join("\n")}`);
};
