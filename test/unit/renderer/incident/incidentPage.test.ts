import { flushPromises, mount, type DOMWrapper, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Router } from 'vue-router';
import { createTexts } from '../../../../src/renderer/src/i18n';
import IncidentPage from '../../../../src/renderer/src/pages/incident/IncidentPage.vue';
import { useConnectionStore } from '../../../../src/renderer/src/stores/connectionStore';
import { useIncidentStore } from '../../../../src/renderer/src/stores/incidentStore';
import type { Language } from '../../../../src/shared/messages/format';
import type { Incident, IncidentDetail, IncidentSummary } from '../../../../src/shared/model';
import { CGROUP_GROUP, NO_SWAP } from '../../shared/replay/causeIncidents';
import { killsRouter } from '../kills/killsRouter';
import { killOf as summaryOf } from '../kills/samples';
import { incidentMain, type IncidentMain } from './incidentMain';

const TEXT = [
  '[    6.000000] python3 invoked oom-killer: order=0 <img src=x>',
  '[    6.000100] Node 0 DMA free:1360kB',
  '[    6.000200] [  140] 1003 140 leaker',
  '[    6.000300] Out of memory: Killed process 140 (leaker)',
].join('\n');

function detailOf(incident: Incident, changes: Partial<IncidentSummary> = {}): IncidentDetail {
  const summary = summaryOf('k1', {
    victims: [{ pid: 140, comm: 'leaker', freedBytes: 1024 ** 2 }],
    ...changes,
  });
  return { summary, incident, text: TEXT, isTextCut: false, hostPageBytes: null };
}

const DETAIL = detailOf({
  ...NO_SWAP,
  lines: { first: 101, last: 104 },
  parts: [
    { kind: 'invoker', lines: { first: 101, last: 101 } },
    { kind: 'zone', lines: { first: 102, last: 102 } },
    { kind: 'tasks', lines: { first: 103, last: 103 } },
    { kind: 'kill', lines: { first: 104, last: 104 } },
  ],
});

let pinia: Pinia;
let router: Router;
let main: IncidentMain;
let view: VueWrapper | null = null;

beforeEach(() => {
  window.localStorage.clear();
  // Tables draw as many rows as have room, and nothing has a height here.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200);
  pinia = createPinia();
  setActivePinia(pinia);
  router = killsRouter();
});
afterEach(() => {
  view?.unmount();
  view = null;
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

async function open(
  details: readonly IncidentDetail[] = [DETAIL],
  { language = 'en', breaks = false }: { language?: Language; breaks?: boolean } = {},
): Promise<VueWrapper> {
  main = incidentMain(details, breaks);
  useConnectionStore().client = main.client;
  const incidents = details.map(({ summary }) => summary);
  useIncidentStore().apply({ kind: 'snapshot', sequence: 1, incidents, logs: [] });
  await router.push('/kills/k1');
  view = mount(IncidentPage, {
    props: { incidentKey: 'k1' },
    attachTo: document.body,
    global: { plugins: [pinia, router, createTexts(language).plugin] },
  });
  await flushPromises();
  return view;
}

/** What is tried out is ranked with the next frame. */
async function frame(): Promise<void> {
  await new Promise((resolve) => {
    window.requestAnimationFrame(resolve);
  });
  await flushPromises();
}

function button(page: VueWrapper, name: string): DOMWrapper<Element> {
  const found = page
    .findAll('button')
    .find((one) => one.text() === name || one.attributes('aria-label') === name);
  if (found === undefined) throw new Error(`there is no button ${name}`);
  return found;
}

const press = (key: string): boolean =>
  window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));

