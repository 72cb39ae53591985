import type { LogFinding } from '../../../src/main/parse/oomReport/kernelLogReader';
import { KernelLogReader } from '../../../src/main/parse/oomReport/kernelLogReader';
import type { Incident, Sign } from '../../../src/shared/model';

export interface ReadLog {
  readonly incidents: readonly Incident[];
  readonly signs: readonly Sign[];
}

/** Reads pieces of a log, one after another. */
export function readPieces(pieces: Iterable<Uint8Array>): ReadLog {
  const reader = new KernelLogReader();
  const findings: LogFinding[] = [];
  for (const piece of pieces) findings.push(...reader.push(piece));
  findings.push(...reader.end());
  return {
    incidents: findings.flatMap((finding) => (finding.kind === 'incident' ? [finding.incident] : [])),
    signs: findings.flatMap((finding) => (finding.kind === 'sign' ? [finding.sign] : [])),
  };
}

export function readText(text: string): ReadLog {
  return readPieces([Buffer.from(text)]);
}
