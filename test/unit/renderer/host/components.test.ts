import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type { Component } from 'vue';
import { createTexts } from '../../../../src/renderer/src/i18n';
import BuddyTable from '../../../../src/renderer/src/charts/BuddyTable.vue';
import ZoneWatermarks from '../../../../src/renderer/src/charts/ZoneWatermarks.vue';
import ProcessTable from '../../../../src/renderer/src/pages/host/ProcessTable.vue';
import TopProcesses from '../../../../src/renderer/src/pages/host/TopProcesses.vue';
import { processRowsOf } from '../../../../src/renderer/src/pages/host/processRows';
import type { Language } from '../../../../src/shared/messages/format';
import { zoneOf } from '../charts/samples';
import { processOf } from './samples';

function mounted(component: Component, props: Record<string, unknown>, language: Language = 'en') {
  return mount(component, { props, global: { plugins: [createTexts(language).plugin] } });
}

describe('ZoneWatermarks', () => {
  it('says the state of each zone in words, its amounts in the host’s own pages, and the raw reserve', () => {
    const zones = [zoneOf({ freePages: 1100, lowmemReservePages: [0, 16, 32] })];
    const view = mounted(ZoneWatermarks, { zones, pageBytes: 65_536 });
    expect(view.text()).toContain('below low');
    expect(view.text()).toContain('kswapd reclaims');
    expect(view.text()).toContain('68.8 MiB');
    expect(view.html()).toContain('protection: (0, 16, 32)');
    expect(view.get('[role="img"]').attributes('aria-label')).toContain('min 62.5 MiB');
  });

  it('groups by node only where there are several, and counts the zones it leaves out', () => {
    const one = mounted(ZoneWatermarks, { zones: [zoneOf()], pageBytes: 4096 });
    const two = mounted(ZoneWatermarks, {
      zones: [zoneOf(), zoneOf({ node: 1 }), zoneOf({ node: 1, name: 'Movable', managedPages: 0 })],
      pageBytes: 4096,
    });
    expect(one.text()).not.toContain('Node 0');
    expect(two.findAll('th[scope="rowgroup"]').map((head) => head.text())).toEqual(['Node 0', 'Node 1']);
    expect(two.text()).toContain('1 zone without pages');
  });

  it('says so when zoneinfo was not read', () => {
    expect(mounted(ZoneWatermarks, { zones: [], pageBytes: 4096 }, 'zh-CN').text()).toBe('未读取 zoneinfo。');
  });
});

describe('BuddyTable', () => {
  it('has a column for each order of the data, with the block’s size', () => {
    const buddy = [{ node: 0, zone: 'DMA', freeBlocks: [3, 0, 120] }];
    const view = mounted(BuddyTable, { buddy, pageBytes: 4096 });
    expect(view.findAll('th.order').map((head) => head.get('.size').text())).toEqual([
      '4 KiB',
      '8 KiB',
      '16 KiB',
    ]);
    const cells = view.findAll('td.cell');
    expect(cells.map((cell) => cell.text())).toEqual(['3', '0', '120']);
    expect(cells[2]?.classes()).toContain('heat-3');
    expect(cells[2]?.attributes('title')).toBe('120 × 16 KiB = 1.88 MiB');
  });
});

describe('TopProcesses', () => {
  it('lists the kernel’s first candidates in its order, and writes hostile names as text', () => {
    const rows = processRowsOf(
      [processOf(1, { oomScore: 10 }), processOf(2, { oomScore: 900, comm: '<img src=x>' })],
      { pageBytes: null, ticksPerSecond: null },
      10,
    );
    const view = mounted(TopProcesses, { rows });
    const lines = view.findAll('tbody tr').map((line) => line.text());
    expect(lines[0]).toContain('<img src=x>');
    expect(lines[0]).toContain('–');
    expect(view.find('img').exists()).toBe(false);
  });
});

describe('ProcessTable', () => {
  const rows = processRowsOf(
    [processOf(10), processOf(11, { oomScore: 800 }), processOf(2, { vsizeBytes: 0, rssPages: 0 })],
    { pageBytes: 4096, ticksPerSecond: 100 },
    100,
  );

  it('says how many it shows, hides kernel threads, and marks the sorted column', async () => {
    const view = mounted(ProcessTable, { rows, hasOnlyOomAdj: false, scale: 'signed' });
    expect(view.get('.count').text()).toBe('2 of 2 processes');
    expect(view.get('[role="grid"]').attributes('aria-rowcount')).toBe('3');
    await view.get('input[type="checkbox"]').setValue(true);
    expect(view.get('.count').text()).toBe('3 of 3 processes');
    const sorted = view
      .findAll('[role="columnheader"]')
      .filter((head) => head.attributes('aria-sort') !== 'none');
    expect(sorted.map((head) => head.text())).toEqual(['oom_score↓']);
    expect(view.text()).toContain('666');
  });

  it('names the older scale where the kernel has only that', () => {
    const view = mounted(ProcessTable, { rows, hasOnlyOomAdj: true, scale: 'points' });
    expect(view.text()).toContain('oom_adj');
  });

  it('moves through the rows with j and k, and shows the chosen process in full', async () => {
    const view = mounted(ProcessTable, { rows, hasOnlyOomAdj: false, scale: null });
    const body = view.get('.body');
    await body.trigger('keydown', { key: 'j' });
    expect(view.get('aside').text()).toContain('task-11');
    await body.trigger('keydown', { key: 'j' });
    expect(view.get('aside').text()).toContain('task-10');
    await body.trigger('keydown', { key: 'k' });
    expect(view.get('aside').text()).toContain('anon 240 KiB');
  });

  it('takes the filter back with Escape instead of leaving the page', async () => {
    const view = mounted(ProcessTable, { rows, hasOnlyOomAdj: false, scale: null });
    await view.get('input[type="search"]').setValue('task-11');
    expect(view.get('.count').text()).toBe('1 of 2 processes');
    let hasLeft = false;
    view.get('.processes').element.addEventListener('keydown', () => {
      hasLeft = true;
    });
    await view.get('input[type="search"]').trigger('keydown', { key: 'Escape' });
    expect(view.get('.count').text()).toBe('2 of 2 processes');
    expect(hasLeft).toBe(false);
  });
});
