import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { h, nextTick, shallowRef, type VNode } from 'vue';
import { createTexts } from '../../../../src/renderer/src/i18n';
import VictimsView from '../../../../src/renderer/src/pages/host/victims/VictimsView.vue';
import type { ProcessSample } from '../../../../src/shared/model';
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
  const shown = shallowRef<readonly ProcessSample[]>(processes);
  const page = (): VNode =>
    h(VictimsView, { sample, processes: shown.value, previousProcesses: [], hostName: 'web-01' });
  const view = mount(page, { global: { plugins: [createTexts('en').plugin] } });
  const sweep = async (newest: readonly ProcessSample[]): Promise<void> => {
    shown.value = newest;
    await nextTick();
  };
  return { view, sweep };
}

describe('VictimsView in a cgroup of one', () => {
  it('judges protection by what is left on the host, and says what its limit would come to', async () => {
    const { view } = victims();
    await view.get('select').setValue('memcg /pod');
    await view.get('input[type="number"]').setValue('-1000');
    expect(view.text()).toContain('It would not be killed at all.');
    expect(view.text()).toContain('at its limit nothing would free memory');
    expect(view.text()).not.toContain('the kernel would panic');
  });

  it('marks no score as wrong while memory is tried out', async () => {
    const { view } = victims();
    expect(view.findAll('.differs')).toHaveLength(0);
    await view.get('input[type="range"]').setValue('1000000000');
    expect(view.text()).toContain('1 setting tried out');
    expect(view.findAll('.differs')).toHaveLength(0);
  });
});

describe('VictimsView after a change', () => {
  it('tries a value out no longer once the process has it', async () => {
    const { view, sweep } = victims();
    await view.get('tbody tr').trigger('click');
    await view.get('input[type="number"]').setValue('300');
    expect(view.text()).toContain('1 setting tried out');

    // The first of the list: pids 20 and 30 use the same, and the kernel takes the later one last.
    const first = view.get('tbody tr').text().includes('20') ? 20 : 30;
    const applied = processes.map((process) =>
      process.pid === first ? { ...process, oomScoreAdj: 300 } : process,
    );
    await sweep(applied);
    expect(view.text()).not.toContain('tried out');
  });

  it('tries nothing out on a process that has ended', async () => {
    const { view, sweep } = victims();
    await view.get('input[type="number"]').setValue('300');
    await sweep([alone]);
    expect(view.text()).not.toContain('tried out');
  });

  it('keeps what is still different', async () => {
    const { view, sweep } = victims();
    await view.get('input[type="number"]').setValue('300');
    await sweep(processes.map((process) => ({ ...process, oomScoreAdj: 200 })));
    expect(view.text()).toContain('1 setting tried out');
  });

  it('explains the process whose row is clicked, wherever in the row', async () => {
    const { view } = victims();
    const row = view.findAll('tbody tr').find((one) => one.text().includes('api'));
    await row?.get('td').trigger('click');
    expect(view.get('.panel h3').text()).toContain('api');
  });
});
