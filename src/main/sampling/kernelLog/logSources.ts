import type { LogSourceState, Message } from '../../../shared/model';
import { dmesgAdvice, fileAdvice, journalAdvice, type SudoTrial } from './logAdvice';
import type { LogFacts, LogFamily, LogFile } from './logFacts';
import { LOG_FAMILIES, filesOf, judgeDmesg, judgeFile, judgeJournal } from './logFacts';

/** What the script said when it was asked what there is to read: sections by name. */
export type Said = ReadonlyMap<string, string>;

export type LogSourceName = 'journalctl' | 'dmesg' | LogFamily;

/** One way to a host's log: how it stands, and how it is to be read. */
export interface LogAccess {
  readonly source: LogSourceName;
  readonly state: Exclude<LogSourceState['state'], 'used'>;
  readonly usesSudo: boolean;
  /** journalctl's output format; `-` for the others. */
  readonly format: string;
  readonly advice: Message | null;
  /** Of a family of files, the newest first, those with something in them. */
  readonly files: readonly LogFile[];
}

const SAYS = { 'kern.log': 'kern_says', messages: 'messages_says', syslog: 'syslog_says' } as const;

/** Where log files are, as people know it. */
export function pathOf(fileName: string): string {
  return `/var/log/${fileName}`;
}

/** How a source is named to people. */
function shownName(source: LogSourceName): string {
  return source === 'journalctl' || source === 'dmesg' ? source : pathOf(source);
}

/**
 * Judges each way to the log.
 *
 * @param said what the account is told without sudo
 * @param withSudo what it is told with it; null where sudo was not tried
 * @param sudo why not, or that it was refused
 */
export function accessesOf(
  facts: LogFacts,
  said: Said,
  withSudo: Said | null,
  sudo: SudoTrial,
): readonly LogAccess[] {
  const none = { usesSudo: false, format: '-', advice: null, files: [] };
  return [
    journalAccess(facts, said.get('journal_says') ?? null, withSudo?.get('journal_says') ?? null, sudo),
    dmesgAccess(facts, said.get('dmesg_says') ?? null, withSudo?.get('dmesg_says') ?? null, sudo),
    ...LOG_FAMILIES.map((family): LogAccess => {
      const files = filesOf(family, facts.files);
      const given = withSudo?.get(SAYS[family]) ?? null;
      return { ...none, source: family, ...familyAccess(facts, files, given) };
    }),
  ];
}

function journalAccess(
  facts: LogFacts,
  said: string | null,
  withSudo: string | null,
  sudo: SudoTrial,
): LogAccess {
  const plain = judgeJournal(said);
  const helped = withSudo === null ? null : judgeJournal(withSudo);
  const usesSudo = plain.state === 'permission-denied' && helped?.state === 'readable';
  const { state, format } = usesSudo ? helped : plain;
  const advice = state === 'permission-denied' ? journalAdvice(facts, said ?? '', sudo) : null;
  return { source: 'journalctl', state, usesSudo, format, advice, files: [] };
}

function dmesgAccess(
  facts: LogFacts,
  said: string | null,
  withSudo: string | null,
  sudo: SudoTrial,
): LogAccess {
  const plain = judgeDmesg(said);
  const usesSudo = plain === 'permission-denied' && withSudo !== null && judgeDmesg(withSudo) === 'readable';
  const state = usesSudo ? 'readable' : plain;
  const advice = state === 'permission-denied' ? dmesgAdvice(facts, sudo) : null;
  return { source: 'dmesg', state, usesSudo, format: '-', advice, files: [] };
}

function familyAccess(
  facts: LogFacts,
  files: readonly LogFile[],
  withSudo: string | null,
): Pick<LogAccess, 'state' | 'usesSudo' | 'advice' | 'files'> {
  const [head] = files;
  if (head === undefined) return { state: 'absent', usesSudo: false, advice: null, files: [] };
  const full = files.filter(({ fileBytes }) => fileBytes !== 0);
  if (full.length === 0) return { state: 'empty', usesSudo: false, advice: null, files: [] };
  const readable = full.filter(({ isReadable }) => isReadable);
  if (readable.length > 0) return { state: 'readable', usesSudo: false, advice: null, files: readable };
  if (withSudo !== null && judgeFile(withSudo) === 'readable')
    return { state: 'readable', usesSudo: true, advice: null, files: full };
  return {
    state: 'permission-denied',
    usesSudo: false,
    advice: fileAdvice(facts, head, pathOf(head.name)),
    files: [],
  };
}

/** What people are shown: every way, with those that are read marked as such. */
export function sourceStates(
  accesses: readonly LogAccess[],
  used: ReadonlySet<LogSourceName>,
  failed: ReadonlySet<LogSourceName>,
): LogSourceState[] {
  return accesses.map(({ source, state, advice }) => ({
    name: shownName(source),
    state: failed.has(source) ? 'failed' : used.has(source) ? 'used' : state,
    advice,
  }));
}

/**
 * The files that say more than what was read already, the newest first. A file begins where the next older one ended, so
 * one that began after the time reached says nothing new.
 *
 * @param reachSeconds how far back the log is known already, by the host's clock; null: not at all
 */
export function filesBeyond(files: readonly LogFile[], reachSeconds: number | null): LogFile[] {
  return files.filter((_file, index) => {
    const beganAtSeconds = files[index + 1]?.changedAtSeconds ?? null;
    return reachSeconds === null || beganAtSeconds === null || beganAtSeconds < reachSeconds;
  });
}
