import type { Incident, Message, Replay, ReplayChanges } from '../model';
import { message } from '../model';
import { processRowsOf } from './reportRows';
import { shortageOf } from './totalPages';

/**
 * What more or less memory means for a report, as far as one report can tell: another measure for adj, and whether the
 * shortage would have come at that moment at all. How long it would have lasted is in no report.
 */
export function memoryNotesOf(
  incident: Incident,
  changes: ReplayChanges,
  before: Replay,
  after: Replay,
): Message[] {
  return [
    ...ramNotes(incident, changes),
    ...swapNotes(incident, changes),
    ...limitNotes(incident, changes),
    ...measureNotes(before, after),
    ...removalNotes(incident, changes),
  ];
}

function ramNotes(incident: Incident, { addedRamBytes }: ReplayChanges): Message[] {
  if (addedRamBytes === 0) return [];
  if (shortageOf(incident) === 'memcg') return [message('replay.added.limit-decides')];
  if (addedRamBytes < 0) return [message('replay.added.less', { takenBytes: -addedRamBytes })];
  if (incident.trigger?.order === -1) return [message('replay.added.asked-for')];
  if ((incident.memory.highMemPages ?? 0) > 0) return [message('replay.added.high-memory')];
  if (shortageOf(incident) === 'nodes') return [message('replay.added.nodes', { addedBytes: addedRamBytes })];
  // Room for pages is not room for a block of them.
  const isBlock = (incident.trigger?.order ?? 0) > 0;
  return [message(isBlock ? 'replay.added.block' : 'replay.added.not-then', { addedBytes: addedRamBytes })];
}

/** Swap that is nearly used up: below a hundredth of it is free. */
const USED_UP_SHARE = 0.01;

function swapNotes(incident: Incident, { addedSwapBytes }: ReplayChanges): Message[] {
  if (addedSwapBytes === 0) return [];
  if (addedSwapBytes < 0) return [message('replay.added.less-swap', { takenBytes: -addedSwapBytes })];
  if (incident.trigger?.order === -1) return [message('replay.added.asked-for')];
  return [
    shortageOf(incident) === 'memcg' ? cgroupSwapNote(incident) : hostSwapNote(incident, addedSwapBytes),
  ];
}

function cgroupSwapNote({ cgroup }: Incident): Message {
  const bounds = [cgroup?.swap?.limitBytes, cgroup?.memorySwap?.limitBytes];
  const isBounded = bounds.some((bound) => typeof bound === 'number');
  return message(isBounded ? 'replay.added.swap-bounded' : 'replay.added.swap-of-cgroup');
}

function hostSwapNote({ memory }: Incident, addedBytes: number): Message {
  const { swapFreeBytes, swapTotalBytes } = memory;
  const isLeft =
    swapFreeBytes !== null && swapTotalBytes !== null && swapFreeBytes > swapTotalBytes * USED_UP_SHARE;
  return isLeft
    ? message('replay.added.swap-left', { swapFreeBytes })
    : message('replay.added.swap-not-then', { addedBytes });
}

function limitNotes(incident: Incident, { addedLimitBytes = 0 }: ReplayChanges): Message[] {
  if (addedLimitBytes === 0) return [];
  if (shortageOf(incident) !== 'memcg') return [message('replay.added.no-limit')];
  return [
    addedLimitBytes > 0
      ? message('replay.added.limit-not-then', { addedBytes: addedLimitBytes })
      : message('replay.added.less', { takenBytes: -addedLimitBytes }),
  ];
}

/** adj counts in thousandths of the total. */
function measureNotes(before: Replay, after: Replay): Message[] {
  const [was, is] = [before.totalPages, after.totalPages];
  if (
    was === null ||
    is === null ||
    was === is ||
    !before.ranking.some(({ oomScoreAdj }) => oomScoreAdj !== 0)
  )
    return [];
  const changePercent = ((is - was) * 100) / was;
  return [
    changePercent > 0
      ? message('replay.added.adj-counts-more', { changePercent })
      : message('replay.added.adj-counts-less', { changePercent: -changePercent }),
  ];
}

function removalNotes(incident: Incident, { removedPids }: ReplayChanges): Message[] {
  if (removedPids.size === 0) return [];
  const removed = processRowsOf(incident).filter(
    ({ pid, tgid }) => removedPids.has(pid) || (tgid !== null && removedPids.has(tgid)),
  );
  if (removed.length === 0 || incident.trigger?.order === -1) return [];
  return [message('replay.removed', { count: removed.length })];
}
