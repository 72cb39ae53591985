/** See `en.ts`. */
export const enReportTerminal = {} as const;
