import type { HostLogState } from '../../../../shared/model';

/** The hosts whose logs want a look, and those that are being read. A host may be in two lists. */
export interface LogProblems {
  readonly unreadable: readonly HostLogState[];
  /** Something is read, and something else may not be. */
  readonly partly: readonly HostLogState[];
  /** The kernel's own count of kills is not that of its log. */
  readonly disagreeing: readonly HostLogState[];
}

/** Whether one way to read it is open and another is barred. */
export function isPartlyReadable({ state, sources }: HostLogState): boolean {
  return (
    state === 'done' &&
    sources.some((source) => source.state === 'permission-denied' || source.state === 'failed')
  );
}

/** Whether the kernel counted other kills than its log shows. */
export function isDisagreeing({ reconciliation }: HostLogState): boolean {
  return reconciliation?.verdict === 'unreported' || reconciliation?.verdict === 'uncounted';
}

/** What there is to say of how logs are read. */
export function logProblemsOf(logs: readonly HostLogState[]): LogProblems {
  return {
    unreadable: logs.filter(({ state }) => state === 'unreadable'),
    partly: logs.filter(isPartlyReadable),
    disagreeing: logs.filter(isDisagreeing),
  };
}

/** The hosts whose logs are being read or wait for it. */
export function pendingLogs(logs: readonly HostLogState[]): readonly HostLogState[] {
  return logs.filter(({ state }) => state === 'reading' || state === 'waiting');
}
