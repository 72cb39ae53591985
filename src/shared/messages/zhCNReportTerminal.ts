import type { enReportTerminal } from './enReportTerminal';

/** See `zhCN.ts`. */
export const zhCNReportTerminal: Readonly<Record<keyof typeof enReportTerminal, string>> = {};
