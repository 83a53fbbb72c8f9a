/** Which tags an object has, as SYSTEM$GET_TAG and TAG_REFERENCES tell it. */
import { doesNotExist } from "../errors.mjs";
import { pathOf } from "../language/cursor.mjs";
import { find, findDatabase, findSchema, inFull, lookUp } from "./find.mjs";
import { tagsOf } from "./tags.mjs";

const relation = (session, path) => {
  const object = lookUp(session, "TABLE", path);
  if (object === undefined) throw doesNotExist("Table", inFull(session, path));
  return { object };
};

/** By domain; views are in the domain TABLE too. */
const places = {
  DATABASE: (session, path) => ({ object: findDatabase(session, path[0]) }),
  SCHEMA: (session, path) => ({ object: findSchema(session, path) }),
  TABLE: relation,
  COLUMN: (session, path) => {
    const { object } = relation(session, path.slice(0, -1));
    const column = object.columns.find(({ name }) => name === path.at(-1));
    if (column === undefined) throw doesNotExist("Column", path.join("."));
    return { object, column };
  },
  STREAM: (session, path) => ({ object: find(session, "STREAM", path) }),
};

const placeOf = (session, name, domain) => {
  const read = places[domain.toUpperCase()];
  if (read === undefined) throw doesNotExist("Object domain", domain);
  return read(session, pathOf(name, session, 4));
};

export const tagValue = (session, tag, name, domain) =>
  tagsOf(placeOf(session, name, domain)).get(find(session, "TAG", pathOf(tag, session)))?.value ??
  null;

export const referenceColumns = [
  "TAG_DATABASE",
  "TAG_SCHEMA",
  "TAG_NAME",
  "TAG_VALUE",
  "APPLY_METHOD",
  "LEVEL",
  "OBJECT_DATABASE",
  "OBJECT_SCHEMA",
  "OBJECT_NAME",
  "DOMAIN",
  "COLUMN_NAME",
];

export const tagReferences = (session, name, domain) => {
  const place = placeOf(session, name, domain);
  const { object, column } = place;
  return [...tagsOf(place)].map(([tag, { value, level, inherited }]) => [
    tag.schema.database.name,
    tag.schema.name,
    tag.name,
    value,
    inherited ? "INHERITED" : "MANUAL",
    level,
    object.schema?.database.name ?? object.database?.name ?? null,
    object.schema?.name ?? null,
    object.name,
    domain.toUpperCase(),
    column?.name ?? null,
  ]);
};
