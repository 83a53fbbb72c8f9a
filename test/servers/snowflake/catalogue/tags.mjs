/** Tags of objects and columns: the manual's pages "ALTER TAG", "SYSTEM$GET_TAG" and "TAG_REFERENCES". */
import { compilation } from "../errors.mjs";
import { find } from "./find.mjs";

/** The words are assumed. */
const refuseValue = (tag, value) => {
  if (tag.allowed !== undefined && !tag.allowed.includes(value))
    throw compilation(
      "003521",
      "22023",
      `Tag value '${value}' is not allowed for tag '${tag.name}'.`,
    );
};

const tagOf = (session, path) => find(session, "TAG", path);

/** What a tag is on keeps it with its value in `tagged`; @param {object} object of any kind, or a column */
export const setTags = (session, object, values = []) => {
  const found = values.map(({ path, value }) => ({ tag: tagOf(session, path), value }));
  for (const { tag, value } of found) refuseValue(tag, value);
  if (found.length > 0)
    object.tagged = new Map([
      ...(object.tagged ?? []),
      ...found.map(({ tag, value }) => [tag, value]),
    ]);
};

export const changeTags = (session, object, { set, unset = [] }) => {
  setTags(session, object, set);
  const gone = unset.map((path) => tagOf(session, path));
  object.tagged = new Map([...(object.tagged ?? [])].filter(([tag]) => !gone.includes(tag)));
};

/** A tag that was dropped is on nothing. */
const standing = ([tag]) => tag.schema.tags.get(tag.name) === tag;

/** What an object is in, from the inside out: tags are inherited. */
const levels = ({ object, column }) => {
  const { schema, database } = object;
  const home = schema ?? (database === undefined ? undefined : object);
  return [
    ...(column === undefined ? [] : [{ level: "COLUMN", of: column }]),
    {
      level: object.kind === "SCHEMA" || object.kind === "DATABASE" ? object.kind : "TABLE",
      of: object,
    },
    ...(schema === undefined ? [] : [{ level: "SCHEMA", of: schema }]),
    ...(home === undefined ? [] : [{ level: "DATABASE", of: home.database }]),
  ];
};

/** The tags of an object with their values; the innermost one counts. */
export const tagsOf = (place) => {
  const found = new Map();
  for (const { level, of } of levels(place))
    for (const entry of [...(of.tagged ?? [])].filter(standing))
      if (!found.has(entry[0]))
        found.set(entry[0], {
          value: entry[1],
          level,
          inherited: of !== (place.column ?? place.object),
        });
  return found;
};
