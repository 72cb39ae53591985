import type { HostSample } from '../../shared/model';
import { DEFAULT_CADENCE } from '../../shared/model';
import { withTexts } from '../../shared/messages/withTexts';
import { assess } from '../../shared/risk/assess';
import type { Vitals } from '../../shared/risk/vitals';
import { FrameDecoder } from '../sampling/decode';
import type { Command } from './arguments';
import { findHost, type CliEnvironment } from './cliHost';
import { sampleOfRecording } from './recordingSample';
import { sampleTable } from './sampleTable';

export type SampleCommand = Extract<Command, { kind: 'sample' }>;

/** `lowmark sample`: one sample as text for standard output. */
export async function sampleCommand(command: SampleCommand, environment: CliEnvironment): Promise<string> {
  const { host, sample, recent } =
    command.recording === null
      ? await firstSample(command, environment)
      : await sampleOfRecording(command.recording, command.atSeconds);
  return command.isJson
    ? `${JSON.stringify(withTexts({ host, sample, assessment: assess(sample, recent) }, command.language))}\n`
    : `${sampleTable(host, sample, assess(sample, recent), command.language)}\n`;
}

async function firstSample(
  command: SampleCommand,
  environment: CliEnvironment,
): Promise<{ host: string; sample: HostSample; recent: readonly Vitals[] }> {
  const host = await findHost(command, environment);
  const enough = new AbortController();
  try {
    for await (const { identity, frame } of host.frames(DEFAULT_CADENCE, enough.signal)) {
      return { host: host.name, sample: new FrameDecoder(identity).push(frame), recent: [] };
    }
  } finally {
    enough.abort();
  }
  throw new Error('the host ended its stream without a frame');
}
