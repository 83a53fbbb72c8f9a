/** Exact numbers: a whole number of units of ten to the minus scale. */

const ten = (power) => 10n ** BigInt(power);

export class Decimal {
  /** @param {bigint} units @param {number} scale */
  constructor(units, scale) {
    this.units = units;
    this.scale = scale;
  }

  toString() {
    const digits = (this.units < 0n ? -this.units : this.units)
      .toString()
      .padStart(this.scale + 1, "0");
    const sign = this.units < 0n ? "-" : "";
    if (this.scale === 0) return `${sign}${digits}`;
    return `${sign}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`;
  }

  toNumber() {
    return Number(this.toString());
  }
}

export const whole = (value) => new Decimal(BigInt(value), 0);

/** Half away from zero, as Snowflake rounds. */
export const rescale = (value, scale) => {
  if (scale >= value.scale) return new Decimal(value.units * ten(scale - value.scale), scale);
  const unit = ten(value.scale - scale);
  const half = value.units < 0n ? -unit / 2n : unit / 2n;
  return new Decimal((value.units + half) / unit, scale);
};

/** The number that a text means; undefined where it means none. */
export const parseDecimal = (text) => {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/.exec(text);
  if (match === null || `${match[2]}${match[3] ?? ""}` === "") return undefined;
  const fraction = match[3] ?? "";
  const units = BigInt(`${match[1] === "-" ? "-" : ""}${match[2]}${fraction}`);
  const scale = fraction.length - Number(match[4] ?? 0);
  if (Math.abs(scale) > 76) return undefined;
  return scale >= 0 ? new Decimal(units, scale) : new Decimal(units * ten(-scale), 0);
};

/** How many digits it has, of which how many after the point: the type of a literal. */
export const sizeOf = (value) => {
  const digits = (value.units < 0n ? -value.units : value.units).toString().length;
  return {
    precision: Math.max(digits, value.scale + (digits > value.scale ? 0 : 1)),
    scale: value.scale,
  };
};

export const compareDecimals = (a, b) => {
  const scale = Math.max(a.scale, b.scale);
  const [x, y] = [rescale(a, scale).units, rescale(b, scale).units];
  return x < y ? -1 : x > y ? 1 : 0;
};

const aligned = (a, b) => {
  const scale = Math.max(a.scale, b.scale);
  return [rescale(a, scale).units, rescale(b, scale).units, scale];
};

export const add = (a, b) => {
  const [x, y, scale] = aligned(a, b);
  return new Decimal(x + y, scale);
};

export const subtract = (a, b) => add(a, new Decimal(-b.units, b.scale));

/** The manual's page "Arithmetic operators" gives the scales of products and quotients. */
export const productScale = (a, b) => Math.min(a + b, Math.max(a, b, 12));
export const quotientScale = (a) => Math.max(a, Math.min(a + 6, 12));

export const multiply = (a, b) =>
  rescale(new Decimal(a.units * b.units, a.scale + b.scale), productScale(a.scale, b.scale));

export const divide = (a, b) => {
  const scale = quotientScale(a.scale);
  const units = a.units * ten(scale + 1 + b.scale);
  return rescale(new Decimal(units / (b.units * ten(a.scale)), scale + 1), scale);
};

export const remainder = (a, b) => {
  const [x, y, scale] = aligned(a, b);
  return new Decimal(x % y, scale);
};
