/** Defaults and identities as the catalogue tells them. */

/** The rest of an identity's text in DESCRIBE and GET_DDL. */
export const orderWord = ({ ordered }) => (ordered ? "ORDER" : "NOORDER");

/** What DESCRIBE, SHOW COLUMNS and the catalogue have in the cell of a default. */
export const defaultText = (column) => {
  if (column.identity !== undefined)
    return `IDENTITY START ${column.identity.start} INCREMENT ${column.identity.step} ${orderWord(column.identity)}`;
  return column.default?.text ?? null;
};
