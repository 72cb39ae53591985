import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import DialogLayer from '../../../../src/renderer/src/dialogs/DialogLayer.vue';
import { createTexts } from '../../../../src/renderer/src/i18n';
import { useChangeStore } from '../../../../src/renderer/src/stores/changeStore';
import { useClockStore } from '../../../../src/renderer/src/stores/clockStore';
import { useConnectionStore } from '../../../../src/renderer/src/stores/connectionStore';
import { useDialogStore, type ChangeDialog } from '../../../../src/renderer/src/stores/dialogStore';
import { useToastStore } from '../../../../src/renderer/src/stores/toastStore';
import type { Language } from '../../../../src/shared/messages/format';
import { message, type ChangePlan, type ChangeRequest, type WriteMode } from '../../../../src/shared/model';
import { processOf } from '../host/samples';
import { changeMain, type ChangeMain, type ChangeMainOptions } from './changeMain';
import {
  adjStep,
  EFFECT,
  hostWith,
  NOW_MS,
  planWith,
  processWith,
  ranked,
  restartStep,
  resultWith,
  runHostWith,
  runWith,
  unitStep,
} from './plans';

const REQUEST: ChangeRequest = {
  items: [
    { kind: 'set-adj', hostId: 'h1', pid: 1234, startTicks: 77_000, adj: -500, scale: 'oom_score_adj' },
  ],
  selection: null,
  origin: { kind: 'process' },
};
const CHANGE: ChangeDialog = { kind: 'change', request: REQUEST };

let pinia: Pinia;
let main: ChangeMain;
let view: VueWrapper | null = null;

beforeEach(() => {
  window.localStorage.clear();
  vi.useFakeTimers({ toFake: ['Date'], now: NOW_MS });
  pinia = createPinia();
  setActivePinia(pinia);
});
afterEach(() => {
  view?.unmount();
  view = null;
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function open(
  dialog: ChangeDialog,
  options: ChangeMainOptions,
  { language = 'en', mode = 'allowed' }: { language?: Language; mode?: WriteMode } = {},
): Promise<void> {
  main = changeMain(options);
  useConnectionStore().client = main.client;
  useChangeStore().apply({ sequence: 1, writeMode: mode, runs: [], newestAuditNumber: 0 });
  useDialogStore().open(dialog);
  const empty = { template: '<p />' };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: empty },
      { path: '/changes', name: 'changes', component: empty },
    ],
  });
  view = mount(DialogLayer, {
    attachTo: document.body,
    global: { plugins: [pinia, router, createTexts(language).plugin] },
  });
  await flushPromises();
}

function dialog(): HTMLElement {
  const element = document.querySelector<HTMLElement>('[role="dialog"]');
  if (element === null) throw new Error('no dialog is open');
  return element;
}

/** The words of an element, those of each part apart from the next. */
function wordsOf(element: Element): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const parts: string[] = [];
  while (walker.nextNode() !== null) parts.push(walker.currentNode.textContent ?? '');
  return parts.join(' ').replaceAll(/\s+/g, ' ').trim();
}

function text(): string {
  return wordsOf(dialog());
}

function button(name: string): HTMLButtonElement {
  const found = [...dialog().querySelectorAll('button')].find((one) => one.textContent?.trim() === name);
  if (found === undefined) throw new Error(`no button "${name}" in: ${text()}`);
  return found;
}

function hasButton(name: string): boolean {
  return [...dialog().querySelectorAll('button')].some((one) => one.textContent?.trim() === name);
}

async function press(name: string): Promise<void> {
  button(name).click();
  await flushPromises();
}

/** The field under a label. */
function field(label: string): HTMLInputElement {
  const found = [...dialog().querySelectorAll('label')].find((one) =>
    one.textContent?.trim().startsWith(label),
  );
  const input = document.getElementById(found?.getAttribute('for') ?? '');
  if (!(input instanceof HTMLInputElement)) throw new Error(`no field "${label}" in: ${text()}`);
  return input;
}

async function type(label: string, value: string): Promise<void> {
  const input = field(label);
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
}

