import type { enCause } from './enCause';

/** See `zhCN.ts`. */
export const zhCNCause: Readonly<Record<keyof typeof enCause, string>> = {};
