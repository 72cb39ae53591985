/**
 * All processes of a host and all its services, as a policy asks for them: rows of processes, the files of their programs as one
 * `ls` prints them, and `systemctl show`.
 *
 *     lrwxrwxrwx 1 0 0 0 Nov 25 21:05 733/exe -> /usr/sbin/sshd
 *
 * `ls -b` writes what is not printable as `\ooo`, `ls -q` as `?`: in neither can a path begin a line of its own.
 */
import type { SurveyedProcess } from '../../shared/model';
import { ownerOf } from '../../shared/replay/explanation/owner';
import type { ShownProcess } from './handsProcesses';
import { kernelLines } from './kernelText';

const ESCAPES: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
]);

/** A path as `ls -b` writes it in the C locale: its bytes are those of the file system. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  const bytes: number[] = [];
  for (const [piece] of text.matchAll(/\\[0-7]{3}|\\[^]|[^\\]+|\\$/g)) {
    if (!piece.startsWith('\\')) bytes.push(...new TextEncoder().encode(piece));
    else if (piece.length === 4) bytes.push(Number.parseInt(piece.slice(1), 8) & 0xff);
    else bytes.push(ESCAPES.get(piece.slice(1)) ?? piece.charCodeAt(1) & 0xff);
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

/** What the kernel adds when the file has been replaced or removed since (d_path in fs/d_path.c). */
const DELETED = / \(deleted\)$/;

/**
 * Reads which program each process runs.
 *
 * @param text any text is accepted
 * @returns the path by pid; a line that is not of that form or was cut off is left out
 */
export function parsePrograms(text: string): ReadonlyMap<number, string> {
  const programs = new Map<number, string>();
  for (const line of kernelLines(text)) {
    // The first that fits: what comes before it are numbers and a date.
    const [, pid, path] =
      (line.isWhole ? /^l\S* .*? (\d{1,10})\/exe -> (\/.*)$/.exec(line.text) : null) ?? [];
    if (pid === undefined || path === undefined) continue;
    programs.set(Number(pid), unescaped(path).replace(DELETED, ''));
  }
  return programs;
}

/** A unit of the system's own manager. One of a person's manager has its name from that person, and nothing is owed to it. */
function systemUnitOf(cgroup: string | null): string | null {
  const owner = ownerOf(cgroup);
  return owner?.kind === 'unit' && !owner.isUser ? owner.unit : null;
}

/** Puts together what is known of each process. */
export function surveyedProcesses(
  processes: readonly ShownProcess[],
  programs: ReadonlyMap<number, string>,
): readonly SurveyedProcess[] {
  return processes.map(({ pid, ppid, startTicks, uid, user, comm, cgroup, oomScoreAdj, oomAdj }) => ({
    pid,
    ppid,
    startTicks,
    uid,
    user,
    comm,
    exe: programs.get(pid) ?? null,
    cgroup,
    unit: systemUnitOf(cgroup),
    oomScoreAdj,
    oomAdj,
  }));
}
