import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Router } from 'vue-router';
import { createTexts } from '../../../../src/renderer/src/i18n';
import KillsPage from '../../../../src/renderer/src/pages/kills/KillsPage.vue';
import { useConnectionStore } from '../../../../src/renderer/src/stores/connectionStore';
import { useIncidentStore } from '../../../../src/renderer/src/stores/incidentStore';
import { useToastStore } from '../../../../src/renderer/src/stores/toastStore';
import type { Language } from '../../../../src/shared/messages/format';
import type { HostLogState, IncidentSummary } from '../../../../src/shared/model';
import { message } from '../../../../src/shared/model';
import { incidentsMain, type IncidentsMain } from './incidentsMain';
import { killsRouter } from './killsRouter';
import { killOf, logOf } from './samples';

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 10, 25, 12);

const ROWS = [
  killOf('new', { happenedAtMs: NOW_MS - 1000 }),
  killOf('group', {
    hostId: 'h2',
    hostName: 'web-11',
    happenedAtMs: NOW_MS - 2 * DAY_MS,
    cgroup: '/system.slice/api.service',
    constraint: 'memcg',
    causeKind: 'cgroup',
    isComplete: false,
    victims: [
      { pid: 7, comm: '<img src=x>', freedBytes: 1024 ** 3 },
      { pid: 8, comm: 'api', freedBytes: null },
    ],
  }),
  killOf('boot', {
    happenedAtMs: null,
    at: { bootSeconds: 123, wallClock: null },
    outcome: 'panic',
    victims: [],
  }),
];

let pinia: Pinia;
let router: Router;
let main: IncidentsMain;
let view: VueWrapper | null = null;