async function submit(): Promise<void> {
  dialog()
    .querySelector('form')
    ?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await flushPromises();
}

/** What main says of the run. */
async function come(...runs: ReturnType<typeof runWith>[]): Promise<void> {
  useChangeStore().apply({ sequence: 2, writeMode: 'allowed', runs, newestAuditNumber: 2 });
  await flushPromises();
}

describe('the plan of one process', () => {
  it('says everything about it: who, what, the ranking, the next victim, the right and the command', async () => {
    const right = message('adj.right.capability-below-minimum');
    const process = processWith({ children: [{ pid: 1300, comm: 'mysqld-helper', adj: 0 }], childCount: 7 });
    const step = adjStep({
      process,
      right,
      needsPrivilege: true,
      notes: [message('plan.note.threads', { threads: 38 })],
    });
    await open(CHANGE, { plans: [planWith({ hosts: [hostWith({ steps: [step] })] })] });
    expect(main.proposed).toEqual([REQUEST]);
    const all = text();
    for (const words of [
      'Change mysqld (1234)',
      'db-02 · 10.0.0.2',
      '6.1.0-49-amd64',
      'ops (uid 1001) · no CAP_SYS_RESOURCE · sudo -n works',
      'through sudo -n',
      'oom_score_adj from 0 to -500',
      '1 h ago',
      'mysql (uid 27)',
      'mysqld.service',
      '/system.slice/mysqld.service',
      '--defaults-file=/etc/my.cnf',
      '1 → 4',
      '812',
      '7: mysqld-helper (1300) at 0 and 6 more',
      'Its threads share the setting (38).',
      'CAP_SYS_RESOURCE',
      'Next to die mysqld (1234) → redis (7)',
      'lowmark adj 1234 77000 mysqld oom_score_adj 0 -500',
      '# the fixed program',
      'The plan holds for another 2 min',
    ])
      expect(all).toContain(words);
  });

  it('marks in the ranking what moved and what is changed, also in words', async () => {
    await open(CHANGE, { plans: [planWith()] });
    const [, after] = dialog().querySelectorAll('table');
    const rows = [...(after?.querySelectorAll('tbody tr') ?? [])].map(wordsOf);
    expect(rows).toEqual([
      '1 ↑1 up by 1 redis 7 0 10.0 % 1.00 GiB',
      '2 ↑1 up by 1 nginx 8 0 10.0 % 1.00 GiB',
      '3 ↓2 down by 2 mysqld 1234 changed -500 10.0 % 1.00 GiB',
    ]);
    expect(after?.querySelectorAll('tr.changed')).toHaveLength(1);
  });

  it('makes foreign names visible and leaves them text', async () => {
    const process = processWith({ comm: 'a\u202eb', commandLine: '<img src=x>\u001b[31m' });
    await open(CHANGE, { plans: [planWith({ hosts: [hostWith({ steps: [adjStep({ process })] })] })] });
    expect(text()).toContain('Change a<U+202E>b (1234)');
    expect(text()).toContain('<img src=x>␛[31m');
    expect(dialog().querySelector('img')).toBeNull();
  });

  it('takes a reason and Enter: nothing else is asked for', async () => {
    await open(CHANGE, { plans: [planWith()] });
    expect(document.activeElement).toBe(field('Reason'));
    await submit();
    expect(main.confirmed).toEqual([]);
    expect(text()).toContain('Say why, in a few words.');
    await type('Reason', '  ticket 42 ');
    await submit();
    expect(main.confirmed).toEqual([{ planId: 'plan-1', phrase: null, reason: 'ticket 42', passwords: {} }]);
    await come(runWith({ endedAtMs: null, hosts: [runHostWith({ state: 'writing', results: [] })] }));
    expect(text()).toContain('writing');
    await come(runWith());
    expect(text()).toContain('done mysqld (1234) value -500 · oom_score 812 → 312');
    expect(text()).toContain('it was 0');
  });

  it('offers the last reasons again', async () => {
    window.localStorage.setItem(
      'lowmark.changeReasons',
      JSON.stringify(['ticket 41', 3, 'spare the database']),
    );
    await open(CHANGE, { plans: [planWith()] });
    await press('spare the database');
    expect(field('Reason').value).toBe('spare the database');
    await submit();
    expect(main.confirmed[0]?.reason).toBe('spare the database');
    expect(window.localStorage.getItem('lowmark.changeReasons')).toBe(
      JSON.stringify(['spare the database', 'ticket 41']),
    );
  });

  it('is in Chinese too', async () => {
    await open(CHANGE, { plans: [planWith()] }, { language: 'zh-CN' });
    expect(text()).toContain('下一个被杀 mysqld (1234) → redis (7)');
    expect(hasButton('执行变更')).toBe(true);
  });
});

