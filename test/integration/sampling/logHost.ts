import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/main/clock';
import { silentLog } from '../../../src/main/log';
import type { HostLogEvent } from '../../../src/main/sampling/hostLog';
import { createLocalSource } from '../../../src/main/sampling/localSource';
import { makeToolFolder, type HostTools } from './shells';

/** What a made-up host says when its log is asked for. */
export interface LogHost {
  /** Folder of its log files. */
  readonly logs: string;
  readonly tools: string;
  remove(): void;
}

/** A host whose journalctl, dmesg and sudo are scripts of ours, each there and refusing unless given. */
export async function makeLogHost(
  shellAndAwk: HostTools,
  scripts: Readonly<Record<string, string>> = {},
): Promise<LogHost> {
  const folder = mkdtempSync(join(tmpdir(), 'lowmark-log-'));
  chmodSync(folder, 0o755);
  const logs = join(folder, 'log');
  mkdirSync(logs);
  const tools = await makeToolFolder(folder, shellAndAwk);
  const all = { journalctl: NO_JOURNAL, dmesg: NO_DMESG, sudo: NO_SUDO, ...scripts };
  for (const [name, text] of Object.entries(all)) {
    writeFileSync(join(tools, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(tools, name), 0o755);
  }
  return { logs, tools, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** As systemd 252 says it; it ends with success. */
const NO_JOURNAL = [
  'cat >&2 <<END',
  'Hint: You are currently not seeing messages from other users and the system.',
  "      Users in groups 'adm', 'systemd-journal' can see all messages.",
  '      Pass -q to turn off this notice.',
  'END',
].join('\n');
const NO_DMESG = 'echo "dmesg: read kernel buffer failed: Operation not permitted" >&2; exit 1';
const NO_SUDO = 'echo "sudo: a password is required" >&2; exit 1';

/** A sudo that lets everything through, and writes down what. */
export function sudoThatAllows(recordPath: string): string {
  return `echo "$*" >>'${recordPath}'; [ "$1" = -n ] || exit 1; shift; LOWMARK_TEST_ROOT=1 exec "$@"`;
}

/** A dmesg that gives a file. @param isRestricted only with sudo */
export function dmesgOf(path: string, isRestricted = false): string {
  return `${isRestricted ? `[ -n "$LOWMARK_TEST_ROOT" ] || { ${NO_DMESG}; }\n` : ''}cat '${path}'`;
}

/** A journalctl of systemd 219, which knows no precise form, over a file. Arguments as the script gives them. */
export function journalOf(path: string): string {
  return [
    'case "$*" in',
    '*short-iso-precise*) echo "Unknown output format \'short-iso-precise\'." >&2; exit 1 ;;',
    `*' -n 1 '*) tail -n 1 '${path}' ;;`,
    `*) tac '${path}' ;;`,
    'esac',
  ].join('\n');
}

export interface LogReadingOptions {
  readonly mayUseSudo?: boolean;
  /** Called for each event; true: enough. */
  readonly isEnough?: (event: HostLogEvent, events: readonly HostLogEvent[]) => boolean;
  readonly onFrame?: () => void;
}

/** Watches a made-up host until its past has been read, or as long as wished. */
export async function readLogOf(
  host: LogHost,
  { shell }: HostTools,
  { mayUseSudo = false, isEnough = ({ kind }) => kind === 'past-read', onFrame }: LogReadingOptions = {},
): Promise<HostLogEvent[]> {
  const source = createLocalSource({
    hostLabel: 'box',
    user: 'ops',
    clock: systemClock,
    log: silentLog,
    command: ['/usr/bin/env', `PATH=${host.tools}:/usr/bin:/bin`, ...shell],
    logFolder: host.logs,
  });
  const stop = new AbortController();
  const events: HostLogEvent[] = [];
  const cadence = { hostWideSeconds: 1, processesSeconds: 600 };
  const kernelLog = { mayUseSudo: () => mayUseSudo, takeRequest: () => false };
  for await (const event of source.stream({ cadence: () => cadence, signal: stop.signal, kernelLog })) {
    if (event.kind === 'frame') onFrame?.();
    if (event.kind !== 'log') continue;
    events.push(event.event);
    if (isEnough(event.event, events)) stop.abort();
  }
  return events;
}

export function windowsOf(events: readonly HostLogEvent[]): Extract<HostLogEvent, { kind: 'window' }>[] {
  return events.flatMap((event) => (event.kind === 'window' ? [event] : []));
}

/** The newest word on each source: its state, and the code of the advice. */
export function statesOf(events: readonly HostLogEvent[]): Record<string, string> {
  const last = events.findLast((event) => event.kind === 'sources');
  const sources = last?.kind === 'sources' ? last.sources : [];
  return Object.fromEntries(
    sources.map(({ name, state, advice }) => [name, advice === null ? state : `${state}: ${advice.code}`]),
  );
}
