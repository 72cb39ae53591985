import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTexts } from '../../../../src/renderer/src/i18n';
import ProcessTable from '../../../../src/renderer/src/pages/host/ProcessTable.vue';
import { processRowsOf } from '../../../../src/renderer/src/pages/host/processRows';
import VictimsView from '../../../../src/renderer/src/pages/host/victims/VictimsView.vue';
import type { ProcessSample } from '../../../../src/shared/model';
import { processWith, sampleWith } from '../../shared/oom/processes';
import { processOf } from './samples';

const PROCESSES = [
  processOf(10, { oomScore: 900 }),
  processOf(11, { oomScore: 800 }),
  processOf(12, { oomScore: 700, startTicks: null }),
  processOf(13, { oomScore: 600 }),
];

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200);
});
afterEach(() => {
  vi.restoreAllMocks();
});

function table(processes: readonly ProcessSample[] = PROCESSES, canChange = true): VueWrapper {
  const rows = processRowsOf(processes, { pageBytes: 4096, ticksPerSecond: 100 }, 100);
  return mount(ProcessTable, {
    props: { rows, hasOnlyOomAdj: false, scale: null, canChange },
    global: { plugins: [createTexts('en').plugin] },
  });
}

function chosenOf(view: VueWrapper): unknown {
  const said = view.emitted<[readonly ProcessSample[]]>('choose');
  return said?.map(([processes]) => processes.map(({ pid }) => pid));
}

async function keys(
  view: VueWrapper,
  ...pressed: readonly (string | { key: string; shiftKey: boolean })[]
): Promise<void> {
  for (const key of pressed) {
    await view.get('.body').trigger('keydown', typeof key === 'string' ? { key } : key);
  }
}

describe('changing processes from their table', () => {
  it('sets the one that is looked at, by key and by button', async () => {
    const view = table();
    await keys(view, 'j', 'j', 'Enter');
    await view.get('aside button').trigger('click');
    expect(chosenOf(view)).toEqual([[11], [11]]);
  });

  it('picks with the space bar, lets go with Escape, and goes on with Enter', async () => {
    const view = table();
    await keys(view, 'j', ' ', 'j', ' ', ' ');
    expect(view.get('.picked').text()).toContain('1 process selected');
    await keys(view, ' ', 'Enter');
    expect(chosenOf(view)).toEqual([[10, 11]]);
    await keys(view, 'Escape');
    expect(view.find('.picked').exists()).toBe(false);
  });

  it('picks a range with Shift, without those that cannot be told apart from a later one', async () => {
    const view = table();
    const down = { key: 'ArrowDown', shiftKey: true };
    await keys(view, 'j', down, down, down);
    expect(view.get('.picked').text()).toContain('Set oom_score_adj of 3 processes…');
    await view.get('.picked button').trigger('click');
    expect(chosenOf(view)).toEqual([[10, 11, 13]]);
  });

  it('says why one cannot be changed', async () => {
    const view = table();
    await keys(view, 'j', 'j', 'j');
    const button = view.get('aside button');
    expect(button.attributes('disabled')).toBeDefined();
    expect(button.attributes('title')).toContain('start time of this process is not reported');
    await keys(view, 'Enter');
    expect(chosenOf(view)).toBeUndefined();
  });

  it('keeps to its process when another one takes the pid', async () => {
    const view = table();
    await keys(view, 'j', ' ');
    const [first, ...others] = PROCESSES;
    const later = [{ ...(first ?? processOf(10)), startTicks: 9_999 }, ...others];
    await view.setProps({ rows: processRowsOf(later, { pageBytes: 4096, ticksPerSecond: 100 }, 100) });
    expect(view.find('.picked').exists()).toBe(false);
  });

  it('offers nothing where the host is not on the list', async () => {
    const view = table(PROCESSES, false);
    await keys(view, 'j', ' ', 'Enter');
    expect(view.find('aside button').exists()).toBe(false);
    expect(view.find('input.pick').exists()).toBe(false);
    expect(chosenOf(view)).toBeUndefined();
  });
});

describe('changing processes from what is tried out', () => {
  const processes = [10, 20].map((pid) =>
    processWith({ pid, startTicks: pid * 10, rssPages: 9_000 - pid * 10 }),
  );

  function victims(hostId: string | null): VueWrapper {
    return mount(VictimsView, {
      props: {
        sample: sampleWith({ processes }),
        processes,
        previousProcesses: [],
        hostId,
        hostName: 'web-01',
      },
      global: { plugins: [createTexts('en').plugin] },
    });
  }

  function button(view: VueWrapper, name: string) {
    return view.findAll('button').find((one) => one.text() === name);
  }

  it('proposes the tried value of the one, or of all', async () => {
    const view = victims('h1');
    expect(button(view, 'Apply this…')?.attributes('disabled')).toBeDefined();
    await view.get('input[type="number"]').setValue('-200');
    await button(view, 'Apply this…')?.trigger('click');
    await view.get('[aria-label$="pid 20"]').trigger('click');
    await view.get('input[type="number"]').setValue('300');
    await button(view, 'Apply all 2…')?.trigger('click');
    const item = (pid: number, adj: number) => ({
      kind: 'set-adj',
      hostId: 'h1',
      pid,
      startTicks: pid * 10,
      adj,
      scale: 'oom_score_adj',
    });
    const origin = { kind: 'what-if' };
    expect(view.emitted('propose')?.[0]).toEqual([{ items: [item(10, -200)], selection: null, origin }]);
    expect(view.emitted('propose')?.[1]).toEqual([
      { items: [item(10, -200), item(20, 300)], selection: null, origin },
    ]);
  });

  it('has a button at each candidate', async () => {
    const view = victims('h1');
    await view.get('button.set').trigger('click');
    expect(view.emitted<[readonly ProcessSample[]]>('choose')?.[0]?.[0].map(({ pid }) => pid)).toEqual([10]);
    expect(victims(null).find('button.set').exists()).toBe(false);
  });
});