beforeEach(() => {
  window.localStorage.clear();
  vi.useFakeTimers({ toFake: ['Date'], now: NOW_MS });
  // The list draws as many rows as have room, and nothing has a height here.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200);
  pinia = createPinia();
  setActivePinia(pinia);
  router = killsRouter();
  main = incidentsMain();
  useConnectionStore().client = main.client;
});
afterEach(() => {
  view?.unmount();
  view = null;
  document.body.replaceChildren();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** The page at an address, with what is known. */
async function open(
  address: string,
  incidents: readonly IncidentSummary[] = ROWS,
  logs: readonly HostLogState[] = [],
  language: Language = 'en',
): Promise<VueWrapper> {
  await router.push(address);
  useIncidentStore().apply({ kind: 'snapshot', sequence: 1, incidents, logs });
  view = mount(KillsPage, {
    attachTo: document.body,
    global: { plugins: [pinia, router, createTexts(language).plugin] },
  });
  await flushPromises();
  return view;
}

const textsOf = (page: VueWrapper, selector: string): string[] =>
  page.findAll(selector).map((one) => one.text().replaceAll(/\s+/g, ' '));
const keysOf = (page: VueWrapper): string[] =>
  page.findAll('[role="row"][id]').map((row) => row.attributes('id')?.replace('kill-row-', '') ?? '');

describe('the list of kills', () => {
  it('has the newest first under their days, and says what each row knows', async () => {
    const page = await open('/kills');
    expect(keysOf(page)).toEqual(['new', 'group', 'boot']);
    expect(page.findAll('.day')).toHaveLength(3);
    const [, group = '', boot = ''] = textsOf(page, '[role="row"][id]');
    for (const words of [
      '2 d ago',
      'web-11',
      '<img src=x>',
      '+1 more',
      'cgroup limit',
      '≥ 1.00 GiB',
      'Incomplete',
    ])
      expect(group).toContain(words);
    for (const words of ['2 min 3 s', 'after boot', 'nobody', 'Panic', '–']) expect(boot).toContain(words);
    expect(page.find('img').exists()).toBe(false);
    expect(page.get('.summary').text()).toBe('3 reports');
  });

  it('shows what the address says, and takes a filter back by its chip', async () => {
    const page = await open('/kills?cause=cgroup&q=web');
    expect(keysOf(page)).toEqual(['group']);
    expect(page.get('.summary').text()).toBe('1 of 3 reports');
    expect(textsOf(page, '.chip')).toEqual(['Cause: Limit of a cgroup', 'Words: web']);
    await page.get('.chip').trigger('click');
    await flushPromises();
    expect(router.currentRoute.value.query).toEqual({ q: 'web' });
  });

  it('is narrowed by its fields, and writes that into the address', async () => {
    const page = await open('/kills');
    await page.get('select[aria-label="Host"]').setValue('h2');
    await flushPromises();
    await page.get('input[aria-label="Search kills"]').setValue('img');
    await flushPromises();
    expect(router.currentRoute.value.query).toEqual({ host: 'h2', q: 'img' });
    expect(keysOf(page)).toEqual(['group']);
    await page.get('input[aria-label="Search kills"]').trigger('keydown', { key: 'Escape' });
    await flushPromises();
    expect(router.currentRoute.value.query).toEqual({});
    expect(keysOf(page)).toHaveLength(3);
  });

  it('is narrowed to a bar of the timeline, and back', async () => {
    const page = await open('/kills');
    const bars = page.findAll('.timeline button');
    expect(bars).toHaveLength(2);
    await bars[0]?.trigger('click');
    await flushPromises();
    expect(keysOf(page)).toEqual(['group']);
    expect(page.findAll('.timeline button').map((bar) => bar.attributes('aria-pressed'))).toEqual([
      'true',
      'false',
    ]);
    await page.get('.timeline button').trigger('click');
    await flushPromises();
    expect(keysOf(page)).toHaveLength(3);
  });

  it('offers a way out where nothing matches', async () => {
    const page = await open('/kills?q=moonlight', ROWS, [], 'zh-CN');
    expect(page.text()).toContain('没有匹配的报告。');
    await page.get('.nothing button').trigger('click');
    await flushPromises();
    expect(keysOf(page)).toHaveLength(3);
  });

  it('is walked by keyboard, into an incident', async () => {
    const page = await open('/kills');
    const grid = page.get('[role="grid"]');
    await grid.trigger('focus');
    await grid.trigger('keydown', { key: 'ArrowDown' });
    expect(grid.attributes('aria-activedescendant')).toBe('kill-row-group');
    await grid.trigger('keydown', { key: 'Enter' });
    await flushPromises();
    expect(router.currentRoute.value.params).toEqual({ incidentKey: 'group' });
  });

  it('forgets an incident, and takes that back from the toast', async () => {
    const page = await open('/kills');
    await page.get('[data-row-menu]').trigger('click');
    await flushPromises();
    const items = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    expect(items.map((item) => item.textContent.trim())).toEqual(['Open', 'Copy link', 'Forget']);
    items[2]?.click();
    await flushPromises();
    expect(main.asked).toEqual(['forget new']);
    const [toast] = useToastStore().toasts;
    toast?.action?.run();
    await flushPromises();
    expect(main.asked).toEqual(['forget new', 'restore new']);
  });

  it('marks what came in since the last look, and counts it as seen', async () => {
    window.localStorage.setItem('lowmark.killsLookedAtMs', '2000000');
    const page = await open('/kills', [killOf('seen'), killOf('fresh', { readAtMs: 2_000_001 })]);
    expect(page.findAll('[role="row"].unseen').map((row) => row.attributes('id'))).toEqual([
      'kill-row-fresh',
    ]);
    expect(useIncidentStore().unseenCount).toBe(0);
  });
});

describe('without any kill', () => {
  it('says where they would come from, and what was read', async () => {
    const page = await open('/kills', [], [logOf('h1'), logOf('h2', { state: 'unreadable' })]);
    expect(page.text()).toContain('No OOM kill is known.');
    expect(page.text()).toContain('The log of 1 host was read and holds none.');
    expect(page.text()).toContain('The log of 1 host could not be read; see above.');
  });

  it('says how far reading has come', async () => {
    const page = await open('/kills', [], [logOf('h1', { state: 'reading', readBytes: 3 * 1024 ** 2 })]);
    expect(page.text()).toContain('Kernel logs are being read.');
    expect(page.text()).toContain('h1: 3.00 MiB read');
  });
});

describe('what could not be read', () => {
  const logs = [
    logOf('fine'),
    logOf('barred', {
      state: 'unreadable',
      sources: [{ name: 'dmesg', state: 'permission-denied', advice: message('sample.advice') }],
    }),
    logOf('differs', {
      reconciliation: {
        verdict: 'unreported',
        countedKills: 2,
        reportedKills: 1,
        message: message('sample.differs'),
      },
    }),
  ];

  it('is counted, and shown with what would help', async () => {
    const page = await open('/kills', ROWS, logs);
    const panel = page.get('section[aria-label="What could not be read"]');
    expect(panel.text()).toContain('1 log unreadable');
    expect(panel.text()).toContain('1 count differs from its log');
    expect(panel.text()).not.toContain('barred');
    await panel.get('[aria-expanded]').trigger('click');
    expect(textsOf(page, '.hosts .name')).toEqual(['barred', 'differs']);
    expect(panel.text()).toContain('sample.advice');
    expect(panel.text()).toContain('sample.differs');
    await panel.get('button[aria-label="Read the log of barred again"]').trigger('click');
    await flushPromises();
    expect(main.asked).toEqual(['read barred']);
  });

  it('is not mentioned where there is nothing', async () => {
    const page = await open('/kills', ROWS, [logOf('fine')]);
    expect(page.find('section[aria-label="What could not be read"]').exists()).toBe(false);
  });
});

describe('a log given by hand', () => {
  it('is read when it is pasted, but not while someone types', async () => {
    const page = await open('/kills');
    const paste = (target: EventTarget): void => {
      const event = new Event('paste', { bubbles: true, cancelable: true });
      const clipboardData = { files: [], getData: () => 'Killed process 1', types: ['text/plain'] };
      Object.defineProperty(event, 'clipboardData', { value: clipboardData });
      target.dispatchEvent(event);
    };
    paste(page.get('input[aria-label="Search kills"]').element);
    await flushPromises();
    expect(main.asked).toEqual([]);
    paste(document.body);
    await vi.waitFor(() => {
      expect(main.asked).toEqual(['begin pasted text 16', 'finish pasted text']);
    });
    await flushPromises();
    expect(page.get('.imports').text()).toContain('holds no OOM report');
  });

  it('is read when it is dropped anywhere, with a frame while it is over the window', async () => {
    const page = await open('/kills');
    const files = [new File(['abc'], 'kern.log')];
    const send = (type: string): void => {
      const event = new Event(type, { bubbles: true, cancelable: true });
      const dataTransfer = { files, getData: () => '', types: ['Files'], dropEffect: 'none' };
      Object.defineProperty(event, 'dataTransfer', { value: dataTransfer });
      document.body.dispatchEvent(event);
      expect(event.defaultPrevented).toBe(true);
    };
    send('dragover');
    await flushPromises();
    expect(page.text()).toContain('Drop kernel logs here');
    send('drop');
    await vi.waitFor(() => {
      expect(main.asked).toEqual(['begin kern.log 3', 'finish kern.log']);
    });
    expect(page.text()).not.toContain('Drop kernel logs here');
  });
});
