import type { LogSourceState } from '../../../shared/model';

/** A log file below `/var/log`, as `stat` has it; null where the host cannot say. */
export interface LogFile {
  readonly name: string;
  readonly isReadable: boolean;
  /** `-rw-r-----` */
  readonly mode: string | null;
  readonly owner: string | null;
  readonly group: string | null;
  readonly fileBytes: number | null;
  readonly changedAtSeconds: number | null;
}

/** What a host says of its ways to a log. */
export interface LogFacts {
  readonly user: string | null;
  /** Its clock, in seconds since the epoch. */
  readonly epochSeconds: number | null;
  /** Its time zone, in minutes east of UTC. */
  readonly offsetMinutes: number | null;
  /** kernel.dmesg_restrict */
  readonly dmesgRestrict: number | null;
  readonly hasSudo: boolean;
  readonly files: readonly LogFile[];
}

/** The file names that systems give their log, the purest first. Rotated ones begin with the same. */
export const LOG_FAMILIES = ['kern.log', 'messages', 'syslog'] as const;
export type LogFamily = (typeof LOG_FAMILIES)[number];

const MOST_FILES = 200;
const LONGEST_WORD = 64;
const LOG_NAME = /^(?:kern\.log|messages|syslog)[A-Za-z0-9._-]{0,60}$/;
const STAT = /^stat (\S{1,16}) (\S+) (\S+) (\d{1,15}) (\d{1,15}) (\S+)$/;
const LS = /^ls (\S{1,16}) +\d+ +(\S+) +(\S+) .* (\S+)$/;

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Foreign text that ends up in sentences. */
function word(text: string | undefined): string | null {
  const plain = (text ?? '').replace(/[^\x21-\x7e]/g, '?').slice(0, LONGEST_WORD);
  return plain === '' ? null : plain;
}

function offsetMinutesOf(text: string | undefined): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(text ?? '') ?? [];
  if (sign === undefined) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function fileOf(line: string, readable: ReadonlySet<string>): LogFile | null {
  const [, mode, owner, group, bytes, changed, name] = STAT.exec(line) ?? [];
  if (name !== undefined && LOG_NAME.test(name)) {
    return {
      name,
      isReadable: readable.has(name),
      mode: word(mode),
      owner: word(owner),
      group: word(group),
      fileBytes: numberOf(bytes),
      changedAtSeconds: numberOf(changed),
    };
  }
  const [, lsMode, lsOwner, lsGroup, lsName] = LS.exec(line) ?? [];
  if (lsName === undefined || !LOG_NAME.test(lsName)) return null;
  return {
    name: lsName,
    isReadable: readable.has(lsName),
    mode: word(lsMode),
    owner: word(lsOwner),
    group: word(lsGroup),
    fileBytes: null,
    changedAtSeconds: null,
  };
}

/** Reads the section `log_facts` of the script. Total: what is not there or makes no sense is null or left out. */
export function parseLogFacts(text: string): LogFacts {
  const lines = text.split('\n', MOST_FILES * 10);
  const all = (key: string): string[] =>
    lines.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1).trim());
  const readable = new Set(all('readable'));
  const files = lines.flatMap((line) => fileOf(line, readable) ?? []).slice(0, MOST_FILES);
  return {
    user: word(all('user')[0]),
    epochSeconds: numberOf(all('epoch')[0]),
    offsetMinutes: offsetMinutesOf(all('offset')[0]),
    dmesgRestrict: numberOf(all('dmesg-restrict')[0]),
    hasSudo: all('has').includes('sudo'),
    files,
  };
}

/** The files of a name, rotated ones (`.1`, `.2.gz`, `-20261101`) too, the newest first. */
export function filesOf(family: LogFamily, files: readonly LogFile[]): LogFile[] {
  return files
    .filter(({ name }) => name.startsWith(family) && /^(?:$|[.-]\d)/.test(name.slice(family.length)))
    .toSorted(newestFirst);
}

function newestFirst(one: LogFile, other: LogFile): number {
  if (one.changedAtSeconds !== null && other.changedAtSeconds !== null) {
    if (one.changedAtSeconds !== other.changedAtSeconds) return other.changedAtSeconds - one.changedAtSeconds;
  }
  return ageByName(one.name) - ageByName(other.name);
}

/** `.1` is younger than `.2`, and a later date younger than an earlier. */
function ageByName(name: string): number {
  const [, dot, count] = /([.-])(\d{1,8})/.exec(name) ?? [];
  if (count === undefined) return 0;
  return dot === '.' ? Number(count) : 1e9 - Number(count);
}

type Judged = Exclude<LogSourceState['state'], 'used'>;

export interface JournalAnswer {
  readonly state: Judged;
  /** The name of the most precise form that this journalctl knows. */
  readonly format: string;
}

const STAMPED_LINE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/m;
/** As journalctl says it to who may not see the system's journal; it ends with success all the same. */
const JOURNAL_DENIED =
  /not seeing messages from [^.]*the system|insufficient permissions|permission denied|not permitted/i;
const SUDO_DENIED =
  /a password is required|may not run|not allowed|not in the sudoers|no tty present|must have a tty/i;

/** Reads what journalctl says when asked for one line of the kernel. @param text null where there is no journalctl */
export function judgeJournal(text: string | null): JournalAnswer {
  const format = /^format (short-iso(?:-precise)?)$/m.exec(text ?? '')?.[1] ?? 'short-iso';
  return { state: journalState((text ?? '').replace(/^format .*\n/, ''), text !== null), format };
}

function journalState(said: string, isThere: boolean): Judged {
  if (!isThere) return 'absent';
  if (JOURNAL_DENIED.test(said) || SUDO_DENIED.test(said)) return 'permission-denied';
  if (STAMPED_LINE.test(said)) return 'readable';
  if (said.trim() === '' || /No journal files were (?:found|opened)|No entries/.test(said)) return 'empty';
  return /not found/.test(said) ? 'absent' : 'failed';
}

/** Reads the first lines that dmesg gives. @param text null where there is no dmesg */
export function judgeDmesg(text: string | null): Judged {
  if (text === null) return 'absent';
  const first = text.split('\n', 1)[0] ?? '';
  if (first.trim() === '') return 'empty';
  // The beginning decides: what comes later is the log's own text, and may say anything.
  if (/^(?:dmesg|sudo|klogctl)\b.*:/.test(first)) {
    if (SUDO_DENIED.test(text) || /not permitted|permission denied/i.test(first)) return 'permission-denied';
    return /not found/.test(first) ? 'absent' : 'failed';
  }
  return SUDO_DENIED.test(first) ? 'permission-denied' : 'readable';
}

/** Reads what `sudo -n cat` gives of a file. */
export function judgeFile(text: string | null): Judged {
  const first = (text ?? '').split('\n', 1)[0] ?? '';
  if (first.trim() === '') return 'empty';
  return /^(?:sudo|cat|sorry|user \S+ is not allowed)\b.*[:,]|^We trust/i.test(first) ||
    SUDO_DENIED.test(first)
    ? 'permission-denied'
    : 'readable';
}
