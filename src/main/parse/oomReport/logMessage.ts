import type { IncidentTime, LineRange } from '../../../shared/model';
import type { ReportEvent } from './grammar/reportEvent';

/** One message of the kernel, put together from the lines that it was printed or wrapped into. */
export interface LogMessage {
  readonly event: ReportEvent;
  readonly lines: LineRange;
  readonly at: IncidentTime;
  readonly hostname: string | null;
  readonly caller: string | null;
  /** False where the log ends within it. */
  readonly isWhole: boolean;
}
