import type { Readable } from 'node:stream';
import type { Incident, Replay, ReplayChanges } from '../../shared/model';
import { said } from '../../shared/incidentDocument/documentInput';
import { explainedIncident } from '../../shared/incidentDocument/explainedIncident';
import { withTexts } from '../../shared/messages/withTexts';
import { plainReplay } from '../../shared/replay/rankedRow';
import { hasChanges, replayOf } from '../../shared/replay/replay';
import { LogFindings } from './logFindings';
import type { CommandOutput } from './output';
import { plainOf } from './output';
import type { ReplayWords } from './reportArguments';
import { isChosen } from './reportCommand';
import { replayTable } from './replayTable';

/** The old scale's "never": a common slip in the new one. */
const OLD_DISABLE = -17;

function warnOfOldScale({ changes, language }: ReplayWords, { complain }: CommandOutput): void {
  for (const [pid, adj] of changes.adjByPid) {
    if (adj === OLD_DISABLE) complain(plainOf(said('terminal.replay-old-scale', { pid }), language));
  }
}

/**
 * `lowmark replay`: each report of a log computed again by its kernel's own arithmetic, as it was or with something changed.
 *
 * @returns whether the file could be read and has the incident that was asked for
 */
export async function replayCommand(
  command: ReplayWords,
  output: CommandOutput,
  stdin?: Readable,
): Promise<boolean> {
  const { file, language, incidentId, changes, isJson } = command;
  warnOfOldScale(command, output);
  const findings = new LogFindings({ files: [file], language, keepsText: false, stdin }, output);
  const unlisted = new Unlisted(changes);
  let shown = 0;
  if (isJson) await output.write('{"replays":[');
  for await (const finding of findings.all()) {
    if (finding.kind === 'sign' || !isChosen(finding.incident, incidentId)) continue;
    unlisted.look(finding.incident);
    output.progress.clear();
    await output.write(isJson ? `${shown === 0 ? '' : ','}\n` : '');
    await output.write(isJson ? jsonOf(finding.incident, command) : textOf(finding.incident, command));
    shown += 1;
  }
  if (isJson) await output.write(']}\n');
  if (shown === 0) return (await saidNone(command, output, findings)) && findings.failedFiles === 0;
  unlisted.complain(output, command);
  return findings.failedFiles === 0;
}

/** @returns whether that is all right: not where one incident was asked for */
async function saidNone(
  { file, language, incidentId, isJson }: ReplayWords,
  output: CommandOutput,
  { failedFiles }: LogFindings,
): Promise<boolean> {
  if (incidentId !== null) {
    const params = { id: incidentId, files: file };
    output.complain(plainOf(said('terminal.report-no-incident', params), language));
    return false;
  }
  if (!isJson && failedFiles === 0) {
    await output.write(`${plainOf(said('terminal.report-none', { files: file }), language)}\n`);
  }
  return true;
}

function changedReplay(incident: Incident, changes: ReplayChanges): Replay | null {
  return hasChanges(changes) ? replayOf(incident, { changes }) : null;
}

function jsonOf(incident: Incident, { changes, language }: ReplayWords): string {
  const replay = changedReplay(incident, changes) ?? replayOf(incident);
  return JSON.stringify(withTexts(plainReplay(replay), language));
}

function textOf(incident: Incident, { changes, language }: ReplayWords): string {
  const table = replayTable(
    explainedIncident(incident, { changes }),
    changedReplay(incident, changes),
    language,
  );
  return `${table}\n\n\n`;
}

/** PIDs of the command line that no task table has: mistyped, most likely. */
class Unlisted {
  readonly #open: Map<number, 'adj' | 'remove'>;

  constructor({ adjByPid, removedPids }: ReplayChanges) {
    this.#open = new Map([
      ...[...adjByPid.keys()].map((pid) => [pid, 'adj'] as const),
      ...[...removedPids].map((pid) => [pid, 'remove'] as const),
    ]);
  }

  look({ tasks }: Incident): void {
    if (this.#open.size === 0) return;
    for (const { pid, tgid } of tasks) {
      this.#open.delete(pid);
      if (tgid !== null) this.#open.delete(tgid);
    }
  }

  complain({ complain }: CommandOutput, { language }: ReplayWords): void {
    for (const [pid, option] of this.#open) {
      complain(plainOf(said('terminal.replay-not-listed', { pid, option }), language));
    }
  }
}
