/** Loads what was written as a script or a metadata module, and runs it on operations that do nothing. */
import { runInNewContext } from "node:vm";
import { transform } from "@swc/core";

type Way = (op: unknown) => Promise<void>;

/** How often something else than `op` was called; a file that a text writes or removes is seen by its canary. */
export const calledBy = async (script: string): Promise<number> => {
  const { code } = await transform(script, {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  let called = 0;
  // A function that can be called, tagged and made by `new`, and that `await` takes for no promise.
  const silent: unknown = new Proxy(function () {}, {
    get: (_, key) => (key === "then" ? undefined : silent),
    apply: (_, __, given: readonly unknown[]) => {
      const body = given.at(-1);
      if (typeof body === "function" && body !== silent)
        void Reflect.apply(body, undefined, [silent]);
      return silent;
    },
    construct: () => Object(silent),
  });
  const exported: { up?: Way; down?: Way } = {};
  runInNewContext(code, {
    exports: exported,
    process,
    require: () => silent,
    canaryOfScripts: () => {
      called += 1;
    },
  });
  await exported.up?.(silent);
  await exported.down?.(silent);
  return called;
};
