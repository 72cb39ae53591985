import type { ProcessMatch, SurveyedProcess } from '../model';
import { fitsAny, fitsGlob } from '../glob';

/** A name has 15 characters at most: TASK_COMM_LEN (include/linux/sched.h) is 16 with the zero at its end. */
export const COMM_CHARACTERS = 15;

/** What proc_exe_link and d_path (fs/d_path.c) put behind the path of a file that was replaced or removed. */
const DELETED = ' (deleted)';

/**
 * Whether a rule means a process. A list that is empty asks for nothing, in each of the others one pattern has to fit;
 * a match whose lists are all empty fits nothing, since it would fit everything.
 */
export function fitsProcess(match: ProcessMatch, process: SurveyedProcess): boolean {
  if (isEmptyMatch(match)) return false;
  return (
    agrees(match.comm, process.comm, fitsComm) &&
    agrees(match.exe, process.exe, fitsExe) &&
    agrees(match.cgroup, process.cgroup, fitsCgroup) &&
    agrees(match.unit, process.unit, fitsUnit) &&
    (match.user.length === 0 || fitsUser(match.user, process))
  );
}

/** Whether a match asks for nothing at all. */
export function isEmptyMatch({ comm, exe, cgroup, unit, user }: ProcessMatch): boolean {
  return [comm, exe, cgroup, unit, user].every((patterns) => patterns.length === 0);
}

/** What is not known fits no pattern. */
function agrees(
  patterns: readonly string[],
  text: string | null,
  fits: (pattern: string, text: string) => boolean,
): boolean {
  if (patterns.length === 0) return true;
  return text !== null && patterns.some((pattern) => fits(pattern, text));
}

/** People write the whole name of a program, and the kernel keeps its beginning: `systemd-journald` is `systemd-journal`. */
function fitsComm(pattern: string, comm: string): boolean {
  return fitsGlob(shortenedComm(pattern), comm);
}

/** A pattern as it fits what the kernel keeps of a name; as it is where a `*` comes before that is full. */
function shortenedComm(pattern: string): string {
  const kept = pattern.slice(0, COMM_CHARACTERS);
  return kept.includes('*') ? pattern : kept;
}

/** Whether no name can be so long that this pattern fits it. */
export function isTooLongForComm(pattern: string): boolean {
  return shortenedComm(pattern).replaceAll('*', '').length > COMM_CHARACTERS;
}

/** A pattern with a slash is about the whole path, one without about the last part. */
function fitsExe(pattern: string, exe: string): boolean {
  const path = exe.endsWith(DELETED) ? exe.slice(0, -DELETED.length) : exe;
  return fitsGlob(pattern, pattern.includes('/') ? path : path.slice(path.lastIndexOf('/') + 1));
}

/** Below the mount of cgroups; with the slash at its beginning or without. */
function fitsCgroup(pattern: string, cgroup: string): boolean {
  return fitsGlob(withoutSlash(pattern), withoutSlash(cgroup));
}

function withoutSlash(path: string): string {
  return path.startsWith('/') ? path.slice(1) : path;
}

/** `nginx` means `nginx.service`, as it does for systemctl. */
function fitsUnit(pattern: string, unit: string): boolean {
  return fitsGlob(pattern, unit) || fitsGlob(`${pattern}.service`, unit);
}

/** By name, or by number as text; uid 0 is root where names were not looked up. */
function fitsUser(patterns: readonly string[], { user, uid }: SurveyedProcess): boolean {
  const name = user ?? (uid === 0 ? 'root' : null);
  return (name !== null && fitsAny(patterns, name)) || (uid !== null && patterns.includes(String(uid)));
}