describe('the page of an incident', () => {
  it('has all its parts, and writes foreign text as text', async () => {
    const page = await open();
    expect(page.get('h1').text()).toContain('leaker (140)');
    expect(page.findAll('h2').map((head) => head.text())).toEqual([
      'What died and why',
      'What to do now',
      'Timeline',
      'State at that moment',
      'Candidates and what if',
      'Kernel’s report',
      'Similar kills',
    ]);
    expect(page.text()).toContain('<img src=x>');
    expect(page.find('img').exists()).toBe(false);
    expect(page.text()).toContain('Replay and kernel agree');
    expect(page.text()).toContain('There was no swap.');
  });

  it('is Chinese in Chinese', async () => {
    const page = await open([DETAIL], { language: 'zh-CN' });
    expect(page.findAll('h2')[0]?.text()).toBe('谁被杀、为什么');
  });

  it('shows where a sentence comes from, and goes back to it', async () => {
    const page = await open();
    const link = button(page, 'Show lines 104 of the report');
    link.element.scrollIntoView = () => undefined;
    if (!(link.element instanceof HTMLElement)) throw new Error('no link');
    link.element.focus();
    await link.trigger('click');
    await flushPromises();
    expect(page.findAll('.line.marked .number').map((line) => line.text())).toEqual(['104']);
    expect(document.activeElement?.getAttribute('role')).toBe('region');
    await button(page, 'Back to the sentence (Esc)').trigger('click');
    expect(page.findAll('.line.marked')).toHaveLength(0);
    expect(document.activeElement).toBe(link.element);
  });

  it('says at once who would have died instead, and takes it back', async () => {
    const page = await open();
    await button(page, 'Set to -1000').trigger('click');
    await frame();
    expect(page.get('.answer').text()).toContain('Web Content (129)');
    const names = (): string[] => page.findAll('.placed-row .comm').map((cell) => cell.text());
    expect(names()[0]).toBe('Web Content');
    expect(page.get('.placed-row.next').text()).toContain('would die');
    await button(page, 'Reset all').trigger('click');
    await frame();
    expect(names()[0]).toBe('leaker');
    expect(page.get('.answer').text()).toContain('Nothing is changed on a host');
  });

  it('searches the report and colours its parts on demand', async () => {
    const page = await open();
    await page.get('input[aria-label="Search the report"]').setValue('LEAKER');
    expect(page.get('.found').text()).toBe('1 of 2');
    expect(page.findAll('mark').map((hit) => hit.text())).toEqual(['leaker', 'leaker']);
    const group = button(page, 'Memory');
    await group.trigger('click');
    expect(group.attributes('aria-pressed')).toBe('false');
  });

  it('goes to the next report and back to the list by key', async () => {
    const older: IncidentDetail = { ...DETAIL, summary: { ...DETAIL.summary, key: 'k0', happenedAtMs: 1 } };
    await open([DETAIL, older]);
    press(']');
    await flushPromises();
    expect(router.currentRoute.value.params['incidentKey']).toBe('k0');
    press('Escape');
    await flushPromises();
    expect(router.currentRoute.value.name).toBe('kills');
  });

  it('says what a cgroup’s report and a cut log do not have', async () => {
    const page = await open([
      detailOf({ ...CGROUP_GROUP, tasks: [], complete: false, missing: ['tasks'] }, { constraint: 'memcg' }),
    ]);
    expect(page.text()).toContain('The task table is not in this log');
    expect(page.text()).toContain('Not in this log: task table');
    expect(page.text()).toContain('The kernel prints no zones, free blocks and swap');
    expect(page.text()).toContain('refused 19 times');
  });

  it('says that the lines were cut or not kept', async () => {
    const page = await open([{ ...DETAIL, isTextCut: true }]);
    expect(page.text()).toContain('Only the first 4 lines were kept.');
    page.unmount();
    const other = await open([{ ...DETAIL, text: null }]);
    expect(other.text()).toContain('The lines of this report were not kept.');
  });
});

describe('what cannot be shown', () => {
  it('is told for a report that was taken off the list', async () => {
    const page = await open([]);
    expect(page.get('[role="alert"]').text()).toContain('This report is not on the list.');
  });

  it('is told when main fails, and asked for again on demand', async () => {
    const page = await open([DETAIL], { breaks: true });
    expect(page.get('[role="alert"]').text()).toContain('The report could not be read.');
    await button(page, 'Try again').trigger('click');
    await flushPromises();
    expect(main.asked).toEqual(['k1', 'k1']);
  });

  it('waits for the connection, and keeps what was read while it comes and goes', async () => {
    const page = await open();
    const connection = useConnectionStore();
    connection.client = null;
    await flushPromises();
    connection.client = main.client;
    await flushPromises();
    expect(main.asked).toEqual(['k1']);
    expect(page.find('h1').exists()).toBe(true);
  });
});
