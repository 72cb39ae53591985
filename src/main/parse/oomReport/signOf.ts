import type { Sign, SignKind } from '../../../shared/model';
import { gfpFlagsOf } from '../../../shared/oom/gfp/gfpFlags';
import { parsePrintedGfp } from '../../../shared/oom/gfp/printedGfp';
import type { LogMessage } from './logMessage';

/** An early sign in a line, or null. */
export function signOf({ event, at, hostname, lines }: LogMessage, kernel: string | null): Sign | null {
  const base = (kind: SignKind): Sign => ({ ...NOTHING_SAID, kind, at, hostname, lines });
  switch (event.kind) {
    case 'allocation-failure': {
      const { comm, order, gfpMask, gfpNames, stallSeconds } = event;
      const printed = gfpNames === null ? null : parsePrintedGfp(gfpNames);
      return {
        ...base(stallSeconds === null ? 'allocation-failure' : 'allocation-stall'),
        comm,
        order,
        gfpMask,
        gfpFlags: printed ?? (gfpMask === null ? null : gfpFlagsOf(gfpMask, kernel)),
        stallSeconds,
      };
    }
    case 'exiting':
      return { ...base('victim-exiting'), pid: event.pid, comm: event.comm };
    case 'reap-failed':
      return { ...base('reaper-failure'), pid: event.pid, comm: event.comm };
    case 'pagefault-oom':
      return base('pagefault-oom');
    default:
      return null;
  }
}

const NOTHING_SAID: Omit<Sign, 'kind' | 'at' | 'hostname' | 'lines'> = {
  comm: null,
  pid: null,
  order: null,
  gfpMask: null,
  gfpFlags: null,
  cgroup: null,
  count: 1,
  stallSeconds: null,
};
