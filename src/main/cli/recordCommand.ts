import { message } from '../../shared/model';
import { renderMessage } from '../../shared/messages/renderMessage';
import { recordingFrameLine, recordingHeaderLine } from '../sampling/recording/writeRecording';
import type { Command } from './arguments';
import { findHost, type CliEnvironment } from './cliHost';

export type RecordCommand = Extract<Command, { kind: 'record' }>;

/** The sweep over all processes costs most of a pass: every third one has it. */
const PASSES_A_SWEEP = 3;

/**
 * `lowmark record`: writes a recording until its time is over or it is interrupted; what was written by then is whole.
 *
 * @param write takes text for standard output and resolves when there is room for more.
 * @returns one sentence for the person who waits.
 * @throws {SourceError} what ended the host's stream.
 */
export async function recordCommand(
  command: RecordCommand,
  environment: CliEnvironment,
  write: (text: string) => Promise<void>,
  interrupted: AbortSignal,
): Promise<string> {
  const host = await findHost(command, environment);
  const over = new AbortController();
  const end = (): void => {
    over.abort();
  };
  interrupted.addEventListener('abort', end, { once: true });
  const cadence = {
    hostWideSeconds: command.everySeconds,
    processesSeconds: command.everySeconds * PASSES_A_SWEEP,
  };
  let frames = 0;
  try {
    for await (const { identity, frame } of host.frames(cadence, over.signal)) {
      if (frames === 0) {
        await write(recordingHeaderLine(identity.hostname ?? host.name, identity));
        // The time runs from the first frame, not from the start of a slow login.
        void environment.clock.sleep(command.forSeconds * 1_000, over.signal).then(end);
      }
      await write(recordingFrameLine(frame, command));
      frames += 1;
    }
  } finally {
    end();
    interrupted.removeEventListener('abort', end);
  }
  return renderMessage(message('terminal.recorded', { frames, host: host.name }), command.language);
}
