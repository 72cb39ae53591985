import type { Message, Replay, ReplayChanges } from '../model';
import type { MessageCode } from '../messages/en';
import { said } from './documentInput';
import { taskName } from './visibleText';

/**
 * Whether the replay takes whom the kernel took, as one sentence; the replay's notes say why not. Null where there is no
 * ranking, which its notes say as well.
 */
export function verdictOf(replay: Replay): Message | null {
  const predicted = nameIn(replay, replay.predicted);
  const actual = nameIn(replay, replay.actual);
  if (replay.ranking.length === 0) return null;
  if (replay.agrees === null) {
    return predicted === null
      ? said('document.not-comparable')
      : said('document.not-comparable-predicted', { task: predicted });
  }
  if (replay.agrees) {
    return actual === null ? said('document.agrees-nobody') : said('document.agrees', { task: actual });
  }
  if (predicted === null) return said('document.differs-nobody', { actual: actual ?? '–' });
  return actual === null
    ? said('document.differs-killable', { predicted })
    : said('document.differs', { predicted, actual });
}

/** A process of a replay as people name it; null for nobody. */
export function nameIn(replay: Replay, pid: number | null): string | null {
  if (pid === null) return null;
  return taskName(replay.ranking.find((task) => task.pid === pid)?.comm ?? null, pid);
}

/** What was tried out, one sentence a change, in the order memory, settings, removed processes. */
export function changesOf(changes: ReplayChanges, replay: Replay): readonly Message[] {
  const { addedRamBytes, addedSwapBytes } = changes;
  return [
    ...amountOf(addedRamBytes, 'document.change-more-ram', 'document.change-less-ram'),
    ...amountOf(addedSwapBytes, 'document.change-more-swap', 'document.change-less-swap'),
    ...amountOf(changes.addedLimitBytes ?? 0, 'document.change-more-limit', 'document.change-less-limit'),
    ...[...changes.adjByPid].map(([pid, adj]) =>
      said('document.change-adj', { task: nameIn(replay, pid) ?? '–', adj }),
    ),
    ...[...changes.removedPids].map((pid) =>
      said('document.change-removed', { task: nameIn(replay, pid) ?? '–' }),
    ),
  ];
}

function amountOf(bytes: number, more: MessageCode, less: MessageCode): readonly Message[] {
  if (bytes === 0) return [];
  return [said(bytes > 0 ? more : less, { amountBytes: Math.abs(bytes) })];
}
