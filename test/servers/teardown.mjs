/** Jest's global tear-down: stops what the set-up started. */
export default async () => {
  await Promise.all((globalThis.schemaDiffTestServers ?? []).map((server) => server.stop()));
};
