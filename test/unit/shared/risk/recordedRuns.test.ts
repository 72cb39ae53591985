import { describe, expect, it } from 'vitest';
import type { RiskLevel } from '../../../../src/shared/model';
import { RISK_LEVELS } from '../../../../src/shared/model';
import { renderMessage } from '../../../../src/shared/messages/renderMessage';
import { riskOf } from '../../../../src/shared/risk/riskOf';
import { withVitals, type Vitals } from '../../../../src/shared/risk/vitals';
import { recordingNames, recordingPath, samplesOf, truthOf } from '../../../support/incidents';

/** The level over whole runs of real kernels, of which it is known how they ended. */

interface Run {
  /** At the last sample before the kill, or at the end. */
  last: { level: RiskLevel; sentence: string; atSeconds: number } | null;
  gravest: RiskLevel;
  /** Since when the level was danger or above without a break, up to that sample. */
  dangerSinceSeconds: number | null;
  samples: number;
  readonly seconds: Map<RiskLevel, number>;
}

async function runOf(name: string, untilSeconds: number | null): Promise<Run> {
  const run: Run = {
    last: null,
    gravest: 'unknown',
    dangerSinceSeconds: null,
    samples: 0,
    seconds: new Map(),
  };
  let recent: readonly Vitals[] = [];
  for await (const sample of samplesOf(recordingPath(name))) {
    const { uptimeSeconds } = sample.at;
    if (untilSeconds !== null && uptimeSeconds >= untilSeconds) break;
    if (Object.keys(sample.ages).length === 0) continue;
    const { level, summary } = riskOf(sample, recent);
    recent = withVitals(recent, sample);
    run.samples += 1;
    run.last = { level, sentence: renderMessage(summary, 'en'), atSeconds: uptimeSeconds };
    if (RISK_LEVELS.indexOf(level) > RISK_LEVELS.indexOf(run.gravest)) run.gravest = level;
    if (isDanger(level)) run.dangerSinceSeconds ??= uptimeSeconds;
    else run.dangerSinceSeconds = null;
    run.seconds.set(level, (run.seconds.get(level) ?? 0) + 1);
  }
  return run;
}

function isDanger(level: RiskLevel): boolean {
  return level === 'danger' || level === 'critical';
}

describe.each(recordingNames())('the level over %s', (name) => {
  const { killedAtSeconds, healthy, series } = truthOf(name);

  it(series ? (healthy ? 'never is danger' : 'is danger before the kill') : 'is reported', async () => {
    const run = await runOf(name, killedAtSeconds);
    const lead =
      run.dangerSinceSeconds === null || killedAtSeconds === null
        ? null
        : killedAtSeconds - run.dangerSinceSeconds;
    process.stdout.write(
      `${name}: ${healthy ? 'healthy' : `killed at ${String(killedAtSeconds)}`}${series ? ', series' : ''}; gravest ${run.gravest}, last ${run.last?.level ?? 'none'}${lead === null ? '' : `, danger for ${lead.toFixed(1)} s`} (${String(run.samples)} samples: ${[...run.seconds].map(([level, count]) => `${level} ${String(count)}`).join(', ')}): ${run.last?.sentence ?? ''}\n`,
    );
    if (!series) return;
    expect(run.samples).toBeGreaterThan(20);
    if (healthy) expect(isDanger(run.gravest)).toBe(false);
    else expect(isDanger(run.last?.level ?? 'unknown')).toBe(true);
  });
});
