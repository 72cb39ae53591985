/** See `en.ts`. */
export const enCause = {} as const;