describe('what has to be typed', () => {
  const reasons = [message('plan.confirm.protects', { steps: 1 })];
  const PROTECTING = planWith({
    confirmation: { kind: 'typed', phrase: 'db-02', reasons },
    hosts: [
      hostWith({
        steps: [
          adjStep({
            after: -1000,
            placeAfter: null,
            guards: [message('guard.spawner', { comm: 'mysqld', pid: 1234 })],
          }),
        ],
      }),
    ],
  });

  it('shows the guards, and stays shut until the phrase is right', async () => {
    await open(CHANGE, { plans: [PROTECTING] });
    expect(dialog().querySelector('.guards')?.textContent).toContain('mysqld');
    expect(text()).toContain('It exempts from every kill (steps: 1).');
    await type('Reason', 'ticket 42');
    expect(button('Change it').disabled).toBe(true);
    await type('To confirm, type db-02', 'db-0');
    await submit();
    expect(main.confirmed).toEqual([]);
    await type('To confirm, type db-02', 'db-02');
    expect(button('Change it').disabled).toBe(false);
    await submit();
    expect(main.confirmed[0]?.phrase).toBe('db-02');
  });

  it('says who is left when nothing can be killed any more', async () => {
    const effect = { ...EFFECT, victimAfter: null };
    await open(CHANGE, { plans: [planWith({ hosts: [hostWith({ effect })] })] });
    expect(text()).toContain('→ nothing can be killed: the kernel would panic or hang');
  });
});

describe('sudo with a password', () => {
  const hosts = ['h1', 'h2'].map((hostId) =>
    hostWith({ hostId, hostName: `db-${hostId}`, privilege: 'sudo-password' }),
  );

  it('is sent once for all hosts, and forgotten with the sending', async () => {
    await open(CHANGE, { plans: [planWith({ hosts })], refusesConfirm: message('plan.lasting.none') });
    await type('Reason', 'ticket 42');
    await submit();
    expect(main.confirmed).toEqual([]);
    expect(text()).toContain('Needed for sudo.');
    await type('sudo password for all 2 hosts', 'hunter2');
    await submit();
    expect(main.confirmed[0]?.passwords).toEqual({ h1: 'hunter2', h2: 'hunter2' });
    expect(field('sudo password for all 2 hosts').value).toBe('');
    expect(dialog().outerHTML).not.toContain('hunter2');
  });

  it('is asked for host by host where the accounts differ', async () => {
    await open(CHANGE, { plans: [planWith({ hosts })] });
    await type('Reason', 'ticket 42');
    await type('sudo password for all 2 hosts', 'one');
    const same = [...dialog().querySelectorAll<HTMLInputElement>('input[type="checkbox"]')].at(-1);
    same?.click();
    await flushPromises();
    expect(field('sudo password of ops on db-h1').value).toBe('one');
    expect(field('sudo password of ops on db-h2').value).toBe('');
    await type('sudo password of ops on db-h2', 'two');
    await submit();
    expect(main.confirmed[0]?.passwords).toEqual({ h1: 'one', h2: 'two' });
  });

  it('is not asked for where nothing would be written', async () => {
    const blocked = hostWith({
      privilege: 'sudo-password',
      blocked: message('plan.host.recording', { host: 'db-02' }),
      command: null,
    });
    await open(CHANGE, { plans: [planWith({ hosts: [blocked] })] });
    expect(dialog().querySelector('input[type="password"]')).toBeNull();
    expect(text()).toContain('db-02 is a recording');
    expect(text()).toContain('Nothing in this plan can be written.');
    expect(button('Change it').disabled).toBe(true);
  });
});

