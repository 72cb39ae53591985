import { describe, expect, it } from 'vitest';
import { CgroupState } from '../../../../src/main/sampling/cgroupState';
import type { CgroupSample } from '../../../../src/shared/model';

function merged(state: CgroupState, text: string): readonly CgroupSample[] {
  const result = state.merge(text);
  if (!result.ok) throw new Error(result.problem.expected);
  return result.value;
}

const BOTH =
  '==> /a/memory.current <==\n100\n==> /a/memory.max <==\n200\n==> /b/memory.current <==\n5\n==> /memory.current <==\n7\n';

describe('cgroups over several passes', () => {
  it('are named by their path, the mount itself by a slash', () => {
    expect(merged(new CgroupState(), BOTH).map(({ path, usageBytes }) => [path, usageBytes])).toEqual([
      ['/a', 100],
      ['/b', 5],
      ['/', 7],
    ]);
  });

  it('keep what a pass does not bring, and the very object where it brings nothing', () => {
    const state = new CgroupState();
    const [, before] = merged(state, BOTH);
    const [a, b] = merged(state, '==> /a/memory.current <==\n150\n');
    expect(a).toMatchObject({ usageBytes: 150, limitBytes: 200 });
    expect(b).toBe(before);
  });

  it('go when a list of all leaves them out', () => {
    const state = new CgroupState();
    merged(state, BOTH);
    const left = merged(state, '==> /cgroup.paths <==\n/b\n/c\n==> /c/memory.max <==\nmax\n');
    expect(left.map(({ path }) => path)).toEqual(['/b', '/c']);
  });

  it('stand as they were where a pass brings no section that can be read', () => {
    const state = new CgroupState();
    merged(state, BOTH);
    expect(state.merge('nonsense').ok).toBe(false);
    expect(merged(state, '==> /a/cpu.max <==\n1\n')).toHaveLength(3);
  });
});
