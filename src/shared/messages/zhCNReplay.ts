import type { enReplay } from './enReplay';

/** See `zhCN.ts`. */
export const zhCNReplay: Readonly<Record<keyof typeof enReplay, string>> = {};
