/**
 * Splits the templates of a convention into text and tokens, by the rules of Python's `%`
 * formatting.
 */
import { SchemaDiffError } from "../model/index.js";

export type Piece = { readonly text: string } | { readonly token: string };

const marks = /%%|%\(([^)]*)\)s|%/g;

/** Throws `naming` where a `%` begins neither a token nor `%%`. */
export const templatePieces = (template: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { 0: mark, 1: token, index } of template.matchAll(marks)) {
    if (index > at) pieces.push({ text: template.slice(at, index) });
    if (token !== undefined) pieces.push({ token });
    else if (mark === "%%") pieces.push({ text: "%" });
    else {
      throw new SchemaDiffError(
        "naming",
        `the naming convention's template ${JSON.stringify(template)} holds a % that opens no token`,
        "write tokens as %(table_name)s and a percent sign as %%",
      );
    }
    at = index + mark.length;
  }
  return at < template.length ? [...pieces, { text: template.slice(at) }] : pieces;
};

export const tokensOf = (template: string): readonly string[] =>
  templatePieces(template).flatMap((piece) => ("token" in piece ? [piece.token] : []));

/** Does the template contain the declared name? */
export const embedsName = (template: string): boolean =>
  tokensOf(template).includes("constraint_name");
