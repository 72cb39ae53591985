import { describe, expect, it } from 'vitest';
import { processKey, withAdj } from '../../../../src/shared/oom/whatIf';
import { processWith } from './processes';

describe('what if', () => {
  const modern = processWith({ pid: 10, oomScoreAdj: 0 });
  const old = processWith({ pid: 20, oomScoreAdj: null, oomAdj: 0 });

  it('nothing were changed: the very same processes', () => {
    const processes = [modern, old];
    expect(withAdj(processes, new Map())).toBe(processes);
  });

  it('the knob that the process has were another', () => {
    const changed = withAdj([modern, old], new Map([modern, old].map((one) => [processKey(one), -5])));
    expect(changed).toEqual([
      { ...modern, oomScoreAdj: -5 },
      { ...old, oomAdj: -5 },
    ]);
  });

  it('the pid had passed to another process: nothing', () => {
    const changes = new Map([[processKey({ pid: 10, startTicks: 1 }), -1000]]);
    expect(withAdj([modern], changes)[0]).toBe(modern);
  });
});
