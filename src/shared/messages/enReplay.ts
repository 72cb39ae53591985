/** See `en.ts`. */
export const enReplay = {} as const;