describe('before there is a plan', () => {
  it('asks the hosts, and can be stopped: a plan that comes too late is given back', async () => {
    let give: () => void = () => undefined;
    const beforePlan = new Promise<void>((resolve) => {
      give = resolve;
    });
    await open(CHANGE, { plans: [planWith()], beforePlan });
    expect(text()).toContain('Asking the host how things stand. Nothing is written.');
    await press('Stop asking');
    expect(document.querySelector('[role="dialog"]')).toBeNull();
    give();
    await flushPromises();
    expect(main.asked.filter((one) => one !== 'discard plan-1')).toEqual([]);
    expect(main.confirmed).toEqual([]);
  });

  it('says why there is none, and asks again', async () => {
    await open(CHANGE, {
      plans: [planWith()],
      refusesPlan: message('plan.host.recording', { host: 'demo' }),
    });
    expect(text()).toContain('demo is a recording');
    await press('Ask again');
    expect(main.proposed).toHaveLength(2);
  });

  it('lets a value be chosen first, in the scale of the host', async () => {
    const target = { hostId: 'h1', process: processOf(42, { oomScoreAdj: 100 }), kernel: '6.1.0' };
    await open({ kind: 'choose-adj', targets: [target] }, { plans: [planWith()] });
    await submit();
    expect(text()).toContain('That is the value it has');
    expect(main.proposed).toEqual([]);
    await press('-500 killed late');
    await submit();
    expect(main.proposed).toEqual([
      {
        items: [
          { kind: 'set-adj', hostId: 'h1', pid: 42, startTicks: 1000, adj: -500, scale: 'oom_score_adj' },
        ],
        selection: null,
        origin: { kind: 'process' },
      },
    ]);
  });

  it('has the focus where the value is typed', async () => {
    const target = { hostId: 'h1', process: processOf(42, { oomScoreAdj: 0 }), kernel: '6.1.0' };
    await open({ kind: 'choose-adj', targets: [target] }, { plans: [planWith()] });
    const focused = document.activeElement;
    expect(focused instanceof HTMLInputElement && focused.type).toBe('number');
  });

  it('knows the older scale, and that several are a selection', async () => {
    const targets = [42, 43].map((pid) => ({
      hostId: 'h1',
      process: processOf(pid, { oomScoreAdj: null, oomAdj: 0 }),
      kernel: '2.6.32',
    }));
    await open({ kind: 'choose-adj', targets }, { plans: [planWith()] });
    expect(text()).toContain('Set oom_adj');
    await press('-17 never killed');
    await submit();
    expect(main.proposed[0]?.origin).toEqual({ kind: 'selection' });
    expect(main.proposed[0]?.items).toEqual(
      [42, 43].map((pid) => ({
        kind: 'set-adj',
        hostId: 'h1',
        pid,
        startTicks: 1000,
        adj: -17,
        scale: 'oom_adj',
      })),
    );
  });
});

describe('a plan that is not confirmed', () => {
  it('is given back when the dialog is closed', async () => {
    await open(CHANGE, { plans: [planWith()] });
    await press('Cancel');
    expect(main.asked).toEqual(['discard plan-1']);
  });

  it('expires, and is made anew by one button', async () => {
    await open(CHANGE, { plans: [planWith(), planWith({ id: 'plan-2', expiresAtMs: NOW_MS + 500_000 })] });
    useClockStore().nowMs = NOW_MS + 121_000;
    await flushPromises();
    expect(text()).toContain('The plan has expired');
    expect(hasButton('Change it')).toBe(false);
    await press('Make it anew');
    expect(main.proposed).toHaveLength(2);
    expect(main.asked).toEqual(['discard plan-1']);
    expect(hasButton('Change it')).toBe(true);
  });

  it.each([
    ['read-only', 'Switch that off at the badge in the top bar'],
    ['read-only-forced', 'was started read-only'],
  ] as const)('cannot be confirmed while Lowmark is %s', async (mode, words) => {
    await open(CHANGE, { plans: [planWith()] }, { mode });
    await type('Reason', 'ticket 42');
    expect(text()).toContain(words);
    expect(button('Change it').disabled).toBe(true);
    await submit();
    expect(main.confirmed).toEqual([]);
  });

  it('says why main did not take the confirmation, and keeps the reason', async () => {
    await open(CHANGE, { plans: [planWith()], refusesConfirm: message('plan.blocked.gone', { pid: 1234 }) });
    await type('Reason', 'ticket 42');
    await submit();
    expect(text()).toContain('The process 1234 has ended.');
    await press('Make it anew');
    expect(field('Reason').value).toBe('ticket 42');
    expect(text()).not.toContain('The process 1234 has ended.');
  });
});

