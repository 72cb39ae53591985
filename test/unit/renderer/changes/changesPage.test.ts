import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { createTexts } from '../../../../src/renderer/src/i18n';
import ChangesPage from '../../../../src/renderer/src/pages/changes/ChangesPage.vue';
import { useChangeStore } from '../../../../src/renderer/src/stores/changeStore';
import { useConnectionStore } from '../../../../src/renderer/src/stores/connectionStore';
import { useDialogStore } from '../../../../src/renderer/src/stores/dialogStore';
import type { Language } from '../../../../src/shared/messages/format';
import { message } from '../../../../src/shared/model';
import { planWith } from '../change/plans';
import { auditMain, auditRow, type AuditMain } from './auditMain';

const empty = { template: '<p />' };
const ROWS = [
  auditRow(5, {
    subject: 'nginx.service',
    kind: 'set-unit-adj',
    before: null,
    origin: { kind: 'policy', rules: ['web', 'late'] },
  }),
  auditRow(4, { hostId: 'h2', hostName: 'web-02', result: null, undo: 'no' }),
  auditRow(3, { undo: 'undone', reason: '<b>tried</b>' }),
];

let pinia: Pinia;
let router: Router;
let main: AuditMain;
let view: VueWrapper | null = null;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  // The list draws as many rows as have room, and nothing has a height here.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(300);
  pinia = createPinia();
  setActivePinia(pinia);
  router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/changes', name: 'changes', component: empty },
      { path: '/host/:hostId', name: 'host', component: empty },
      { path: '/kills/:incidentKey', name: 'incident', component: empty },
    ],
  });
  main = auditMain(ROWS, planWith());
  useConnectionStore().client = main.client;
});
afterEach(() => {
  view?.unmount();
  view = null;
  document.body.replaceChildren();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function open(address = '/changes', language: Language = 'en'): Promise<VueWrapper> {
  await router.push(address);
  view = mount(ChangesPage, {
    attachTo: document.body,
    global: { plugins: [pinia, router, createTexts(language).plugin] },
  });
  await flushPromises();
  return view;
}
async function settle(): Promise<void> {
  await flushPromises();
  await vi.runAllTimersAsync();
  await flushPromises();
}
const rowTexts = (page: VueWrapper): string[] =>
  page.findAll('[role="row"][id]').map((row) => row.text().replaceAll(/\s+/g, ' '));

describe('the list of changes', () => {
  it('says of each who changed what, why, where it came from and what came of it', async () => {
    const page = await open();
    const [unit = '', lost = '', undone = ''] = rowTexts(page);
    for (const words of [
      'db-01',
      'as ops',
      'nginx.service',
      'not set',
      '-500',
      'unit file',
      'done',
      'INC-42',
      'lin on desk-3',
      'from the policy: web, late',
      'Undo',
    ])
      expect(unit).toContain(words);
    for (const words of ['web-02', 'mysqld (1234)', 'no result']) expect(lost).toContain(words);
    for (const words of ['undone', '<b>tried</b>']) expect(undone).toContain(words);
    expect(page.get('.summary').text()).toBe('3 changes');
  });

  it('is searched by main when nobody types any more, and keeps that in the address', async () => {
    const page = await open();
    const field = page.get('input[aria-label="Search changes"]');
    await field.setValue('ng');
    await flushPromises();
    await field.setValue('nginx');
    await settle();
    expect(main.asked).toEqual(['search  any', 'search nginx any']);
    expect(router.currentRoute.value.query).toEqual({ q: 'nginx' });
    expect(rowTexts(page)).toHaveLength(1);
  });

  it('offers a way out where nothing fits', async () => {
    const page = await open('/changes?q=moonlight&host=h2', 'zh-CN');
    expect(page.text()).toContain('没有匹配的变更。');
    await page.get('.nothing button').trigger('click');
    await settle();
    expect(rowTexts(page)).toHaveLength(3);
  });

  it('reads older ones page by page', async () => {
    main.pageRows = 2;
    const page = await open();
    await settle();
    expect(main.asked).toEqual(['search  any', 'search  any before 4']);
    expect(rowTexts(page)).toHaveLength(3);
  });

  it('is read again when the audit has moved, as far as it was read before', async () => {
    main.pageRows = 2;
    const page = await open();
    await settle();
    main.asked.length = 0;
    main.rows = [auditRow(6, { subject: 'java (9)' }), ...ROWS];
    useChangeStore().apply({ sequence: 1, writeMode: 'allowed', runs: [], newestAuditNumber: 6 });
    await settle();
    expect(main.asked).toEqual(['search  any', 'search  any before 5']);
    expect(rowTexts(page)[0]).toContain('java (9)');
    expect(rowTexts(page)).toHaveLength(4);
  });

  it('keeps what is shown and says so when main refuses, and reads again on request', async () => {
    const page = await open();
    main.refuses = true;
    useChangeStore().apply({ sequence: 1, writeMode: 'allowed', runs: [], newestAuditNumber: 6 });
    await settle();
    expect(page.get('[role="alert"]').text()).toContain('refusal.sample');
    expect(rowTexts(page)).toHaveLength(3);
    main.refuses = false;
    await page.get('.problem button').trigger('click');
    await settle();
    expect(page.find('.problem').exists()).toBe(false);
  });

  it('shows the plan as it was confirmed below its row', async () => {
    const page = await open();
    await page.get('button[aria-label="Show the plan: nginx.service on db-01"]').trigger('click');
    await flushPromises();
    expect(main.asked.at(-1)).toBe('plan r5');
    const detail = page.get('.detail').text();
    for (const words of ['The plan as it was confirmed', 'sample.done', 'lin on desk-3, desktop', 'entry 5'])
      expect(detail).toContain(words);
  });

  it('undoes one, or several that are selected, in the order of the list', async () => {
    main.rows = [auditRow(9), ...ROWS];
    const page = await open();
    await page.get('button[aria-label="Undo: nginx.service on db-01"]').trigger('click');
    expect(useDialogStore().current).toEqual({ kind: 'undo', changeIds: ['r5/h1/s1'] });
    const boxes = page.findAll('[role="row"][id] input[type="checkbox"]');
    expect(boxes).toHaveLength(2);
    await boxes[1]?.trigger('change');
    await boxes[0]?.trigger('change');
    expect(page.get('.chosen').text()).toContain('2 changes selected');
    await page.get('.chosen button').trigger('click');
    expect(useDialogStore().current).toEqual({ kind: 'undo', changeIds: ['r9/h1/s1', 'r5/h1/s1'] });
  });

  it('forgets a selection that cannot be undone any more', async () => {
    const page = await open();
    await page.get('[role="row"][id] input[type="checkbox"]').trigger('change');
    main.rows = ROWS.map((row) => ({ ...row, undo: 'undone' as const }));
    useChangeStore().apply({ sequence: 1, writeMode: 'allowed', runs: [], newestAuditNumber: 6 });
    await settle();
    expect(page.find('.chosen').exists()).toBe(false);
  });

  it('is walked by keyboard: arrows, space to select, Enter for the plan', async () => {
    const page = await open();
    const grid = page.get('[role="grid"]');
    await grid.trigger('focus');
    await grid.trigger('keydown', { key: ' ' });
    expect(page.get('.chosen').text()).toContain('1 change selected');
    await grid.trigger('keydown', { key: 'ArrowDown' });
    expect(grid.attributes('aria-activedescendant')).toBe('change-row-1');
    await grid.trigger('keydown', { key: 'Enter' });
    await flushPromises();
    expect(main.asked.at(-1)).toBe('plan r4');
  });
});

describe('without any change', () => {
  it('says what would be here, and how to begin', async () => {
    main.rows = [];
    const page = await open();
    expect(page.text()).toContain('Nothing was changed yet.');
    await page.get('.empty button').trigger('click');
    await flushPromises();
    expect(document.querySelector('[role="dialog"]')?.textContent).toContain(
      'Change processes on many hosts',
    );
  });
});

describe('verifying the audit', () => {
  it('says that it is whole, with the hash to keep', async () => {
    const page = await open();
    await page.get('.tools button').trigger('click');
    await flushPromises();
    const verdict = page.get('.verdict');
    expect(verdict.text()).toContain('The audit is whole: 7 entries');
    expect(verdict.get('code').text()).toBe('ab12');
    expect(verdict.attributes('role')).toBe('status');
  });

  it('is loud about a line that was changed', async () => {
    main.verdict = { isWhole: false, entries: 3, headHash: null, problem: message('sample.broken'), line: 4 };
    const page = await open();
    await page.get('.tools button').trigger('click');
    await flushPromises();
    const verdict = page.get('.verdict');
    expect(verdict.attributes('role')).toBe('alert');
    expect(verdict.text()).toContain('from line 4 on');
    expect(verdict.text()).toContain('sample.broken');
  });
});

describe('exporting the audit', () => {
  it('saves what is listed under the name that main gives', async () => {
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    const page = await open('/changes?q=nginx');
    await page.findAll('.tools button')[1]?.trigger('click');
    await flushPromises();
    document.querySelectorAll<HTMLElement>('[role="menuitem"]')[1]?.click();
    await flushPromises();
    expect(main.asked.at(-1)).toBe('export csv nginx');
    expect(saved).toEqual(['audit.csv']);
  });
});
