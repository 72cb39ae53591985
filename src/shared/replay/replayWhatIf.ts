import type { Incident, Message, Replay, ReplayChanges } from '../model';
import { message } from '../model';
import { processRowsOf, rowOfPid } from './reportRows';
import { hasChanges, replayOf } from './replay';
import { memoryNotesOf } from './replayAddedMemory';

/** Who would have died if something had been otherwise. */
export interface WhatIf {
  /** Who the model takes as it was; where the kernel killed whoever asked, that one. */
  readonly before: number | null;
  /** Who it takes with the changes; null: nobody, or it cannot be told. */
  readonly after: number | null;
  /** The answer in one sentence. */
  readonly message: Message;
  /** What is to be known about it, above all what more memory would have meant. */
  readonly notes: readonly Message[];
}

/**
 * Answers a what-if on a report.
 *
 * @param pageBytes size of a page of the machine where it is known from elsewhere; null: not
 */
export function whatIfOf(
  incident: Incident,
  changes: ReplayChanges,
  pageBytes: number | null = null,
): WhatIf {
  const before = replayOf(incident, { pageBytes });
  const after = replayOf(incident, { pageBytes, changes });
  return whatIfBetween(incident, changes, { before, after });
}

/** The answer from two replays that are there already: a table may have thousands of rows. */
export function whatIfBetween(
  incident: Incident,
  changes: ReplayChanges,
  { before, after }: { readonly before: Replay; readonly after: Replay },
): WhatIf {
  const notes = hasChanges(changes)
    ? [...caveatsOf(incident, before), ...memoryNotesOf(incident, changes, before, after)]
    : [];
  if (incident.killsAllocatingTask) return { ...ofAllocatingTask(incident, changes, before, after), notes };
  return { before: before.predicted, after: after.predicted, message: answerOf(before, after), notes };
}

function answerOf(before: Replay, after: Replay): Message {
  if (before.ranking.length === 0 || (before.predicted === null && isKillable(before)))
    return message('replay.what-if.unknown');
  if (after.predicted === null)
    return message(isKillable(after) ? 'replay.what-if.undecided' : 'replay.what-if.nobody');
  const now = namedIn(after, after.predicted);
  if (before.predicted === null) return message('replay.what-if.somebody', now);
  if (before.predicted === after.predicted) return message('replay.what-if.same', now);
  const { comm: beforeComm, pid: beforePid } = namedIn(before, before.predicted);
  return message('replay.what-if.other', { ...now, beforeComm, beforePid });
}

function isKillable({ ranking }: Replay): boolean {
  return ranking.some(({ eligible }) => eligible);
}

function namedIn({ ranking }: Replay, pid: number): { comm: string; pid: number } {
  return { comm: ranking.find((row) => row.pid === pid)?.comm ?? '?', pid };
}

/** vm.oom_kill_allocating_task: whoever asks dies, unless it is protected (out_of_memory in mm/oom_kill.c). */
function ofAllocatingTask(
  incident: Incident,
  { removedPids, adjByPid }: ReplayChanges,
  { actual }: Replay,
  after: Replay,
): Omit<WhatIf, 'notes'> {
  const row = rowOfPid(incident, processRowsOf(incident), actual);
  const pids = [actual, row?.pid, row?.tgid].filter((pid) => pid != null);
  if (actual === null || pids.some((pid) => removedPids.has(pid)))
    return { before: actual, after: null, message: message('replay.what-if.asking-task-gone') };
  const beforeComm = row?.comm ?? incident.kills[0]?.comm ?? '?';
  if (!pids.some((pid) => adjByPid.get(pid) === PROTECTED_SCORE_ADJ)) {
    const params = { comm: beforeComm, pid: actual };
    return { before: actual, after: actual, message: message('replay.what-if.asking-task', params) };
  }
  const { predicted } = after;
  const answer =
    predicted === null
      ? message(isKillable(after) ? 'replay.what-if.undecided' : 'replay.what-if.nobody')
      : message('replay.what-if.other', { ...namedIn(after, predicted), beforeComm, beforePid: actual });
  return { before: actual, after: predicted, message: answer };
}

const PROTECTED_SCORE_ADJ = -1000;

function caveatsOf(incident: Incident, before: Replay): Message[] {
  const notes: Message[] = [];
  if (before.agrees === false && before.reason !== 'allocating-task')
    notes.push(message('replay.what-if.disagreed'));
  if (before.reason === 'sacrificed-child') notes.push(message('replay.what-if.child'));
  if (incident.panicOnOom !== null) notes.push(message('replay.what-if.panics'));
  if (incident.oomGroup !== null) notes.push(message('replay.what-if.group', { cgroup: incident.oomGroup }));
  return notes;
}
