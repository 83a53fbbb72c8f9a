/**
 * The portable column types, which a declaration may use in every dialect, and `native` for any
 * type of one dialect.
 */

/** One member per type; arguments in the units of the SQL standard (characters, digits, fractional seconds). */
export interface PortableTypes {
  readonly smallint: object;
  readonly integer: object;
  readonly bigint: object;
  readonly numeric: { readonly precision: number | null; readonly scale: number | null };
  readonly real: object;
  readonly double: object;
  readonly boolean: {
    /** The CHECK's name where the dialect has no native boolean: a stem for the convention, or null. */
    readonly name: string | null;
    /** Make a CHECK where there is no native type. */
    readonly constraint: boolean;
  };
  readonly varchar: { readonly length: number | null };
  readonly char: { readonly length: number };
  readonly text: object;
  readonly binary: { readonly length: number | null };
  readonly date: object;
  readonly time: { readonly zone: boolean; readonly precision: number | null };
  readonly timestamp: { readonly zone: boolean; readonly precision: number | null };
  readonly json: { readonly binary: boolean };
  readonly uuid: object;
  readonly enum: {
    /** The type's name on PostgreSQL, the CHECK's stem elsewhere; null only where neither is needed. */
    readonly name: string | null;
    readonly schema: string | null;
    readonly values: readonly string[];
    readonly constraint: boolean;
  };
  /** PostgreSQL's arrays; other dialects refuse it. */
  readonly array: { readonly of: PortableType };
  /** Any type of a dialect, word for word; `per` overrides it by dialect name. */
  readonly native: { readonly text: string; readonly per: Readonly<Record<string, string>> };
}

export type PortableName = keyof PortableTypes;

export type PortableType = {
  readonly [P in PortableName]: { readonly is: P } & PortableTypes[P];
}[PortableName];
