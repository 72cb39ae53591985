import type { LogAccess, LogSourceName } from './logSources';
import { filesBeyond, pathOf } from './logSources';

/** One thing to read: what the script is asked for, and how its text is labelled. */
export interface LogStep {
  readonly source: LogSourceName;
  /** What incidents from it are said to come from: `journalctl`, `dmesg`, a path. */
  readonly label: string;
  /** The script's name for it. */
  readonly target: string;
  readonly format: string;
  readonly usesSudo: boolean;
}

/** Older files than these say nothing that anybody asks for. */
const MOST_FILES = 16;

function readable(accesses: readonly LogAccess[], source: LogSourceName): LogAccess | null {
  return accesses.find((access) => access.source === source && access.state === 'readable') ?? null;
}

/** The journal or, where that cannot be read, the ring buffer: what knows of this moment. */
export function firstStep(
  accesses: readonly LogAccess[],
  failed: ReadonlySet<LogSourceName>,
): LogStep | null {
  for (const source of ['journalctl', 'dmesg'] as const) {
    const access = readable(accesses, source);
    if (access === null || failed.has(source)) continue;
    return { source, label: source, target: source, format: access.format, usesSudo: access.usesSudo };
  }
  return null;
}

/** The files that reach further back than what was read already. One family of them: others say the same again. */
export function fileSteps(
  accesses: readonly LogAccess[],
  reachSeconds: number | null,
): { readonly steps: readonly LogStep[]; readonly isCut: boolean } {
  const family = accesses.find(({ files, state }) => files.length > 0 && state === 'readable');
  if (family === undefined) return { steps: [], isCut: false };
  const beyond = filesBeyond(family.files, reachSeconds);
  const steps = beyond.slice(0, MOST_FILES).map((file) => stepOf(family, file.name));
  return { steps, isCut: beyond.length > MOST_FILES };
}

/** The file that grows, to be looked at for what is new. */
export function newestFileStep(accesses: readonly LogAccess[]): LogStep | null {
  const family = accesses.find(({ files, state }) => files.length > 0 && state === 'readable');
  const [newest] = family?.files ?? [];
  return family === undefined || newest === undefined ? null : stepOf(family, newest.name);
}

function stepOf({ source, usesSudo }: LogAccess, name: string): LogStep {
  return { source, label: pathOf(name), target: name, format: '-', usesSudo };
}
