/** Dates, times and timestamps: a number of days, of nanoseconds of a day, and of nanoseconds since 1970. */

export class Day {
  /** @param {number} days since 1970-01-01 */
  constructor(days) {
    this.days = days;
  }
}

export class Clock {
  /** @param {bigint} nanos since midnight */
  constructor(nanos) {
    this.nanos = nanos;
  }
}

export class Moment {
  /**
   * @param {bigint} nanos since 1970: of the wall clock where there is no zone
   * @param {number} [zone] minutes east of UTC, of TIMESTAMP_TZ
   */
  constructor(nanos, zone) {
    this.nanos = nanos;
    this.zone = zone;
  }
}

const second = 1_000_000_000n;
export const dayNanos = 86_400n * second;
const minuteNanos = 60n * second;

const two = (value) => String(value).padStart(2, "0");

export const printDay = ({ days }) => {
  const at = new Date(days * 86_400_000);
  return `${String(at.getUTCFullYear()).padStart(4, "0")}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
};

const floorDivide = (value, by) => {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
};

export const dayOf = (moment) => {
  const local = moment.nanos + BigInt(moment.zone ?? 0) * minuteNanos;
  return new Day(Number(floorDivide(local, dayNanos)));
};

export const clockOf = (moment) => {
  const local = moment.nanos + BigInt(moment.zone ?? 0) * minuteNanos;
  return new Clock(local - floorDivide(local, dayNanos) * dayNanos);
};

export const printClock = ({ nanos }, scale = 0) => {
  const seconds = Number(nanos / second);
  const fraction = String(nanos % second)
    .padStart(9, "0")
    .slice(0, scale);
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return fraction === "" ? time : `${time}.${fraction}`;
};

export const printZone = (zone) =>
  `${zone < 0 ? "-" : "+"}${two(Math.floor(Math.abs(zone) / 60))}${two(Math.abs(zone) % 60)}`;

/** As the formats that the server starts with have it: three places of a second. */
export const printMoment = (moment, withZone) => {
  const text = `${printDay(dayOf(moment))} ${printClock(clockOf(moment), 3)}`;
  return withZone ? `${text} ${printZone(moment.zone ?? 0)}` : text;
};

const dayPattern = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/;
const clockPattern = /^\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*$/;
const momentPattern =
  /^\s*(\d{4}-\d{1,2}-\d{1,2})(?:[T ]\s*(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/;

export const parseDay = (text) => {
  const match = dayPattern.exec(text) ?? dayPattern.exec(momentPattern.exec(text)?.[1] ?? "");
  if (match === null) return undefined;
  const [year, month, day] = match.slice(1).map(Number);
  const time = Date.UTC(year, month - 1, day);
  return new Date(time).getUTCDate() === day && month >= 1 && month <= 12
    ? new Day(time / 86_400_000)
    : undefined;
};

export const parseClock = (text) => {
  const match = clockPattern.exec(text);
  if (match === null) return undefined;
  const [hours, minutes, seconds] = [match[1], match[2], match[3] ?? 0].map(Number);
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const nanos = BigInt((match[4] ?? "").padEnd(9, "0"));
  return new Clock(BigInt(hours * 3600 + minutes * 60 + seconds) * second + nanos);
};

/** @param {"NTZ"|"LTZ"|"TZ"} kind */
export const parseMoment = (text, kind) => {
  const match = momentPattern.exec(text);
  if (match === null) return undefined;
  const day = parseDay(match[1]);
  const clock = match[2] === undefined ? new Clock(0n) : parseClock(match[2]);
  if (day === undefined || clock === undefined) return undefined;
  const wall = BigInt(day.days) * dayNanos + clock.nanos;
  const written = match[3];
  const sign = written?.startsWith("-") ? -1 : 1;
  const digits = written === undefined || written === "Z" ? "0000" : written.replace(/[+:-]/g, "");
  const zone = sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
  if (kind === "NTZ") return new Moment(wall);
  const instant = wall - BigInt(zone) * minuteNanos;
  return kind === "TZ" ? new Moment(instant, zone) : new Moment(instant);
};

export const midnight = ({ days }) => new Moment(BigInt(days) * dayNanos);

export const momentOfDate = (at, zone) => new Moment(BigInt(at.getTime()) * 1_000_000n, zone);
