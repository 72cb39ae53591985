import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { createTexts } from '../../../../src/renderer/src/i18n';
import PoliciesPage from '../../../../src/renderer/src/pages/policies/PoliciesPage.vue';
import { useConnectionStore } from '../../../../src/renderer/src/stores/connectionStore';
import { useDialogStore } from '../../../../src/renderer/src/stores/dialogStore';
import { usePolicyStore } from '../../../../src/renderer/src/stores/policyStore';
import { useToastStore } from '../../../../src/renderer/src/stores/toastStore';
import type { Language } from '../../../../src/shared/messages/format';
import { message, type HostDrift } from '../../../../src/shared/model';
import { documentOf, driftOf, findingOf, policyMain, SUGGESTIONS, type PolicyMain } from './policyMain';

const empty = { template: '<p />' };
const STORED = 'rule databases';

let pinia: Pinia;
let router: Router;
let main: PolicyMain;
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
      { path: '/policies', name: 'policies', component: empty },
      { path: '/host/:hostId', name: 'host', component: empty },
    ],
  });
});
afterEach(() => {
  view?.unmount();
  view = null;
  document.body.replaceChildren();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function open(
  address: string,
  {
    stored = STORED,
    hosts = [],
    language = 'en',
  }: { stored?: string; hosts?: readonly HostDrift[]; language?: Language } = {},
): Promise<VueWrapper> {
  main = policyMain(stored);
  useConnectionStore().client = main.client;
  await router.push(address);
  usePolicyStore().apply({ sequence: 1, sha256: documentOf(stored).sha256, hosts, removedIds: [] });
  view = mount(PoliciesPage, {
    attachTo: document.body,
    global: { plugins: [pinia, router, createTexts(language).plugin] },
  });
  await flushPromises();
  return view;
}
async function settle(): Promise<void> {
  await flushPromises();
  await vi.advanceTimersByTimeAsync(1000);
  await flushPromises();
}
function button(page: VueWrapper, words: string) {
  const found = page.findAll('button').find((one) => one.text() === words);
  if (found === undefined) throw new Error(`there is no button ${words}`);
  return found;
}
async function write(page: VueWrapper, text: string): Promise<void> {
  await page.get('textarea').setValue(text);
  await settle();
}
const isDisabled = (page: VueWrapper, words: string): boolean =>
  button(page, words).attributes('disabled') !== undefined;

describe('the policy file', () => {
  it('shows what is stored, and what it means', async () => {
    const page = await open('/policies?view=file', { hosts: [driftOf('a'), driftOf('b')] });
    expect(page.get('textarea').element.value).toBe(STORED);
    expect(page.get('.side').text()).toContain('Rules (1)');
    expect(page.get('.side').text()).toContain('covers 6');
    expect(page.get('.side').text()).toContain('-500…-300');
    expect(isDisabled(page, 'Save')).toBe(true);
  });

  it('is looked at when nobody types, and marks the lines that are wrong', async () => {
    const page = await open('/policies?view=file');
    await write(page, 'rule a\nbad\nrule b');
    expect(main.asked).toEqual(['read', 'check rule a\nbad\nrule b']);
    expect(page.findAll('.mark')).toHaveLength(1);
    expect(page.get('.problems').text()).toContain('Line 2sample.bad');
    expect(isDisabled(page, 'Save')).toBe(true);
    await page.get('.problems button').trigger('click');
    await flushPromises();
    const field = page.get('textarea').element;
    expect(document.activeElement).toBe(field);
    expect(field.selectionStart).toBe('rule a\n'.length + 2);
  });

  it('is saved over the one that was read', async () => {
    const page = await open('/policies?view=file');
    await write(page, 'rule web');
    expect(page.get('.state').text()).toBe('Not saved yet');
    await button(page, 'Save').trigger('click');
    await flushPromises();
    expect(main.asked.at(-1)).toBe(`save rule web over sha of ${STORED}`);
    expect(page.get('.state').text()).toBe('policies.yaml, as it is stored');
    expect(page.findAll('[role="tab"]').map((tab) => tab.attributes('aria-selected'))).toEqual([
      'false',
      'true',
    ]);
  });

  it('keeps what was typed when somebody else has saved, says so, and takes theirs on request', async () => {
    const page = await open('/policies?view=file');
    await write(page, 'rule mine');
    main.stored = 'rule theirs';
    usePolicyStore().apply({ sequence: 2, sha256: 'sha of rule theirs', hosts: [], removedIds: [] });
    await flushPromises();
    expect(page.get('.notice').text()).toContain('Another policy was saved while you were writing.');
    await button(page, 'Save').trigger('click');
    await flushPromises();
    expect(page.get('.notice').text()).toContain('refusal.sample');
    expect(page.get('textarea').element.value).toBe('rule mine');
    await button(page, 'Take the stored one').trigger('click');
    await flushPromises();
    expect(page.get('textarea').element.value).toBe('rule theirs');
    expect(page.find('.notice').exists()).toBe(false);
  });

  it('follows what somebody else has saved while nothing is written here', async () => {
    const page = await open('/policies?view=file');
    main.stored = 'rule theirs';
    usePolicyStore().apply({ sequence: 2, sha256: 'sha of rule theirs', hosts: [], removedIds: [] });
    await flushPromises();
    expect(page.get('textarea').element.value).toBe('rule theirs');
  });

  it('goes back to what was read', async () => {
    const page = await open('/policies?view=file');
    await write(page, 'rule web');
    await button(page, 'Revert').trigger('click');
    expect(page.get('textarea').element.value).toBe(STORED);
  });

  it('takes a file that is dropped on it, and the toast has the way back', async () => {
    const page = await open('/policies?view=file');
    const event = new Event('drop', { bubbles: true, cancelable: true });
    const files = [new File(['rule dropped\r\n'], 'other.yaml')];
    Object.defineProperty(event, 'dataTransfer', { value: { files, types: ['Files'] } });
    page.get('textarea').element.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    await settle();
    expect(page.get('textarea').element.value).toBe('rule dropped\n');
    useToastStore().toasts[0]?.action?.run();
    await flushPromises();
    expect(page.get('textarea').element.value).toBe(STORED);
  });

  it('indents with the tabulator, which leaves the field after Escape', async () => {
    const page = await open('/policies?view=file');
    // The browser's own editing, which is not there in every browser.
    Object.defineProperty(document, 'execCommand', { value: () => false, configurable: true });
    const field = page.get('textarea');
    field.element.setSelectionRange(0, 0);
    await field.trigger('keydown', { key: 'Tab' });
    expect(field.element.value).toBe(`  ${STORED}`);
    await field.trigger('keydown', { key: 'Escape' });
    const leaving = new KeyboardEvent('keydown', { key: 'Tab', bubbles: true, cancelable: true });
    field.element.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(false);
    expect(field.element.value).toBe(`  ${STORED}`);
  });

  it('takes suggestions over behind its own rules', async () => {
    const page = await open('/policies?view=file', { stored: 'lowmark-policy: 1\nrules: []\n' });
    await button(page, 'Suggestions…').trigger('click');
    await flushPromises();
    const dialog = document.querySelector('[role="dialog"]');
    dialog?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click();
    await flushPromises();
    [...(dialog?.querySelectorAll<HTMLElement>('button') ?? [])]
      .find((one) => one.textContent.includes('Take 1 rule'))
      ?.click();
    await settle();
    expect(page.get('textarea').element.value).toContain('rules:\n  # Why.\n  - name: databases');
  });
});

describe('without a policy', () => {
  it('explains tiers, and offers the suggestions', async () => {
    const page = await open('/policies', { stored: '' });
    expect(page.find('textarea').exists()).toBe(false);
    expect(page.get('.start').text()).toContain('sacrificed');
    await button(page, 'Start with the suggestion').trigger('click');
    await settle();
    expect(page.get('textarea').element.value).toBe(SUGGESTIONS);
  });

  it('has no drift, and leads to the file', async () => {
    const page = await open('/policies?view=drift', { stored: '', language: 'zh-CN' });
    expect(page.text()).toContain('尚无策略。');
    await button(page, '前往策略文件').trigger('click');
    await flushPromises();
    expect(page.find('.start').exists()).toBe(true);
  });
});

describe('the drift', () => {
  const hosts = [
    driftOf('h1', {
      findings: [
        findingOf(7),
        findingOf(8, { rule: 'web', isNextVictim: true, isLiveWrong: false, fixes: [] }),
      ],
    }),
    driftOf('h2', {
      hostName: 'away-1',
      state: 'failed',
      checkedAtMs: null,
      problem: message('sample.away'),
    }),
  ];
  const rowsOf = (page: VueWrapper): string[] =>
    page.findAll('[role="row"][id]').map((row) => row.text().replaceAll(/\s+/g, ' '));

  it('is what a page with a policy begins with', async () => {
    const page = await open('/policies', { hosts });
    const [victim = '', live = ''] = rowsOf(page);
    for (const words of ['mysqld', '8', 'Next to die', 'web']) expect(victim).toContain(words);
    for (const words of [
      'db-01',
      'mysqld.service · mysql',
      'databases',
      '-500…-300',
      '0',
      'silent',
      'sample.drift',
    ])
      expect(live).toContain(words);
    expect(victim).not.toContain('Fix…');
    expect(page.get('.summary').text()).toBe('1 rule, findings: 2');
  });

  it('is narrowed by kind, and by words', async () => {
    const page = await open('/policies', { hosts });
    await button(page, 'Next to die 1').trigger('click');
    await flushPromises();
    expect(rowsOf(page)).toHaveLength(1);
    expect(router.currentRoute.value.query).toEqual({ view: 'drift', kind: 'victim' });
    await page.get('input[aria-label="Search the drift"]').setValue('moonlight');
    await flushPromises();
    expect(page.text()).toContain('Nothing matches.');
    await button(page, 'Show all that differs').trigger('click');
    await flushPromises();
    expect(rowsOf(page)).toHaveLength(2);
  });

  it('says why a host could not be checked', async () => {
    const page = await open('/policies', { hosts });
    expect(page.text()).not.toContain('sample.away');
    await page.get('.hosts [aria-expanded]').trigger('click');
    expect(page.get('.hosts').text()).toContain('1 host could not be checked');
    expect(page.get('.hosts').text()).toContain('away-1');
    expect(page.get('.hosts').text()).toContain('sample.away');
  });

  it('is put right through a plan', async () => {
    const page = await open('/policies', { hosts });
    await page.get('[role="row"][id] input').trigger('change');
    await button(page, 'Fix selected…').trigger('click');
    expect(useDialogStore().current).toEqual({
      kind: 'change',
      request: {
        items: hosts[0]?.findings[0]?.fixes,
        selection: null,
        origin: { kind: 'policy', rules: ['databases'] },
      },
    });
  });

  it('is looked at again on request', async () => {
    const page = await open('/policies', { hosts });
    await button(page, 'Check now').trigger('click');
    await flushPromises();
    expect(main.asked).toContain('drift ');
  });

  it('says with figures that there is none', async () => {
    const page = await open('/policies', {
      hosts: [driftOf('a'), driftOf('b'), driftOf('c', { checkedAtMs: null, covered: 0 })],
    });
    expect(page.text()).toContain('Nothing drifts.');
    expect(page.text()).toContain(
      '6 processes that rules cover are as the policy wants them, on 2 of 3 hosts.',
    );
  });

  it('says that nothing was looked at yet', async () => {
    const page = await open('/policies', {
      hosts: [driftOf('a', { state: 'unchecked', checkedAtMs: null })],
    });
    expect(page.text()).toContain('No host was checked yet.');
  });
});
