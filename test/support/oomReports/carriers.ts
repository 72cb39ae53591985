import { LINE_CARRIERS } from './lineCarriers';
import type { PrintedRecord } from './printedRecord';
import { RECORD_CARRIERS } from './recordCarriers';

/** A way in which a kernel's records come to a reader. */
export interface Carrier {
  readonly name: string;
  readonly print: (records: readonly PrintedRecord[]) => string;
  readonly hasHostname: boolean;
  /** Whether the kernel's stamp is printed. */
  readonly bootSeconds: 'printed' | 'absent' | 'as-field';
  /**
   * What is printed of the clock: `null`: nothing; else the text as printed where it has no year, or ISO 8601 with the
   * offset where there is one.
   */
  readonly wallClock: ((seconds: number) => string) | null;
}

export const CARRIERS: readonly Carrier[] = [...LINE_CARRIERS, ...RECORD_CARRIERS];

/** @throws where there is no such carrier */
export function carrier(name: string): Carrier {
  const found = CARRIERS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no carrier ${name}`);
  return found;
}
