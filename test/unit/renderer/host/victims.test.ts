import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { createTexts } from '../../../../src/renderer/src/i18n';
import VictimsView from '../../../../src/renderer/src/pages/host/victims/VictimsView.vue';
import { cgroupWith, processWith, sampleWith } from '../../shared/oom/processes';

const MIB = 1024 * 1024;
const alone = processWith({ pid: 10, comm: 'api', rssPages: 2_000, cgroup: '/pod', oomScore: 678 });
const others = [20, 30].map((pid) => processWith({ pid, rssPages: 8_000, oomScore: 714 }));
const processes = [alone, ...others];

function victims() {
  const sample = sampleWith({
    cgroups: [cgroupWith('/pod', { 'memory.max': String(100 * MIB), 'memory.swap.max': '0' })],
    processes,
  });
  return mount(VictimsView, {
    props: { sample, processes, previousProcesses: [], hostName: 'web-01' },
    global: { plugins: [createTexts('en').plugin] },
  });
}

describe('VictimsView in a cgroup of one', () => {
  it('judges protection by what is left on the host, and says what its limit would come to', async () => {
    const view = victims();
    await view.get('select').setValue('memcg /pod');
    await view.get('input[type="number"]').setValue('-1000');
    expect(view.text()).toContain('It would not be killed at all.');
    expect(view.text()).toContain('at its limit nothing would free memory');
    expect(view.text()).not.toContain('the kernel would panic');
  });

  it('marks no score as wrong while memory is tried out', async () => {
    const view = victims();
    expect(view.findAll('.differs')).toHaveLength(0);
    await view.get('input[type="range"]').setValue('1000000000');
    expect(view.text()).toContain('1 setting tried out');
    expect(view.findAll('.differs')).toHaveLength(0);
  });
});