describe('making it last', () => {
  it('adds the unit and makes the plan anew, and takes it out again', async () => {
    const lasting = planWith({ id: 'plan-2', hosts: [hostWith({ steps: [adjStep(), unitStep()] })] });
    await open(CHANGE, { plans: [planWith(), lasting, planWith({ id: 'plan-3' })] });
    const choice = (): HTMLInputElement | null => dialog().querySelector('.lasting input');
    expect(text()).toContain('Also after a restart (drop-in for mysqld.service)');
    choice()?.click();
    await flushPromises();
    expect(main.proposed[1]?.items).toEqual([
      ...REQUEST.items,
      { kind: 'set-unit-adj', hostId: 'h1', unit: 'mysqld.service', adj: -500, isAppliedNow: false },
    ]);
    expect(text()).toContain('added + OOMScoreAdjust=-500');
    expect(text()).toContain('90-lowmark-oom.conf');
    expect(choice()?.checked).toBe(true);
    choice()?.click();
    await flushPromises();
    expect(main.proposed[2]?.items).toEqual(REQUEST.items);
  });

  it('is not offered for a process of a user’s own systemd', async () => {
    const cgroup = '/user.slice/user-7.slice/user@7.service/app.slice/a.service';
    const process = processWith({ cgroup, unit: 'a.service' });
    await open(CHANGE, { plans: [planWith({ hosts: [hostWith({ steps: [adjStep({ process })] })] })] });
    expect(dialog().querySelector('.lasting')).toBeNull();
  });
});

describe('a restart', () => {
  it('shows the state, the last result and the restart policy, and has no way back', async () => {
    const plan: ChangePlan = planWith({
      origin: { kind: 'incident', key: 'k' },
      hosts: [hostWith({ steps: [restartStep()], effect: null })],
    });
    await open(CHANGE, { plans: [plan] });
    for (const words of ['Restart mysqld.service', 'failed (failed)', 'oom-kill', 'on-failure, after 5 s'])
      expect(text()).toContain(words);
    await type('Reason', 'ticket 42');
    await press('Restart');
    await come(
      runWith({
        hosts: [runHostWith({ results: [resultWith({ stepId: 'r1', value: null, score: null })] })],
      }),
    );
    expect(hasButton('Undo')).toBe(false);
  });
});

