/** See `en.ts`. */
export const enKernelLog = {} as const;
