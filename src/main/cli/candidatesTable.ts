import type { HostSample, ProcessSample } from '../../shared/model';
import { message } from '../../shared/model';
import type { Language } from '../../shared/messages/format';
import { formatBytes } from '../../shared/messages/format';
import { renderMessage } from '../../shared/messages/renderMessage';
import type { AssessedCandidate, Assessment } from '../../shared/risk/assess';
import { countCell, NOT_REPORTED, numberColumn, tableOf, wordColumn } from './table';

const SHOWN_CANDIDATES = 20;
const LONGEST_COMMAND = 100;

function percent(permille: number | null): string {
  return permille === null ? NOT_REPORTED : `${(permille / 10).toFixed(1)} %`;
}

function shortened(command: string): string {
  return command.length > LONGEST_COMMAND ? `${command.slice(0, LONGEST_COMMAND - 1)}…` : command;
}

/** Who would be killed first if the whole host ran out: the computed order, with the kernel's own number beside it. */
export function candidatesTable(
  { processes }: HostSample,
  { candidates }: Assessment,
  language: Language,
): string {
  const eligible = candidates.filter(({ eligible: isEligible }) => isEligible);
  if (eligible.length === 0) return '';
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  const headings = ['#', 'pid', 'share', 'computed', 'oom_score', 'adj', 'RSS', 'swap'].map(numberColumn);
  const table = tableOf(
    [...headings, wordColumn('user'), wordColumn('command')],
    eligible
      .slice(0, SHOWN_CANDIDATES)
      .map((candidate, place) => rowOf(candidate, place, byPid.get(candidate.pid) ?? null)),
  );
  const rest = eligible.length - SHOWN_CANDIDATES;
  if (rest <= 0) return table;
  return `${table}\n${renderMessage(message('terminal.more-processes', { count: rest }), language)}`;
}

function rowOf(candidate: AssessedCandidate, place: number, process: ProcessSample | null): string[] {
  const oldAdj = process?.oomAdj ?? null;
  return [
    String(place + 1),
    String(candidate.pid),
    percent(candidate.normalisedPermille),
    countCell(candidate.predictedScore),
    countCell(candidate.kernelScore),
    candidate.oomScoreAdj === null && oldAdj !== null
      ? `oom_adj ${String(oldAdj)}`
      : countCell(candidate.oomScoreAdj),
    formatBytes(candidate.rssBytes),
    formatBytes(candidate.swapBytes),
    process?.user ?? countCell(candidate.uid),
    shortened(process?.commandLine ?? candidate.comm),
  ];
}

/** The other places where a kill may happen: cgroups at their limit, cpusets, nodes. */
export function scopesTable({ scopes }: Assessment, language: Language): string {
  const others = scopes.filter(({ kind }) => kind !== 'host');
  const [whole] = scopes;
  if (others.length === 0 || whole === undefined) return '';
  const first = ({ candidates }: Assessment['scopes'][number]): string => {
    const [candidate] = candidates;
    if (candidate?.eligible !== true) return renderMessage(message('terminal.nobody'), language);
    return `${candidate.comm} (${String(candidate.pid)}), ${percent(candidate.normalisedPermille)}`;
  };
  return tableOf(
    [wordColumn('kind'), wordColumn('scope'), numberColumn('pages'), wordColumn('first')],
    others.map((scope) => [scope.kind, scope.id, String(scope.totalPages), first(scope)]),
  );
}
