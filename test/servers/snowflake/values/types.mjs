/** Data types in the form that the server keeps, and how each catalogue spells them. */

/**
 * @typedef {object} Type
 * @property {string} name
 * @property {number} [precision]
 * @property {number} [scale]
 * @property {number} [length]
 * @property {string} [collation]
 * @property {Type} [element] of an ARRAY or a VECTOR
 * @property {boolean} [elementNotNull]
 * @property {number} [dimension]
 * @property {Type} [key] of a MAP
 * @property {Type} [value]
 * @property {boolean} [valueNotNull]
 * @property {{ name: string, type: Type, notNull: boolean }[]} [fields] of an OBJECT
 */

export const textDefault = 16777216;
export const textLimit = 134217728;
export const binaryDefault = 8388608;
export const binaryLimit = 67108864;

/** @returns {Type} */
export const number = (precision = 38, scale = 0) => ({ name: "NUMBER", precision, scale });
export const text = (length = textDefault) => ({ name: "VARCHAR", length });
export const simple = (name) => ({ name });
export const boolean = simple("BOOLEAN");
export const float = simple("FLOAT");
export const date = simple("DATE");
export const variant = simple("VARIANT");
/** The type of NULL: it fits everywhere. */
export const unknown = simple("NULL");
export const timestamp = (kind = "NTZ", scale = 9) => ({ name: `TIMESTAMP_${kind}`, scale });

export const isTimestamp = ({ name }) => name.startsWith("TIMESTAMP_");
export const isNumeric = ({ name }) => ["NUMBER", "FLOAT", "DECFLOAT"].includes(name);
export const isSemiStructured = ({ name }) => ["VARIANT", "OBJECT", "ARRAY", "MAP"].includes(name);

const notNull = (flag) => (flag ? " NOT NULL" : "");

const printed = {
  NUMBER: ({ precision, scale }) => `(${precision},${scale})`,
  DECFLOAT: () => "(38)",
  VARCHAR: ({ length, collation }) =>
    `(${length})${collation === undefined ? "" : ` COLLATE '${collation}'`}`,
  BINARY: ({ length }) => `(${length})`,
  TIME: ({ scale }) => `(${scale})`,
  TIMESTAMP_NTZ: ({ scale }) => `(${scale})`,
  TIMESTAMP_LTZ: ({ scale }) => `(${scale})`,
  TIMESTAMP_TZ: ({ scale }) => `(${scale})`,
  ARRAY: ({ element, elementNotNull }) =>
    element === undefined ? "" : `(${canonical(element)}${notNull(elementNotNull)})`,
  OBJECT: ({ fields }) =>
    fields === undefined
      ? ""
      : `(${fields.map((f) => `${f.name} ${canonical(f.type)}${notNull(f.notNull)}`).join(", ")})`,
  MAP: ({ key, value, valueNotNull }) =>
    `(${canonical(key)}, ${canonical(value)}${notNull(valueNotNull)})`,
  VECTOR: ({ element, dimension }) =>
    `(${element.name === "FLOAT" ? "FLOAT" : "INT"}, ${dimension})`,
};

/** As DESCRIBE, GET_DDL and messages write it. */
export const canonical = (type) => `${type.name}${printed[type.name]?.(type) ?? ""}`;

