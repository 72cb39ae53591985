import type { DriftFinding, HostDrift, Message } from '../../shared/model';
import { message } from '../../shared/model';
import type { MessageCode } from '../../shared/messages/en';
import type { Language } from '../../shared/messages/format';
import { rangeText } from '../../shared/policy/builtInTiers';
import { plainOf } from './output';
import { countCell, NOT_REPORTED, numberColumn, tableOf, wordColumn } from './table';

/** What is not as the policy has it, one row a process; what else is to be known; and how many in one line. */
export function driftTable(hosts: readonly HostDrift[], language: Language): string {
  const word = (code: MessageCode): string => plainOf(message(code), language);
  const findings = hosts.flatMap((host) => host.findings);
  const columns = [
    wordColumn(word('terminal.drift-host')),
    wordColumn(word('terminal.drift-process')),
    wordColumn(word('terminal.drift-unit')),
    wordColumn(word('terminal.drift-rule')),
    numberColumn(word('terminal.drift-wanted')),
    numberColumn(word('terminal.drift-live')),
    numberColumn(word('terminal.drift-at-start')),
    wordColumn(word('terminal.drift-state')),
  ];
  const rows = findings.map((finding) => [
    finding.hostName,
    `${finding.process.comm} (${String(finding.process.pid)})`,
    finding.process.unit ?? NOT_REPORTED,
    finding.rule,
    rangeText(finding.wantedMin, finding.wantedMax),
    countCell(finding.liveAdj),
    countCell(finding.unitAdj),
    driftCodes(finding).map(word).join(', '),
  ]);
  const notes = hosts.flatMap((host) => host.notes.map((note) => noteLine(host.hostName, note, language)));
  return [...(rows.length > 0 ? [tableOf(columns, rows), ''] : []), ...notes, ...sums(hosts, language)].join(
    '\n',
  );
}

/** Some notes name the host themselves. */
function noteLine(host: string, note: Message, language: Language): string {
  const text = plainOf(note, language);
  return 'host' in note.params
    ? text
    : plainOf(message('terminal.drift-note', { host, note: text }), language);
}

function driftCodes({ isLiveWrong, isUnitWrong, isNextVictim }: DriftFinding): MessageCode[] {
  return [
    ...(isLiveWrong ? (['terminal.drift-is-live'] as const) : []),
    ...(isUnitWrong ? (['terminal.drift-is-unit'] as const) : []),
    ...(isNextVictim ? (['terminal.drift-is-victim'] as const) : []),
  ];
}

function sums(hosts: readonly HostDrift[], language: Language): string[] {
  const looked = hosts.filter(({ state }) => state === 'checked');
  const failed = hosts.length - looked.length;
  const drifted = looked.filter(({ findings }) => findings.length > 0);
  const covered = looked.reduce((sum, host) => sum + host.covered, 0);
  const findings = looked.reduce((sum, host) => sum + host.findings.length, 0);
  const sum =
    findings === 0
      ? message('terminal.drift-none', { hosts: looked.length, covered })
      : message('terminal.drift-some', {
          findings,
          driftedHosts: drifted.length,
          hosts: looked.length,
          covered,
        });
  return [
    ...(looked.length > 0 ? [plainOf(sum, language)] : []),
    ...(failed > 0 ? [plainOf(message('terminal.drift-failed', { failed }), language)] : []),
  ];
}
