/** `npm run bench`: all of the benchmarks, one after the other. */
for (const benchmark of ["./stages.mjs", "./dump.mjs", "./rebuild.mjs", "./scripts.mjs"])
  await import(benchmark);
