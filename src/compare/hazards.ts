/** What may go wrong, or be lost, when a change is carried out. */
import type { Aspect, ChangeOf, Hazard, ObjectKind, Verb } from "../model/index.js";

type Facts = Pick<ChangeOf<ObjectKind>, "verb" | "kind" | "from" | "to" | "aspects">;

const hazard = (code: string, message: string): Hazard => ({ code, message });

const losesData = (what: string): Hazard =>
  hazard("loses-data", `the rows' values in this ${what} are lost`);
const rowsMayFail = (why: string): Hazard => hazard("may-fail-on-rows", why);

const adds: Readonly<Partial<Record<ObjectKind, Hazard>>> = {
  primaryKey: rowsMayFail("fails where existing rows repeat a key or hold NULL in it"),
  unique: rowsMayFail("fails where existing rows repeat a value"),
  foreignKey: rowsMayFail("fails where existing rows point to nothing"),
  check: rowsMayFail("fails where existing rows break it"),
  exclude: rowsMayFail("fails where existing rows conflict"),
};

const drops: Readonly<Partial<Record<ObjectKind, Hazard>>> = {
  table: losesData("table"),
  column: losesData("column"),
};

const columnAspects: readonly (readonly [(aspect: Aspect) => boolean, Hazard])[] = [
  [
    ({ path }) => path === "type",
    hazard(
      "rewrites-table",
      "a change of type may rewrite the table, and fails on values that do not fit",
    ),
  ],
  [
    ({ path, to }) => path === "nullable" && to === false,
    rowsMayFail("fails where existing rows hold NULL"),
  ],
];

const isColumn = (
  value: unknown,
): value is { nullable: boolean; default: unknown; identity: unknown; generated: unknown } =>
  typeof value === "object" && value !== null && "nullable" in value;

const isUniqueIndex = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "unique" in value && value.unique === true;

/** Does the list lose a member? */
const losesValue = ({ path, from, to }: Aspect): boolean =>
  path === "values" &&
  Array.isArray(from) &&
  Array.isArray(to) &&
  from.some((value) => !to.includes(value));

const none: readonly Hazard[] = [];

const ofVerb: Readonly<Record<Verb, (change: Facts) => readonly Hazard[]>> = {
  add: ({ kind, to }) => {
    if (
      kind === "column" &&
      isColumn(to) &&
      !to.nullable &&
      to.default === null &&
      to.identity === null &&
      to.generated === null
    ) {
      return [rowsMayFail("fails where the table holds rows: NOT NULL without a default")];
    }
    if (kind === "index")
      return isUniqueIndex(to) ? [rowsMayFail("fails where existing rows repeat a value")] : none;
    const found = adds[kind];
    return found === undefined ? none : [found];
  },
  drop: ({ kind }) => {
    const found = drops[kind];
    return found === undefined ? none : [found];
  },
  rename: () => none,
  alter: ({ kind, aspects }) => {
    if (kind === "column")
      return columnAspects.filter(([applies]) => aspects.some(applies)).map(([, found]) => found);
    if (kind === "enum")
      return aspects.some(losesValue)
        ? [rowsMayFail("fails where existing rows hold a value that goes")]
        : none;
    const found = adds[kind];
    return found === undefined ? none : [found];
  },
};

export const hazardsOf = (change: Facts): readonly Hazard[] => ofVerb[change.verb](change);
