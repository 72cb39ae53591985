import type { HostIdentity } from '../../../shared/model';
import type { RecordingFrame, RecordingHeader } from '../../../shared/schema/recording';
import { maskCommandLine } from '../../parse/commandLine';
import type { Frame } from '../frame';

/** What a recording leaves out unless it is asked for. */
export interface RecordingPolicy {
  /** Command lines name customers, files and now and then a secret; asked for, they are recorded masked. */
  readonly withCommandLines: boolean;
}

const COMMAND_LINE = 'command_line';

/** The first line of a recording, newline included. */
export function recordingHeaderLine(host: string, identity: HostIdentity): string {
  const { kernel, arch, pageBytes, bootId, cpus, ticksPerSecond } = identity;
  const header: RecordingHeader = { lowmark: 1, host, kernel, arch, pageBytes, bootId, cpus, ticksPerSecond };
  return `${JSON.stringify(header)}\n`;
}

/** One frame as a line of a recording, newline included. */
export function recordingFrameLine(frame: Frame, policy: RecordingPolicy): string {
  const sections = { ...frame.sections };
  const processes = sections['processes'];
  if (processes !== undefined) sections['processes'] = recordedProcesses(processes, policy);
  const recorded: RecordingFrame = {
    at: frame.uptimeSeconds,
    sections,
    ...(frame.kernelLog === null ? {} : { kernelLog: frame.kernelLog }),
  };
  return `${JSON.stringify(recorded)}\n`;
}

/** The table of processes with its command lines masked, or without them. */
function recordedProcesses(table: string, { withCommandLines }: RecordingPolicy): string {
  const lines = table.split('\n');
  const column = lines[0]?.split('\t').indexOf(COMMAND_LINE) ?? -1;
  if (column === -1) return table;
  return lines
    .map((line, index) => {
      const cells = line.split('\t');
      if (!withCommandLines) return cells.toSpliced(column, 1).join('\t');
      const cell = cells[column];
      if (index > 0 && cell !== undefined) cells[column] = maskCommandLine(cell);
      return cells.join('\t');
    })
    .join('\n');
}
