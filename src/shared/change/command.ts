import type { AdjStep, PlanHost, PlanStep, Privilege } from '../model';
import { shellWord } from '../replay/explanation/owner';
import type { HostInspection } from './inspection';
import { isUnitName } from './unitName';

/** What stands in front of the command for each way to get the right; `-k` makes sudo ask, whoever was there before. */
const PREFIXES: Readonly<Record<Privilege, string>> = {
  none: '',
  sudo: 'sudo -n -- ',
  'sudo-password': "sudo -k -S -p '' -- ",
};

/** What the host checks before it writes, beside what stands in the steps. */
export type CommandEvidence = Pick<HostInspection, 'processes' | 'units'>;

/**
 * The text that the host's `sh` is given: the fixed program, which stands in `$lowmark_program`, with a few words for each step
 * that is not blocked, in their order. Names are quoted or checked; nothing foreign becomes shell source.
 *
 * @param evidence what the host said: the bytes of names that it compares, check sums of drop-ins, invocations of units
 * @returns null where nothing would run
 */
export function commandOf(
  steps: readonly PlanStep[],
  privilege: Privilege,
  evidence: CommandEvidence,
): string | null {
  const lines = steps
    .filter(({ blocked }) => blocked === null)
    .map((step) => wordsOf(step, evidence).join(' '));
  if (lines.length === 0) return null;
  return [`${PREFIXES[privilege]}sh -c "$lowmark_program" lowmark`, ...lines].join(' \\\n  ');
}

/** Those steps of a host that run, in the order in which its command has them: their places are the indexes of the answers. */
export function stepsThatRun({ command, steps }: Pick<PlanHost, 'command' | 'steps'>): readonly PlanStep[] {
  return command === null ? [] : steps.filter(({ blocked }) => blocked === null);
}

/** The place of each step in the host's command, from 0, by the step's id; those that do not run are not in it. */
export function commandIndexesOf(host: Pick<PlanHost, 'command' | 'steps'>): ReadonlyMap<string, number> {
  return new Map(stepsThatRun(host).map(({ id }, index) => [id, index]));
}

/** The bytes of a name that both sides compare: printable ASCII, whatever else it holds. */
export function asciiPartOf(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, '');
}

function wordsOf(step: PlanStep, evidence: CommandEvidence): readonly string[] {
  switch (step.kind) {
    case 'set-adj':
      return adjWords(step, evidence);
    case 'set-unit-adj':
      return ['unit-set', unitWord(step.unit), checksumWord(step.unit, evidence), numberWord(step.after)];
    case 'remove-unit-adj':
      return ['unit-remove', unitWord(step.unit), checksumWord(step.unit, evidence)];
    case 'restart-unit':
      return ['restart', unitWord(step.unit), invocationWord(step.unit, evidence)];
  }
}

function adjWords({ process, file, before, after }: AdjStep, { processes }: CommandEvidence): string[] {
  const { pid, startTicks, comm } = process;
  const inspected = processes.find((one) => one.pid === pid && one.startTicks === startTicks);
  const name = shellWord(asciiPartOf(inspected?.asciiComm ?? comm));
  return ['adj', numberWord(pid), numberWord(startTicks), name, file, numberWord(before), numberWord(after)];
}

/** Whoever gets here with something else has not asked the plan: it blocks such steps. */
function numberWord(number: number | null): string {
  if (number === null || !Number.isSafeInteger(number))
    throw new TypeError('A command takes whole numbers only.');
  return String(number);
}

function unitWord(unit: string): string {
  if (!isUnitName(unit)) throw new TypeError('A command takes names of units only.');
  return shellWord(unit);
}

/** As `cksum` prints it, in one word. */
function checksumWord(unit: string, { units }: CommandEvidence): string {
  const checksum = units.find((one) => one.unit === unit)?.dropInChecksum ?? null;
  if (checksum === null) return 'absent';
  const [, crc, length] = /^(\d+)[ -](\d+)$/.exec(checksum.trim()) ?? [];
  if (crc === undefined || length === undefined)
    throw new TypeError('A command takes check sums of cksum only.');
  return `${crc}-${length}`;
}

function invocationWord(unit: string, { units }: CommandEvidence): string {
  const id = units.find((one) => one.unit === unit)?.invocationId ?? '';
  return /^[0-9a-f]{32}$/.test(id) ? id : '-';
}
