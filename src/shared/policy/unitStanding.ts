import type { HostSurvey, PolicyRule, PolicyTier, SurveyedProcess } from '../model';
import { ownerOf } from '../replay/explanation/owner';
import { setsItself } from './ownSetting';

/** What the systemd unit of a covered process does to it at the next start. */
export interface UnitStanding {
  readonly unit: string;
  /** `OOMScoreAdjust`; null: its files do not say, and `inheritedAdj` is what it starts with. */
  readonly adj: number | null;
  /** What systemd itself has, and hands down. */
  readonly inheritedAdj: number;
  readonly isWrong: boolean;
  /** Speaks for the unit, so that many workers do not all say the same. */
  readonly isSpeaker: boolean;
}

interface Fitting {
  readonly process: SurveyedProcess;
  readonly rule: PolicyRule;
  readonly tier: PolicyTier;
}

/** What systemd takes for the name of a service; everything else is nothing that can be put in order here. */
const SERVICE = /^[A-Za-z0-9:_.\\@-]{1,247}\.service$/;

/**
 * How the units of covered processes stand, by pid. A unit has one value for all that it starts, so one rule speaks for
 * it: that of its main process (whose parent is outside it), else of the first process that a rule fits. Processes of
 * the same unit under another rule are judged by their live value only.
 */
export function unitStandings(
  fitting: readonly Fitting[],
  survey: HostSurvey,
  byPid: ReadonlyMap<number, SurveyedProcess>,
): ReadonlyMap<number, UnitStanding> {
  const units = new Map(survey.units.map((unit) => [unit.unit, unit]));
  // What an execution context without OOMScoreAdjust= gets: fork() hands down what pid 1 has.
  const inheritedAdj = byPid.get(1)?.oomScoreAdj ?? 0;
  const speakers = speakersOf(fitting, byPid);
  const standings = new Map<number, UnitStanding>();
  for (const { process, rule, tier } of fitting) {
    const name = serviceOf(process);
    const speaker = speakers.get(name ?? '');
    const unit = units.get(name ?? '');
    if (!asksUnit(process, rule) || speaker?.rule !== rule || unit === undefined) continue;
    const atStart = unit.adj ?? inheritedAdj;
    standings.set(process.pid, {
      unit: unit.unit,
      adj: unit.adj,
      inheritedAdj,
      isWrong: atStart < tier.minAdj || atStart > tier.maxAdj,
      isSpeaker: speaker.process === process,
    });
  }
  return standings;
}

function asksUnit(process: SurveyedProcess, rule: PolicyRule): boolean {
  return rule.isLasting && !setsItself(process);
}

function speakersOf(
  fitting: readonly Fitting[],
  byPid: ReadonlyMap<number, SurveyedProcess>,
): ReadonlyMap<string, Fitting> {
  const speakers = new Map<string, Fitting>();
  const withMain = new Set<string>();
  for (const one of fitting) {
    const name = serviceOf(one.process);
    if (name === null || withMain.has(name)) continue;
    const isMain = byPid.get(one.process.ppid)?.unit !== one.process.unit;
    if (isMain) withMain.add(name);
    if (isMain || !speakers.has(name)) speakers.set(name, one);
  }
  return speakers;
}

/** The service of the system's own systemd that runs it; null: none, or one of a user's. */
function serviceOf({ unit, cgroup }: SurveyedProcess): string | null {
  if (unit === null || !SERVICE.test(unit)) return null;
  const owner = ownerOf(cgroup);
  if (owner === null) return unit;
  return owner.kind === 'unit' && !owner.isUser ? unit : null;
}
