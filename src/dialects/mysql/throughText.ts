/**
 * Types that MariaDB converts only from and to texts and bytes: a column that gets another type from
 * one of them, or the other way round, is converted to a text first.
 */
import type { Column } from "../../model/index.js";
import type { Flavour } from "./flavour.js";
import { baseOf, canonical } from "./types.js";

const geometries = new Set(
  "geometry point linestring polygon multipoint multilinestring multipolygon geometrycollection".split(
    " ",
  ),
);

/**
 * Types that any type can be converted to, and from which any type can be converted as far as the
 * values allow.
 */
const texts = new Set(
  "char varchar tinytext text mediumtext longtext binary varbinary tinyblob blob mediumblob longblob json enum set".split(
    " ",
  ),
);

const kindOf = ({ type }: Column): string => {
  const base = baseOf(canonical(type));
  return geometries.has(base) ? "geometry" : base;
};

/** Longer than any number, time, UUID or address. */
const text = "varchar(128)";

/** The column with the type in between; null where none is needed. */
export const onItsWay = (from: Column, to: Column, { castless }: Flavour): Column | null => {
  const [was, is] = [kindOf(from), kindOf(to)];
  if (was === is || texts.has(was) || texts.has(is)) return null;
  if (!castless.has(was) && !castless.has(is)) return null;
  if (from.generated !== null || to.generated !== null) return null;
  return {
    ...from,
    type: text,
    collation: null,
    default: null,
    identity: null,
    onUpdate: null,
    options: {},
  };
};
