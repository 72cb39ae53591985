/** What a report's last lines say: who was chosen, who died, and whatever came instead of a kill. */
import type { IncidentKill } from '../../../shared/model';
import type { KilledLine } from './grammar/reportEvent';
import type { LogMessage } from './logMessage';
import type { ReportDraft } from './reportDraft';

export function takeOutcome(draft: ReportDraft, message: LogMessage): void {
  const { event } = message;
  switch (event.kind) {
    case 'constraint':
      draft.constraint = event;
      break;
    case 'chosen':
      draft.chosen = event;
      draft.chosenLines = message.lines;
      draft.reason ??= event.reason;
      draft.isAllocatingTask ||= event.isAllocatingTask;
      break;
    case 'killed':
      draft.reason ??= event.reason;
      draft.isAllocatingTask ||= event.isAllocatingTask;
      addKill(draft, killOf(event, draft, message));
      break;
    case 'sharing':
      addKill(draft, killOf({ ...NO_SIZES, pid: event.pid, comm: event.comm }, draft, message));
      return;
    case 'reaped':
      if (!draft.reaped.includes(event.pid)) draft.reaped.push(event.pid);
      return;
    case 'group':
      draft.group = event.path;
      break;
    default:
      if (!takesNoKill(draft, message)) return;
  }
  draft.isConfirmed = true;
}

/** What is said where nobody was killed, or the machine went down. */
function takesNoKill(draft: ReportDraft, { event }: LogMessage): boolean {
  switch (event.kind) {
    case 'panic':
      draft.isPanic = true;
      draft.panicOnOom = event.panicOnOom;
      return true;
    case 'nothing-killable':
      draft.isNothingKillable = true;
      draft.isPanic ||= event.isPanic;
      return true;
    case 'disabled':
      draft.isDisabled = true;
      return true;
    case 'exiting':
      draft.isVictimExiting = true;
      return true;
    default:
      return false;
  }
}

const NO_SIZES = {
  uid: null,
  totalVmBytes: null,
  anonRssBytes: null,
  fileRssBytes: null,
  shmemRssBytes: null,
  pageTableBytes: null,
  oomScoreAdj: null,
};

/** A process dies once, however many lines say so; the line that says more is kept. */
function addKill({ kills }: ReportDraft, kill: IncidentKill): void {
  const index = kills.findIndex(({ pid }) => pid === kill.pid);
  const known = kills[index];
  if (known === undefined) kills.push(kill);
  else if (known.anonRssBytes === null && kill.anonRssBytes !== null) {
    kills[index] = { ...kill, chosen: known.chosen };
  }
}

function killOf(
  line: Omit<KilledLine, 'reason' | 'isAllocatingTask'>,
  { chosen, kills }: ReportDraft,
  { lines }: LogMessage,
): IncidentKill {
  const isChosen = chosen?.pid === line.pid;
  const isForAnother = chosen !== null && !isChosen && kills.length === 0;
  return {
    pid: line.pid,
    comm: line.comm ?? (isChosen ? chosen.comm : null),
    uid: line.uid,
    score: isChosen ? chosen.score : null,
    totalVmBytes: line.totalVmBytes,
    anonRssBytes: line.anonRssBytes,
    fileRssBytes: line.fileRssBytes,
    shmemRssBytes: line.shmemRssBytes,
    pageTableBytes: line.pageTableBytes,
    oomScoreAdj: line.oomScoreAdj,
    chosen: isForAnother ? { pid: chosen.pid, comm: chosen.comm ?? '', score: chosen.score } : null,
    lines,
  };
}
