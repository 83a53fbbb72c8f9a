/** Puts a text into a value of JSON, in the place of each text, each null and each setting's name in it, one at a time. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface Mutation {
  /** `tables[0].columns[1].type`. */
  readonly path: string;
  readonly put: (text: string) => Json;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const inRecord = (value: { readonly [key: string]: Json }, path: string): readonly Mutation[] =>
  Object.keys(value).flatMap((key) =>
    mutations(value[key] ?? null, `${path}.${key}`).map((m) => ({
      path: m.path,
      put: (text: string): Json => ({ ...value, [key]: m.put(text) }),
    })),
  );

export const mutations = (value: Json, path = ""): readonly Mutation[] => {
  // What is null may be a text, too: a default that nobody has given.
  if (typeof value === "string" || value === null) return [{ path, put: (text) => text }];
  if (typeof value !== "object") return [];
  if (isList(value))
    return value.flatMap((item, i) =>
      mutations(item, `${path}[${i}]`).map((m) => ({
        path: m.path,
        put: (text: string): Json => value.map((other, j) => (j === i ? m.put(text) : other)),
      })),
    );
  const settings = path.endsWith(".options")
    ? Object.keys(value).map((key) => ({
        path: `${path}{${key}}`,
        put: (text: string): Json =>
          Object.fromEntries(Object.entries(value).map(([k, v]) => [k === key ? text : k, v])),
      }))
    : [];
  return [...settings, ...inRecord(value, path)];
};
