import type { HostInspection } from '../../shared/change/inspection';
import type { HostConfig, HostSurvey, Message } from '../../shared/model';
import { message } from '../../shared/model';
import type { Clock } from '../clock';
import { Refusal } from '../fleet/refusal';
import type { Log } from '../log';
import { parseShownProcesses } from '../parse/handsProcesses';
import { detailOf, parseAccount, parseSaidSteps, parseSudoAnswer, sudoRefusalOf } from '../parse/inspection';
import { parsePrograms, surveyedProcesses } from '../parse/survey';
import { parseInspectedUnits, parseSurveyedUnits } from '../parse/systemctlShow';
import type { Pass } from '../sampling/frameReader';
import type { ShellChannel } from '../sampling/shellChannel';
import { SourceError } from '../sampling/sourceError';
import { isPlanCommand } from './commandGate';
import { askHands, type HandsAnswer, type HandsQuestion } from './handsChannel';
import type { HostHands, InspectRequest, WriteAnswer, WriteRequest } from './hostHands';
import { HOST_FOLDERS, type HostFolders } from './script/script';

/** What hands need of a host's session. */
export interface HandsSession {
  readonly config: HostConfig;
  openShell(signal: AbortSignal): Promise<ShellChannel>;
  whenLive(withinMs: number, signal: AbortSignal): Promise<boolean>;
  sweepSoon(): void;
}

export interface HostHandsDependencies {
  /** Null: not on the list. */
  readonly session: (hostId: string) => HandsSession | null;
  readonly clock: Clock;
  readonly log: Log;
  /** Other folders than a host has: for tests. */
  readonly folders?: HostFolders;
}

const MS_A_SECOND = 1_000;
const LOOK_SILENT_MS = 60 * MS_A_SECOND;
/** A host that swaps hard takes its time for each of the small programs that a step consists of. */
const WRITE_SILENT_MS = 120 * MS_A_SECOND;
/** systemd gives a service 90 s to stop and 90 s to start unless told otherwise. */
const RESTART_SILENT_MS = 240 * MS_A_SECOND;

/** Numbers of processes and names of units; nothing else may be asked for, whoever asks. */
const UNIT = /^[A-Za-z0-9:_.\\@-]{1,255}\.[a-z]+$/;
const MAX_PID = 2 ** 31 - 1;

/** Hands on all hosts of the fleet. Each use opens a shell beside the sampling, and closes it again. */
export function createHostHands(dependencies: HostHandsDependencies): HostHands {
  const { session: sessionOf } = dependencies;
  return {
    inspect: (hostId, request, signal) => inspect(dependencies, hostId, request, signal),
    write: (hostId, request, signal) => write(dependencies, hostId, request, signal),
    survey: (hostId, signal) => survey(dependencies, hostId, signal),
    whenConnected: async (hostId, withinMs, signal) =>
      (await sessionOf(hostId)?.whenLive(withinMs, signal)) ?? false,
  };
}

function sessionOrRefuse({ session }: HostHandsDependencies, hostId: string): HandsSession {
  const found = session(hostId);
  if (found === null) throw new Refusal('refusal.no-such-host');
  const { connection, name } = found.config;
  if (connection.kind === 'recording') throw new Refusal('refusal.host-is-recording', { host: name });
  return found;
}

type Look = Pick<HandsQuestion, 'request' | 'section'>;

/** Asks a host without changing anything on it. @throws {Refusal} */
async function look(
  dependencies: HostHandsDependencies,
  hostId: string,
  { request, section }: Look,
  signal: AbortSignal,
): Promise<Pass> {
  const session = sessionOrRefuse(dependencies, hostId);
  const host = session.config.name;
  const channel = await open(session, signal);
  const folders = dependencies.folders ?? HOST_FOLDERS;
  const question = { request, section, folders, command: null, password: null, silentMs: LOOK_SILENT_MS };
  const answer = await askHands(channel, question, dependencies.clock, signal);
  if (answer.kind === 'answered') return answer.pass;
  dependencies.log.warn(`${host}: ${request.split(' ')[0] ?? ''} ${answer.why}`);
  throw refusalOf(answer.why, host);
}

/** @throws {Refusal} */
async function open(session: HandsSession, signal: AbortSignal): Promise<ShellChannel> {
  try {
    return await session.openShell(signal);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const { kind, message: sentence } = error.failure;
    if (kind === 'connection-lost' || kind === 'aborted')
      throw new Refusal('refusal.host-not-connected', { host: session.config.name });
    throw new Refusal(sentence);
  }
}

function refusalOf(why: 'ended' | 'silent' | 'malformed' | 'aborted', host: string): Refusal {
  switch (why) {
    case 'silent':
      return new Refusal('refusal.host-silent', { host, waitedSeconds: LOOK_SILENT_MS / MS_A_SECOND });
    case 'malformed':
      return new Refusal('refusal.host-unreadable', { host });
    case 'ended':
    case 'aborted':
      return new Refusal('refusal.host-not-connected', { host });
  }
}

