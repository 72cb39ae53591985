import { readFile } from 'node:fs/promises';
import type { HostDrift, HostFailure, Message, Policy, PolicyDocument } from '../../shared/model';
import { message } from '../../shared/model';
import type { Language } from '../../shared/messages/format';
import { withTexts } from '../../shared/messages/withTexts';
import { driftOf } from '../../shared/policy/drift';
import { surveyOfSample } from '../../shared/policy/surveyOfSample';
import { nextVictimOf } from '../../shared/risk/nextVictim';
import { Refusal } from '../fleet/refusal';
import { policyDocumentOf, policyPath, readPolicyFile } from '../policies/policyFile';
import type { CliEnvironment } from './cliHost';
import type { CommandOutput } from './output';
import { plainOf } from './output';
import type { PolicyCheckWords } from './policyArguments';
import { driftsOfHosts } from './policyHosts';
import { driftTable } from './policyTable';
import { sampleOfRecording } from './recordingSample';
import { plainCell } from './table';

/**
 * `lowmark policy check`: a dry run. Nothing is written, on no host and not here.
 *
 * @returns how it ended: `failed` for drift too, so that a script sees it; `badUsage` for a file with problems
 * @throws {Refusal} where the file, the recording or the list cannot be read.
 */
export async function policyCheckCommand(
  command: PolicyCheckWords,
  environment: CliEnvironment,
  output: CommandOutput,
): Promise<'ok' | 'failed' | 'badUsage'> {
  const { language } = command;
  const path = command.policyFile ?? policyPath(environment.dataFolder);
  const document = await documentOf(command.policyFile, path);
  if (document.problems.length > 0) {
    complainOfProblems(document, path, language, output);
    return 'badUsage';
  }
  const { policy } = document;
  if (policy === null || policy.rules.length === 0) {
    output.complain(
      plainOf(message('terminal.policy-none', { path, command: 'lowmark policy suggest' }), language),
    );
    return 'failed';
  }
  const hosts = await driftsOf(command, policy, environment, (failure) => {
    const hint = acceptHint(failure);
    if (hint !== null) output.complain(plainOf(hint, language));
  });
  const drift = hosts.reduce((sum, host) => sum + host.findings.length, 0);
  const failed = hosts.filter((host) => host.state === 'failed');
  if (command.isJson) {
    const report = { policy: path, sha256: document.sha256, hosts, drift, failed: failed.length };
    await output.write(`${JSON.stringify(withTexts(report, language))}\n`);
  } else {
    await output.write(`${driftTable(hosts, language)}\n`);
    for (const { problem } of failed) if (problem !== null) output.complain(plainOf(problem, language));
  }
  return drift > 0 || failed.length > 0 ? 'failed' : 'ok';
}

async function documentOf(policyFile: string | null, path: string): Promise<PolicyDocument> {
  if (policyFile === null) return (await readPolicyFile(path)).document;
  try {
    return policyDocumentOf(await readFile(path, 'utf8'));
  } catch (error) {
    // A file that was named has to be there.
    const problem = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Refusal('policy.file-unreadable', { path, problem });
  }
}

/** `path:line:column: what is wrong`, as compilers say it. */
function complainOfProblems(
  { problems }: PolicyDocument,
  path: string,
  language: Language,
  output: CommandOutput,
): void {
  for (const { line, column, sentence } of problems) {
    const place = [path, line, column].filter((part) => part !== null).join(':');
    output.complain(`${plainCell(place)}: ${plainOf(sentence, language)}`);
  }
  const all = message('terminal.policy-problems', { path, problems: problems.length });
  output.complain(plainOf(all, language));
}

async function driftsOf(
  command: PolicyCheckWords,
  policy: Policy,
  environment: CliEnvironment,
  onFailure: (failure: HostFailure) => void,
): Promise<readonly HostDrift[]> {
  if (command.recording === null) return driftsOfHosts(command, policy, environment, onFailure);
  const { host: name, sample } = await sampleOfRecording(command.recording, null);
  const host = { id: 'recording', name, group: null, tags: [] };
  const drift = driftOf(policy, host, surveyOfSample(sample), nextVictimOf(sample));
  return [
    {
      hostId: host.id,
      hostName: name,
      state: 'checked',
      checkedAtMs: environment.clock.nowMs(),
      problem: null,
      ...drift,
    },
  ];
}

/** The option that would accept an unknown host key; null: that was not the reason. */
function acceptHint({ kind, offeredKey }: HostFailure): Message | null {
  if (kind !== 'host-key-unknown' || offeredKey === null) return null;
  const { sha256, keyType } = offeredKey;
  return message('terminal.accept-host-key', { sha256, keyType });
}
