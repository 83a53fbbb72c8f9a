/** What the tests' Snowflake does without a record or the manual. */
export declare const assumed: readonly { readonly id: string; readonly what: string }[];
export declare const notModelled: readonly string[];