async function inspect(
  dependencies: HostHandsDependencies,
  hostId: string,
  { pids, units, asksSudo }: InspectRequest,
  signal: AbortSignal,
): Promise<HostInspection> {
  const words = [
    ...new Set(pids.filter((pid) => Number.isInteger(pid) && pid > 0 && pid <= MAX_PID).map(String)),
    ...new Set(units.filter((unit) => UNIT.test(unit))),
  ];
  const request = ['inspect', asksSudo ? 'sudo' : '-', ...words].join(' ');
  const { sections } = await look(dependencies, hostId, { request, section: 'account' }, signal);
  const sudo = sections.get('sudo');
  // What was not asked for is not kept, whatever a host says.
  const asked = new Set(words);
  return {
    ...parseAccount(sections.get('account') ?? ''),
    sudo: sudo === undefined ? 'not-asked' : parseSudoAnswer(sudo),
    processes: parseShownProcesses(sections.get('processes') ?? '')
      .filter(({ pid }) => asked.has(String(pid)))
      .map(({ ppid: _ppid, ...shown }) => shown),
    units: parseInspectedUnits(sections.get('units') ?? '').filter(({ unit }) => asked.has(unit)),
  };
}

async function survey(
  dependencies: HostHandsDependencies,
  hostId: string,
  signal: AbortSignal,
): Promise<HostSurvey> {
  const request = { request: 'survey', section: 'processes' };
  const { sections, refusals } = await look(dependencies, hostId, request, signal);
  const processes = sections.get('processes');
  const host = sessionOrRefuse(dependencies, hostId).config.name;
  if (processes === undefined) throw new Refusal('refusal.host-unreadable', { host });
  const notes: Message[] = [];
  if (refusals.has('processes')) notes.push(message('hands.hidden-processes', { host }));
  if (!sections.has('programs')) notes.push(message('hands.no-programs', { host }));
  if (!sections.has('units')) notes.push(message('hands.no-units', { host }));
  const programs = parsePrograms(sections.get('programs') ?? '');
  return {
    processes: surveyedProcesses(parseShownProcesses(processes), programs),
    units: parseSurveyedUnits(sections.get('units') ?? ''),
    notes,
  };
}

const NOTHING_CAME: WriteAnswer = { kind: 'lost', steps: [] };

/** Nothing was sent: all steps have failed for the same reason. */
function allFailed(stepCount: number, detail: string): WriteAnswer {
  const steps = Array.from({ length: stepCount }, (_, index) => ({
    index,
    outcome: 'failed' as const,
    value: null,
    score: null,
    detail,
  }));
  return { kind: 'answered', steps };
}

async function write(
  dependencies: HostHandsDependencies,
  hostId: string,
  request: WriteRequest,
  signal: AbortSignal,
): Promise<WriteAnswer> {
  const { command, privilege, password, stepCount } = request;
  if (!isPlanCommand(command, privilege)) return allFailed(stepCount, 'not a command of a plan');
  if (privilege === 'sudo-password' && !isPassword(password))
    return { kind: 'no-sudo', answer: 'needs-password', detail: '' };
  let session: HandsSession;
  let channel: ShellChannel;
  try {
    session = sessionOrRefuse(dependencies, hostId);
    channel = await session.openShell(signal);
  } catch (error) {
    dependencies.log.warn(`write on ${hostId}: no shell`, error);
    return NOTHING_CAME;
  }
  const usesPassword = privilege === 'sudo-password';
  const question: HandsQuestion = {
    request: usesPassword ? 'write password' : 'write -',
    command,
    password: usesPassword ? password : null,
    silentMs: / restart \S+ \S+/.test(command) ? RESTART_SILENT_MS : WRITE_SILENT_MS,
    section: 'steps',
    folders: dependencies.folders ?? HOST_FOLDERS,
  };
  const answer = await askHands(channel, question, dependencies.clock, signal);
  session.sweepSoon();
  return writeAnswerOf(answer, request);
}

/** One line, since a line is what is sent. */
function isPassword(password: string | null): boolean {
  return password !== null && password !== '' && !/[\n\r\0]/.test(password);
}

function writeAnswerOf(answer: HandsAnswer, { privilege, stepCount }: WriteRequest): WriteAnswer {
  if (answer.kind === 'broken') {
    return { kind: 'lost', steps: parseSaidSteps(answer.soFar, stepCount).steps };
  }
  const { sections } = answer.pass;
  const said = sections.get('said') ?? '';
  const text = sections.get('steps');
  // More than can be read, or half of it: the program may have written all the same.
  if (text === undefined) return NOTHING_CAME;
  const { hasBegun, steps } = parseSaidSteps(text, stepCount);
  if (!hasBegun) {
    if (privilege === 'none') return allFailed(stepCount, detailOf(said));
    return { kind: 'no-sudo', ...sudoRefusalOf(said) };
  }
  // A program that was ended half way leaves open what it has written.
  return { kind: steps.length < stepCount ? 'lost' : 'answered', steps };
}
