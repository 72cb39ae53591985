import type { ReplayChanges } from '../../shared/model';
import type { Language } from '../../shared/messages/format';
import type { Result } from '../../shared/result';
import { failed, ok } from '../../shared/result';
import { STANDARD_INPUT } from '../logFiles/logBytes';
import { byteAmountOf } from './byteAmount';
import type { Options, UsageProblem } from './options';
import { text, texts } from './options';

export const REPORT_FORMATS = ['table', 'json', 'markdown', 'html'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface ReportWords {
  readonly kind: 'report';
  /** Paths; `-` is standard input. */
  readonly files: readonly string[];
  readonly format: ReportFormat;
  /** An incident's id or its beginning; null: all. */
  readonly incidentId: string | null;
  readonly language: Language;
}

export interface ReplayWords {
  readonly kind: 'replay';
  readonly file: string;
  readonly isJson: boolean;
  readonly incidentId: string | null;
  readonly changes: ReplayChanges;
  readonly language: Language;
}

/** `lowmark report FILE... [--json | --format FORMAT] [--incident ID]` */
export function reportWords(
  options: Options,
  files: readonly string[],
  language: Language,
): Result<ReportWords, UsageProblem> {
  if (files.length === 0) return failed('report needs a FILE, or - for standard input.');
  if (files.filter((file) => file === STANDARD_INPUT).length > 1) {
    return failed('Standard input (-) can be read only once.');
  }
  const given = text(options, 'format');
  const format = REPORT_FORMATS.find((known) => known === (given ?? 'table'));
  if (format === undefined) {
    return failed(
      `--format is ${REPORT_FORMATS.map((known) => `"${known}"`).join(', ')}, not "${given ?? ''}".`,
    );
  }
  const isJson = options.json === true;
  if (isJson && given !== null && format !== 'json') return failed('Give --json or --format, not both.');
  return ok({
    kind: 'report',
    files,
    format: isJson ? 'json' : format,
    incidentId: text(options, 'incident'),
    language,
  });
}

/** `lowmark replay FILE [--json] [--incident ID] [what is tried out]` */
export function replayWords(
  options: Options,
  [file, ...surplus]: readonly string[],
  language: Language,
): Result<ReplayWords, UsageProblem> {
  if (file === undefined) return failed('replay needs a FILE, or - for standard input.');
  if (surplus.length > 0)
    return failed(`"${surplus.join(' ')}" is one argument too many: replay reads one FILE.`);
  const changes = changesOfWords(options);
  if (!changes.ok) return changes;
  return ok({
    kind: 'replay',
    file,
    isJson: options.json === true,
    incidentId: text(options, 'incident'),
    changes: changes.value,
    language,
  });
}

function changesOfWords(options: Options): Result<ReplayChanges, UsageProblem> {
  const adjByPid = adjOfWords(texts(options, 'adj'));
  if (!adjByPid.ok) return adjByPid;
  const removedPids = new Set<number>();
  for (const given of texts(options, 'remove').flatMap((words) => words.split(','))) {
    const pid = pidOf(given);
    if (pid === null) return failed(`--remove takes a PID, not "${given}".`);
    removedPids.add(pid);
  }
  const amounts: number[] = [];
  for (const name of ['add-ram', 'add-swap', 'add-limit'] as const) {
    const given = text(options, name);
    const bytes = given === null ? 0 : byteAmountOf(given);
    if (bytes === null) {
      return failed(`--${name} takes bytes such as 1073741824, 512M or 1.5GiB, not "${given ?? ''}".`);
    }
    amounts.push(bytes);
  }
  const [addedRamBytes = 0, addedSwapBytes = 0, addedLimitBytes = 0] = amounts;
  return ok({ adjByPid: adjByPid.value, removedPids, addedRamBytes, addedSwapBytes, addedLimitBytes });
}

function pidOf(given: string): number | null {
  return /^\d{1,10}$/.test(given) && Number(given) > 0 ? Number(given) : null;
}

function adjOfWords(words: readonly string[]): Result<ReadonlyMap<number, number>, UsageProblem> {
  const adjByPid = new Map<number, number>();
  for (const given of words) {
    const [, pidWord = '', valueWord = ''] = /^(\d+)=([+-]?\d{1,9})$/.exec(given) ?? [];
    const pid = pidOf(pidWord);
    if (pid === null) return failed(`--adj takes PID=VALUE such as 1234=-500, not "${given}".`);
    const adj = Number(valueWord);
    if (adj < -1000 || adj > 1000) {
      return failed(`--adj takes an oom_score_adj from -1000 to 1000, not ${String(adj)}.`);
    }
    adjByPid.set(pid, adj);
  }
  return ok(adjByPid);
}
