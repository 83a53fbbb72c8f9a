/** Changes of a column's type; the manual's page "ALTER TABLE … ALTER COLUMN" lists them. */
import { compilation } from "../errors.mjs";
import { castTo } from "../values/cast.mjs";
import { canonical } from "../values/types.mjs";

const cannot = (column, to, why = "") =>
  compilation(
    "001068",
    "22000",
    `cannot change column ${column.name} from type ${canonical(column.type)} to ${canonical(to)}${why}`,
  );

const changes = {
  VARCHAR: (column, to) => {
    if (to.length < column.type.length)
      throw cannot(column, to, " because reducing the byte-length of a varchar is not supported.");
  },
  NUMBER: (column, to, values) => {
    if (to.scale !== column.type.scale)
      throw cannot(column, to, " because changing the scale of a number is not supported.");
    if (to.precision >= column.type.precision) return;
    for (const value of values) {
      try {
        castTo(value, to);
      } catch {
        throw cannot(column, to, " because it would lose digits of the values that are there.");
      }
    }
  },
};

export const changeType = (session, table, column, to) => {
  const from = column.type;
  if (from.name !== to.name) throw cannot(column, to);
  const index = table.columns.indexOf(column);
  const check = changes[from.name];
  if (check !== undefined)
    check(
      column,
      to,
      table.rows.map((row) => row[index]),
    );
  else if (canonical(from) !== canonical(to)) throw cannot(column, to);
  column.type = { ...to, ...(from.collation === undefined ? {} : { collation: from.collation }) };
};
