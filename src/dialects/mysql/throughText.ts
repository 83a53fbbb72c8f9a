/** Types that MariaDB makes of no other than texts and bytes, nor others of them: a column gets there by way of a text. */
import type { Column } from "../../model/index.js";
import type { Flavour } from "./flavour.js";
import { baseOf, canonical } from "./types.js";

const geometries = new Set(
  "geometry point linestring polygon multipoint multilinestring multipolygon geometrycollection".split(
    " ",
  ),
);

/** What any type becomes, and what becomes any type as far as the values allow. */
const texts = new Set(
  "char varchar tinytext text mediumtext longtext binary varbinary tinyblob blob mediumblob longblob json enum set".split(
    " ",
  ),
);

const kindOf = ({ type }: Column): string => {
  const base = baseOf(canonical(type));
  return geometries.has(base) ? "geometry" : base;
};

/** Longer than any number, moment, UUID or address. */
const text = "varchar(128)";

/** The column as it is on its way; null where it needs none. */
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
