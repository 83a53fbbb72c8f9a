/** For tests: judges a value by a JSON Schema, as far as the snapshot's uses the language; a keyword that it does not know is an error. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Keywords = { readonly [key: string]: Json };

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (v) => typeof v === "string",
  boolean: (v) => typeof v === "boolean",
  null: (v) => v === null,
  integer: (v) => Number.isInteger(v),
};

const known = [
  "$schema",
  "$defs",
  "title",
  "description",
  "default",
  "type",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "enum",
  "const",
  "$ref",
  "oneOf",
  "anyOf",
  "pattern",
];

/** The places that do not fit, with why; none for a value that fits. */
export const misfits = (root: unknown, value: unknown): readonly string[] => {
  const keywordsAt = (ref: string): unknown =>
    ref
      .slice(2)
      .split("/")
      .reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), root);

  const judge = (schema: unknown, v: unknown, at: string): readonly string[] => {
    if (!isObject(schema)) throw new Error(`${at}: no schema`);
    for (const word of Object.keys(schema))
      if (!known.includes(word)) throw new Error(`${at}: unknown keyword ${word}`);
    const s = schema as Keywords;
    const found: string[] = [];
    if (typeof s.$ref === "string") found.push(...judge(keywordsAt(s.$ref), v, at));
    if (
      s.type !== undefined &&
      ![s.type].flat().some((t) => typeof t === "string" && types[t]?.(v))
    )
      found.push(`${at}: not ${JSON.stringify(s.type)}`);
    if (Array.isArray(s.enum) && !s.enum.includes(v as Json))
      found.push(`${at}: not one of ${JSON.stringify(s.enum)}`);
    if (s.const !== undefined && s.const !== v) found.push(`${at}: not ${JSON.stringify(s.const)}`);
    if (
      typeof s.pattern === "string" &&
      typeof v === "string" &&
      !new RegExp(s.pattern, "u").test(v)
    )
      found.push(`${at}: not like ${s.pattern}`);
    for (const [word, fits] of [
      ["oneOf", (n: number) => n === 1],
      ["anyOf", (n: number) => n > 0],
    ] as const) {
      const branches = s[word];
      if (!Array.isArray(branches)) continue;
      const results = branches.map((branch) => judge(branch, v, at));
      if (!fits(results.filter((r) => r.length === 0).length))
        found.push(`${at}: ${word} (${results.flat().join("; ")})`);
    }
    if (Array.isArray(v) && s.items !== undefined)
      found.push(...v.flatMap((item: unknown, i) => judge(s.items, item, `${at}/${i}`)));
    if (isObject(v)) {
      const properties = isObject(s.properties) ? s.properties : {};
      for (const key of Array.isArray(s.required) ? s.required : [])
        if (typeof key === "string" && !Object.hasOwn(v, key)) found.push(`${at}: no ${key}`);
      for (const [key, inner] of Object.entries(v)) {
        if (Object.hasOwn(properties, key))
          found.push(...judge(properties[key], inner, `${at}/${key}`));
        else if (s.additionalProperties === false) found.push(`${at}: ${key} is not known`);
        else if (s.additionalProperties !== undefined)
          found.push(...judge(s.additionalProperties, inner, `${at}/${key}`));
      }
    }
    return found;
  };
  return judge(root, value, "");
};

/** Every value of the document once taken out, once replaced by another kind of value, and every object once with a key too many. */
export const mutants = function* (value: unknown): Generator<unknown> {
  yield* isObject(value)
    ? [5, null, { ...value, surplus: 1 }]
    : typeof value === "string"
      ? ["?", 5, null]
      : [[], "?", {}];
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries())
      for (const inner of mutants(item)) yield value.with(i, inner);
  }
  if (!isObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    yield Object.fromEntries(Object.entries(value).filter(([k]) => k !== key));
    if (key !== "$schema") for (const inner of mutants(item)) yield { ...value, [key]: inner };
  }
};