const described = {
  NUMBER: ({ precision, scale }, nullable) => ({ type: "FIXED", precision, scale, nullable }),
  FLOAT: (_type, nullable) => ({ type: "REAL", nullable }),
  VARCHAR: ({ length }, nullable) => ({
    type: "TEXT",
    length,
    byteLength: Math.min(length * 4, textLimit),
    nullable,
    fixed: false,
  }),
  BINARY: ({ length }, nullable) => ({
    type: "BINARY",
    length,
    byteLength: length,
    nullable,
    fixed: true,
  }),
  ARRAY: ({ element, elementNotNull }, nullable) => ({
    type: "ARRAY",
    nullable,
    ...(element === undefined ? {} : { elementType: describe(element, !elementNotNull) }),
  }),
  OBJECT: ({ fields }, nullable) => ({
    type: "OBJECT",
    nullable,
    ...(fields === undefined
      ? {}
      : {
          fields: fields.map((field) => ({
            fieldName: field.name,
            fieldType: describe(field.type, !field.notNull),
          })),
        }),
  }),
  MAP: ({ key, value, valueNotNull }, nullable) => ({
    type: "MAP",
    nullable,
    keyType: describe(key, false),
    valueType: describe(value, !valueNotNull),
  }),
  VECTOR: ({ element, dimension }, nullable) => ({
    type: "VECTOR",
    nullable,
    vectorElementType: describe(element, false),
    dimension,
  }),
  GEOGRAPHY: (_type, nullable) => ({ type: "GEOGRAPHY", nullable, outputType: "OBJECT" }),
  GEOMETRY: (_type, nullable) => ({ type: "GEOMETRY", nullable, outputType: "OBJECT" }),
};

const timed = ({ name, scale }, nullable) => ({ type: name, precision: 0, scale, nullable });

/** The value that the JSON in SHOW COLUMNS shows. */
const describe = (type, nullable) =>
  (
    described[type.name] ??
    (type.scale === undefined ? (t, n) => ({ type: t.name, nullable: n }) : timed)
  )(type, nullable);

export const dataTypeJson = (type, nullable) => JSON.stringify(describe(type, nullable));

/** INFORMATION_SCHEMA.COLUMNS calls texts TEXT, and has the sizes in columns of their own. */
export const catalogType = (type) => ({
  dataType: type.name === "VARCHAR" ? "TEXT" : type.name,
  characterLength: type.name === "VARCHAR" ? type.length : null,
  octetLength:
    type.name === "VARCHAR" ? Math.min(type.length * 4, textLimit) : (type.length ?? null),
  numericPrecision: type.name === "NUMBER" ? type.precision : null,
  numericScale: type.name === "NUMBER" ? type.scale : null,
  datetimePrecision: isTimestamp(type) || type.name === "TIME" ? type.scale : null,
});

const onWire = {
  NUMBER: ({ precision, scale }) => ({ type: "fixed", precision, scale }),
  FLOAT: () => ({ type: "real" }),
  DECFLOAT: () => ({ type: "decfloat", precision: 38 }),
  VARCHAR: ({ length }) => ({ type: "text", length, byteLength: Math.min(length * 4, textLimit) }),
  BOOLEAN: () => ({ type: "boolean" }),
  DATE: () => ({ type: "date" }),
  TIME: ({ scale }) => ({ type: "time", precision: 0, scale }),
  BINARY: ({ length }) => ({ type: "binary", length, byteLength: length }),
  OBJECT: () => ({ type: "object" }),
  ARRAY: () => ({ type: "array" }),
  VARIANT: () => ({ type: "variant" }),
  MAP: () => ({ type: "variant" }),
  VECTOR: ({ dimension }) => ({ type: "vector", vectorDimension: dimension }),
};

/** As the wire's rowtype tells it. */
export const wireType = (type) => ({
  precision: null,
  scale: null,
  length: null,
  byteLength: null,
  ...(isTimestamp(type)
    ? { type: type.name.toLowerCase(), precision: 0, scale: type.scale }
    : (onWire[type.name]?.(type) ?? { type: "text", length: textDefault, byteLength: textLimit })),
});

/** The type that a value of either has: of CASE, COALESCE and set operations. */
export const common = (one, other) => {
  if (one.name === "NULL") return other;
  if (other.name === "NULL") return one;
  if (one.name === "NUMBER" && other.name === "NUMBER") {
    const scale = Math.max(one.scale, other.scale);
    const whole = Math.max(one.precision - one.scale, other.precision - other.scale);
    return number(Math.min(38, whole + scale), scale);
  }
  if (one.name === other.name)
    return one.name === "VARCHAR" && other.length > one.length ? other : one;
  if (isNumeric(one) && isNumeric(other)) return float;
  if (isSemiStructured(one) || isSemiStructured(other)) return variant;
  // A text meets a number, a date or a boolean by being cast to it.
  if (one.name === "VARCHAR") return other;
  return one;
};
