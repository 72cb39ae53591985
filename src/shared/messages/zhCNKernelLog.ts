import type { enKernelLog } from './enKernelLog';

/** See `zhCN.ts`. */
export const zhCNKernelLog: Readonly<Record<keyof typeof enKernelLog, string>> = {};
