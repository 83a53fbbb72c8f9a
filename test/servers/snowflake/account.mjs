/** Is what the tests are given an account of Snowflake's, or a server on this machine? */
export const isAccount = (url = "") =>
  url !== "" && !/^(?:localhost|127\.|\[::1\])/.test(new URL(url).hostname);