describe('many hosts', () => {
  it('sums up, folds, and draws no more than a screen of them', async () => {
    const hosts = Array.from({ length: 1000 }, (_, index) =>
      hostWith({
        hostId: `h${String(index)}`,
        hostName: `web-${String(index)}`,
        steps: [adjStep({ blocked: index === 0 ? message('plan.blocked.gone', { pid: 1234 }) : null })],
      }),
    );
    await open(CHANGE, { plans: [planWith({ hosts })] });
    expect(text()).toContain('1000 changes');
    expect(text()).toContain('on 1000 hosts');
    expect(text()).toContain('1 of them will not be tried');
    expect(dialog().querySelectorAll('details.host')).toHaveLength(50);
    expect(dialog().querySelectorAll('.step')).toHaveLength(0);
    const [first] = dialog().querySelectorAll<HTMLDetailsElement>('details.host');
    if (first !== undefined) first.open = true;
    first?.dispatchEvent(new Event('toggle'));
    await flushPromises();
    expect(text()).toContain('The process 1234 has ended.');
    await press('Show 950 more hosts');
    expect(dialog().querySelectorAll('details.host')).toHaveLength(150);
    expect(button('Change 999').disabled).toBe(false);
  });

  it('names each kind of guard once', async () => {
    const guards = [message('guard.nothing-left')];
    const hosts = ['h1', 'h2', 'h3'].map((hostId) =>
      hostWith({ hostId, hostName: hostId, steps: [adjStep({ guards })] }),
    );
    await open(CHANGE, { plans: [planWith({ hosts })] });
    expect(dialog().querySelectorAll('.guards > li')).toHaveLength(1);
    expect(dialog().querySelector('.guards')?.textContent).toContain('and 2 more like it');
  });

  it('counts the changed ones that the tables have no room for', async () => {
    const rows = Array.from({ length: 14 }, (_, index) =>
      ranked(index + 1, 'w', index + 1, { isChanged: index > 8 }),
    );
    const effect = { ...EFFECT, before: rows, after: rows };
    await open(CHANGE, { plans: [planWith({ hosts: [hostWith({ effect })] })] });
    expect(text()).toContain('4 more changed');
  });
});

describe('what came of it', () => {
  const two = planWith({
    hosts: [
      hostWith({ steps: [adjStep(), adjStep({ id: 's2', process: processWith({ pid: 9, comm: 'b' }) })] }),
    ],
  });

  async function confirmed(plan: ChangePlan): Promise<void> {
    await open(CHANGE, { plans: [plan] });
    await type('Reason', 'ticket 42');
    await submit();
  }

  it('offers undo for each change that was written, and for all of them', async () => {
    await confirmed(two);
    const results = [resultWith(), resultWith({ stepId: 's2', outcome: 'denied', value: 0 })];
    await come(runWith({ hosts: [runHostWith({ results })] }));
    expect(text()).toContain('1 of 2 are done.');
    expect(text()).toContain('denied');
    expect(dialog().querySelectorAll('[aria-label^="Undo: "]')).toHaveLength(1);
    await press('Undo');
    expect(main.undone).toEqual([['run-1/h1/s1']]);
    expect(useDialogStore().current).toEqual({ kind: 'undo', changeIds: ['run-1/h1/s1'] });
  });

  it('reads again what is not known', async () => {
    await confirmed(planWith());
    await come(
      runWith({
        hosts: [runHostWith({ results: [resultWith({ outcome: 'unknown', value: null, score: null })] })],
      }),
    );
    expect(text()).toContain('unknown');
    await press('Read again');
    expect(main.asked).toContain('read-again run-1 h1');
    expect(main.asked).not.toContain('discard plan-1');
  });

  it('leaves a notice with the way back when a single change is closed', async () => {
    await confirmed(planWith());
    await come(runWith());
    await press('Close');
    const [toast] = useToastStore().toasts;
    expect(toast?.tone).toBe('note');
    expect(toast?.sentence).toMatchObject({ code: 'change.outcome.done.adj' });
    toast?.action?.run();
    expect(useDialogStore().current).toEqual({ kind: 'undo', changeIds: ['run-1/h1/s1'] });
  });

  it('goes on when it is closed, and a notice tells the end', async () => {
    await confirmed(two);
    await come(runWith({ endedAtMs: null, hosts: [runHostWith({ state: 'writing', results: [] })] }));
    expect(text()).toContain('It goes on when this is closed');
    await press('Close');
    expect(useToastStore().toasts).toEqual([]);
    const results = [resultWith(), resultWith({ stepId: 's2', outcome: 'gone', value: null })];
    await come(runWith({ hosts: [runHostWith({ results })] }));
    const [toast] = useToastStore().toasts;
    expect(toast).toMatchObject({
      tone: 'problem',
      sentence: { key: 'change.toast.ended', params: { done: 1, count: 2 } },
    });
    toast?.action?.run();
    expect(useDialogStore().current).toEqual({ kind: 'run', runId: 'run-1' });
    await flushPromises();
    expect(text()).toContain('b (9)');
    expect(text()).toContain('ended before');
  });
});
