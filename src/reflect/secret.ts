/** Keeps passwords out of everything that is said. */

/** The URL without its password, for messages. */
export const withoutPassword = (source: string): string =>
  source
    .replace(/^([a-z][a-z0-9+]*:\/\/[^/?#@:]*):[^/?#]*@/i, "$1@")
    .replace(/([?&](?:password|sslpassword)=)[^&]*/gi, "$1***");
