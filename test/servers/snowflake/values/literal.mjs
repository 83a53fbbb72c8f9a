/** Texts as SQL writes them. */

export const literal = (text) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
