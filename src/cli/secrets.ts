/** Keeps passwords out of everything that is said: those of the URLs that are in use, and any that stands in a URL. */
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

/** Tells that this URL is in use; whatever a driver later says, its password is taken out. */
export const keepSecret = (url: string): void => {
  for (const password of passwordsOf(url)) known.add(password);
};

/** Without the sign that ends a sentence, or the part of one, behind it. */
const urlInText = /[a-z][a-z0-9+]*:\/\/[^\s"'<>]+?(?=[:,.;)]?(?:[\s"'<>]|$))/gi;

/** Short passwords are taken out only where they stand in quotes or by themselves: the text must stay readable. */
const hidden = (text: string, password: string): string =>
  password.length >= 4
    ? text.replaceAll(password, "***")
    : text.replaceAll(`"${password}"`, '"***"').replaceAll(`'${password}'`, "'***'");

export const withoutSecrets = (text: string): string =>
  [...known].reduce(
    hidden,
    text.replace(urlInText, (url) => withoutPassword(url)),
  );
