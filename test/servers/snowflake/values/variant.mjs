/** Semi-structured values. */
import { Decimal } from "./decimal.mjs";
import { Clock, Day, Moment, printClock, printDay, printMoment } from "./time.mjs";

export class Variant {
  /** @param {unknown} json what JSON can say; null is JSON's null */
  constructor(json) {
    this.json = json;
  }
}

/** Keys of objects are in order. */
const sorted = (json) => {
  if (Array.isArray(json)) return json.map(sorted);
  if (json === null || typeof json !== "object") return json;
  return Object.fromEntries(
    Object.keys(json)
      .sort()
      .map((key) => [key, sorted(json[key])]),
  );
};

export const printVariant = ({ json }, indent) => JSON.stringify(sorted(json), null, indent);

/** A value as it stands inside of a VARIANT. */
export const jsonOf = (value) => {
  if (value instanceof Variant) return value.json;
  if (value instanceof Decimal) return value.toNumber();
  if (value instanceof Day) return printDay(value);
  if (value instanceof Clock) return printClock(value);
  if (value instanceof Moment) return printMoment(value, value.zone !== undefined);
  if (Buffer.isBuffer(value)) return value.toString("hex").toUpperCase();
  return value;
};
