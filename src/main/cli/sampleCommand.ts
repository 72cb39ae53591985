import type { HostSample, Message } from '../../shared/model';
import { DEFAULT_CADENCE } from '../../shared/model';
import type { Language } from '../../shared/messages/format';
import { renderMessage } from '../../shared/messages/renderMessage';
import { FrameDecoder } from '../sampling/decode';
import type { Command } from './arguments';
import { findHost, type CliEnvironment } from './cliHost';
import { sampleOfRecording } from './recordingSample';
import { sampleTable } from './sampleTable';

export type SampleCommand = Extract<Command, { kind: 'sample' }>;

/** `lowmark sample`: one sample as text for standard output. */
export async function sampleCommand(command: SampleCommand, environment: CliEnvironment): Promise<string> {
  const { host, sample } =
    command.recording === null
      ? await firstSample(command, environment)
      : await sampleOfRecording(command.recording, command.atSeconds);
  return command.isJson
    ? `${JSON.stringify({ host, sample: withTexts(sample, command.language), assessment: null })}\n`
    : `${sampleTable(host, sample, command.language)}\n`;
}

async function firstSample(
  command: SampleCommand,
  environment: CliEnvironment,
): Promise<{ host: string; sample: HostSample }> {
  const host = await findHost(command, environment);
  const enough = new AbortController();
  try {
    for await (const { identity, frame } of host.frames(DEFAULT_CADENCE, enough.signal)) {
      return { host: host.name, sample: new FrameDecoder(identity).push(frame) };
    }
  } finally {
    enough.abort();
  }
  throw new Error('the host ended its stream without a frame');
}

/** JSON carries a sentence as code, parameters and rendered text. */
function withTexts(sample: HostSample, language: Language): object {
  const withText = (reason: Message): object => ({ ...reason, text: renderMessage(reason, language) });
  return {
    ...sample,
    missing: sample.missing.map((entry) => ({ ...entry, reason: withText(entry.reason) })),
  };
}
