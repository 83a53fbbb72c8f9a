/** Functions of texts. */
import { createHash } from "node:crypto";
import { asText } from "../values/cast.mjs";
import { rescale, whole } from "../values/decimal.mjs";
import * as t from "../values/types.mjs";
import { Variant } from "../values/variant.mjs";

const text = () => t.text();
const flag = () => t.boolean;
const count = () => t.number(18, 0);
const integer = (value) => Number(rescale(value, 0).toString());

const fn = (least, most, type, run, more = {}) => ({ args: [least, most], type, run, ...more });

/** Positions count from 1, from the end below 0; 0 is 1. */
const substring = (value, from, length) => {
  const signs = [...asText(value)];
  const at = integer(from);
  const start = at > 0 ? at - 1 : at === 0 ? 0 : Math.max(signs.length + at, 0);
  return signs
    .slice(start, length === undefined ? undefined : start + Math.max(0, integer(length)))
    .join("");
};

const trim = (value, characters, left, right) => {
  const set = new Set([...(characters ?? " ")]);
  const signs = [...value];
  let from = 0;
  let to = signs.length;
  while (left && from < to && set.has(signs[from])) from += 1;
  while (right && to > from && set.has(signs[to - 1])) to -= 1;
  return signs.slice(from, to).join("");
};

const pad =
  (atStart) =>
  ([value, length, filler = " "]) => {
    const size = integer(length);
    const of = asText(value);
    if (of.length >= size) return of.slice(0, size);
    return atStart ? of.padStart(size, asText(filler)) : of.padEnd(size, asText(filler));
  };

const first = ([type]) => (type.name === "VARCHAR" ? type : t.text());

const digest =
  (name) =>
  ([value]) =>
    createHash(name).update(asText(value)).digest("hex");

export const textFunctions = {
  MD5: fn(1, 1, () => t.text(32), digest("md5")),
  SHA1: fn(1, 1, () => t.text(40), digest("sha1")),
  SHA2: fn(1, 1, () => t.text(128), digest("sha256")),
  SPACE: fn(1, 1, text, ([count]) => " ".repeat(integer(count))),
  OCTET_LENGTH: fn(1, 1, count, ([value]) =>
    whole(Buffer.isBuffer(value) ? value.length : Buffer.byteLength(asText(value))),
  ),
  TRANSLATE: fn(3, 3, text, ([value, from, to]) => {
    const by = new Map([...asText(from)].map((sign, at) => [sign, [...asText(to)][at] ?? ""]));
    return [...asText(value)].map((sign) => by.get(sign) ?? sign).join("");
  }),
  UPPER: fn(1, 1, first, ([value]) => asText(value).toUpperCase()),
  LOWER: fn(1, 1, first, ([value]) => asText(value).toLowerCase()),
  INITCAP: fn(1, 1, first, ([value]) =>
    asText(value)
      .toLowerCase()
      .replace(
        /(^|[^\p{L}\p{N}])(\p{L})/gu,
        (_all, before, letter) => before + letter.toUpperCase(),
      ),
  ),
  LENGTH: fn(1, 1, count, ([value]) =>
    whole(Buffer.isBuffer(value) ? value.length : [...asText(value)].length),
  ),
  LEN: fn(1, 1, count, ([value]) =>
    whole(Buffer.isBuffer(value) ? value.length : [...asText(value)].length),
  ),
  CONTAINS: fn(2, 2, flag, ([value, part]) => asText(value).includes(asText(part))),
  STARTSWITH: fn(2, 2, flag, ([value, part]) => asText(value).startsWith(asText(part))),
  ENDSWITH: fn(2, 2, flag, ([value, part]) => asText(value).endsWith(asText(part))),
  SUBSTR: fn(2, 3, first, ([value, from, length]) => substring(value, from, length)),
  SUBSTRING: fn(2, 3, first, ([value, from, length]) => substring(value, from, length)),
  LEFT: fn(2, 2, first, ([value, length]) =>
    [...asText(value)].slice(0, Math.max(0, integer(length))).join(""),
  ),
  RIGHT: fn(2, 2, first, ([value, length]) => {
    const size = integer(length);
    return size <= 0 ? "" : [...asText(value)].slice(-size).join("");
  }),
  TRIM: fn(1, 2, first, ([value, set]) => trim(asText(value), set, true, true)),
  LTRIM: fn(1, 2, first, ([value, set]) => trim(asText(value), set, true, false)),
  RTRIM: fn(1, 2, first, ([value, set]) => trim(asText(value), set, false, true)),
  LPAD: fn(2, 3, text, pad(true)),
  RPAD: fn(2, 3, text, pad(false)),
  REPLACE: fn(2, 3, text, ([value, from, to = ""]) =>
    from === "" ? asText(value) : asText(value).replaceAll(asText(from), asText(to)),
  ),
  REPEAT: fn(2, 2, text, ([value, times]) => asText(value).repeat(Math.max(0, integer(times)))),
  REVERSE: fn(1, 1, first, ([value]) => [...asText(value)].reverse().join("")),
  CONCAT: fn(1, 100, text, (values) => values.map(asText).join("")),
  CONCAT_WS: fn(2, 100, text, ([separator, ...values]) =>
    values.map(asText).join(asText(separator)),
  ),
  POSITION: fn(2, 3, count, ([part, value, from]) =>
    whole(asText(value).indexOf(asText(part), from === undefined ? 0 : integer(from) - 1) + 1),
  ),
  CHARINDEX: fn(2, 3, count, ([part, value, from]) =>
    whole(asText(value).indexOf(asText(part), from === undefined ? 0 : integer(from) - 1) + 1),
  ),
  SPLIT_PART: fn(3, 3, text, ([value, separator, index]) => {
    const parts = asText(value).split(asText(separator));
    const at = integer(index);
    return parts.at(at > 0 ? at - 1 : at) ?? "";
  }),
  SPLIT: fn(
    2,
    2,
    () => ({ name: "ARRAY" }),
    ([value, separator]) => new Variant(asText(value).split(asText(separator))),
  ),
  ASCII: fn(1, 1, count, ([value]) => whole(asText(value).codePointAt(0) ?? 0)),
  CHR: fn(
    1,
    1,
    () => t.text(1),
    ([value]) => String.fromCodePoint(integer(value)),
  ),
  REGEXP_LIKE: fn(2, 3, flag, ([value, pattern, flags = ""]) =>
    new RegExp(`^(?:${pattern})$`, flags.includes("i") ? "iu" : "u").test(asText(value)),
  ),
  REGEXP_REPLACE: fn(2, 3, text, ([value, pattern, by = ""]) =>
    asText(value).replace(new RegExp(pattern, "gu"), by),
  ),
  REGEXP_SUBSTR: fn(
    2,
    2,
    text,
    ([value, pattern]) => new RegExp(pattern, "u").exec(asText(value))?.[0] ?? null,
  ),
  REGEXP_COUNT: fn(2, 2, count, ([value, pattern]) =>
    whole([...asText(value).matchAll(new RegExp(pattern, "gu"))].length),
  ),
};
