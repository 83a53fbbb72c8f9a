/** Keeps passwords out of every message: those of the URLs in use, and any in a URL that a text contains. */
import { passwordsIn, withoutPassword } from "../reflect/index.js";

const known = new Set<string>();

const passwordsOf = (url: string): readonly string[] =>
  passwordsIn(url).flatMap((raw) => {
    try {
      return [raw, decodeURIComponent(raw)];
    } catch {
      return [raw];
    }
  });

/** Records that this URL is in use, so that its password is removed from whatever a driver later reports. */
export const keepSecret = (url: string): void => {
  for (const password of passwordsOf(url)) known.add(password);
};

/** A URL in a text, without punctuation after it. */
const urlInText = /[a-z][a-z0-9+]*:\/\/[^\s"'<>]+?(?=[:,.;)]?(?:[\s"'<>]|$))/gi;

/** Short passwords are removed only where they are quoted or by themselves, so that the text stays readable. */
const hidden = (text: string, password: string): string =>
  password.length >= 4
    ? text.replaceAll(password, "***")
    : text.replaceAll(`"${password}"`, '"***"').replaceAll(`'${password}'`, "'***'");

export const withoutSecrets = (text: string): string =>
  [...known].reduce(
    hidden,
    text.replace(urlInText, (url) => withoutPassword(url)),
  );
