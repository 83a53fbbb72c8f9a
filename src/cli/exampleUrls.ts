/** The databases in the examples of the help: one on a server, one in a file. */
import { allDialects } from "../dialects/index.js";

const first = (needsNoServer: boolean): { readonly url: string; readonly dialect: string } => {
  const found = allDialects().find((d) => d.introduction.needsNoServer === needsNoServer);
  return { url: found?.introduction.url ?? "URL", dialect: found?.name ?? "DIALECT" };
};

export const onServer = first(false);
export const inFile = first(true);
