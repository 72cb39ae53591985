import type { Incident, Sign } from '../../../shared/model';

/** What reading a kernel log finds, in the order in which it ends. */
export type LogFinding =
  | {
      readonly kind: 'incident';
      readonly incident: Incident;
      /** Its lines as they were read, from `incident.lines.first` on, joined by newlines; null where not asked for. */
      readonly text: string | null;
      /** Only the beginning was kept. */
      readonly isTextCut: boolean;
    }
  | { readonly kind: 'sign'; readonly sign: Sign };

export interface KernelLogReaderOptions {
  /** Keep each report's lines. */
  readonly keepsText?: boolean;
}

/**
 * Reads a kernel log of any carrier in one pass, piece by piece, and gives incidents and early signs as soon as they are
 * whole. Memory is bounded whatever comes in.
 */
export class KernelLogReader {
  constructor(_options: KernelLogReaderOptions = {}) {}

  /** Takes in the next bytes of the log. */
  push(_bytes: Uint8Array): readonly LogFinding[] {
    return [];
  }

  /** The log ends here: what is open is given as far as it goes. */
  end(): readonly LogFinding[] {
    return [];
  }
}

/** A whole log at once. */
export function readKernelLog(text: string): { readonly incidents: Incident[]; readonly signs: Sign[] } {
  const reader = new KernelLogReader();
  const findings = [...reader.push(new TextEncoder().encode(text)), ...reader.end()];
  return {
    incidents: findings.flatMap((finding) => (finding.kind === 'incident' ? [finding.incident] : [])),
    signs: findings.flatMap((finding) => (finding.kind === 'sign' ? [finding.sign] : [])),
  };
}
