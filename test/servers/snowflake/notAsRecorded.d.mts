export declare const notAsRecorded: readonly { readonly id: string; readonly because: string }[];
