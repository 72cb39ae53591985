import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTexts } from '../../../../src/renderer/src/i18n';
import {
  adjWordsOf,
  emptyNewChange,
  hostChoices,
  hostsOf,
  newChangeProblems,
  patternsOf,
  selectionOf,
} from '../../../../src/renderer/src/pages/changes/newChangeForm';
import NewChangeDialog from '../../../../src/renderer/src/pages/changes/NewChangeDialog.vue';
import { useDialogStore } from '../../../../src/renderer/src/stores/dialogStore';
import { useFleetStore } from '../../../../src/renderer/src/stores/fleetStore';
import type { HostRow } from '../../../../src/shared/model';
import { hostRow } from '../fleet/hostRows';

const ROWS: readonly HostRow[] = [
  hostRow('web-01', { group: 'web', tags: ['eu'] }),
  hostRow('web-02', { group: 'web', state: { kind: 'paused' } }),
  hostRow('db-01', { group: 'db', tags: ['eu', 'ssd'] }),
  hostRow('past', {
    group: 'web',
    connection: { kind: 'recording', path: '/r', isDemo: true, startRatio: 0 },
  }),
];

describe('hosts of the form', () => {
  it.each([
    ['all', {}, ['web-01', 'web-02', 'db-01']],
    ['group', { group: 'web' }, ['web-01', 'web-02']],
    ['group', { group: '' }, []],
    ['tag', { tag: 'eu' }, ['web-01', 'db-01']],
    ['name', { names: 'db-*, web-02' }, ['web-02', 'db-01']],
    ['name', { names: ' , ' }, []],
  ] as const)('by %s %j', (scope, changes, expected) => {
    const form = { ...emptyNewChange(), scope, ...changes };
    expect(hostsOf(form, ROWS).map(({ name }) => name)).toEqual(expected);
  });

  it('are offered by the groups and tags in use, without recordings', () => {
    expect(hostChoices(ROWS, 'group')).toEqual([
      { word: 'db', count: 1 },
      { word: 'web', count: 2 },
    ]);
    expect(hostChoices(ROWS, 'tag')).toEqual([
      { word: 'eu', count: 2 },
      { word: 'ssd', count: 1 },
    ]);
  });
});

describe('the form', () => {
  it('takes patterns apart at commas of any script and at line ends', () => {
    expect(patternsOf(' java,postgres，nginx、java\nredis ')).toEqual(['java', 'postgres', 'nginx', 'redis']);
  });

  it('says what is missing', () => {
    const form = emptyNewChange();
    expect(newChangeProblems(form, [])).toEqual({
      hosts: { key: 'changes.new.noHosts' },
      match: { key: 'changes.new.noMatch' },
    });
    expect(newChangeProblems({ ...form, match: { ...form.match, user: 'www' } }, ROWS)).toEqual({});
  });

  it('becomes a selection of what was typed', () => {
    const form = emptyNewChange();
    form.match.comm = 'java, node*';
    form.adj = 300;
    form.isLasting = true;
    expect(selectionOf(form, ROWS.slice(0, 1))).toEqual({
      hostIds: ['web-01'],
      match: { comm: ['java', 'node*'], exe: [], cgroup: [], unit: [], user: [] },
      adj: 300,
      isLasting: true,
    });
  });

  it.each([
    [-1000, 'never', undefined],
    [-999, 'later', 99.9],
    [0, 'usual', undefined],
    [1, 'sooner', 0.1],
    [1000, 'first', undefined],
  ])('says what %d does', (adj, word, share) => {
    const words = adjWordsOf(adj);
    expect(words.key).toBe(`changes.new.adjWords.${word}`);
    expect(words.params?.['share']).toBe(share);
  });
});

describe('NewChangeDialog', () => {
  let pinia: Pinia;
  let view: VueWrapper;

  beforeEach(async () => {
    pinia = createPinia();
    setActivePinia(pinia);
    useFleetStore().apply({ kind: 'snapshot', sequence: 1, rows: ROWS, swapHistory: {} });
    view = mount(NewChangeDialog, {
      attachTo: document.body,
      global: { plugins: [pinia, createTexts('en').plugin] },
    });
    await flushPromises();
  });
  afterEach(() => {
    view.unmount();
    document.body.replaceChildren();
  });

  const dialog = (): HTMLElement => {
    const found = document.querySelector<HTMLElement>('[role="dialog"]');
    if (found === null) throw new Error('there is no dialog');
    return found;
  };
  async function type(selector: string, text: string): Promise<void> {
    const field = dialog().querySelector<HTMLInputElement>(selector);
    if (field === null) throw new Error(`there is no ${selector}`);
    field.value = text;
    field.dispatchEvent(new Event('input'));
    field.dispatchEvent(new Event('change'));
    await flushPromises();
  }
  async function submit(): Promise<void> {
    dialog()
      .querySelector('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true }));
    await flushPromises();
  }

  it('counts the hosts, and those that cannot be changed now', () => {
    expect(dialog().textContent).toContain('3 hosts: web-01, web-02, db-01.');
    expect(dialog().textContent).toContain('1 of them is not live');
  });

  it('goes no further without processes, and says what is missing', async () => {
    await submit();
    expect(useDialogStore().current).toBeNull();
    expect(dialog().textContent).toContain('Say which processes');
  });

  it('warns of numbers of the other scale, and says what a value does', async () => {
    await type('input[type="number"]', '-17');
    expect(dialog().querySelector('.guard')?.textContent).toContain('oom_adj');
    await type('input[type="number"]', '-1000');
    expect(dialog().querySelector('.guard')).toBeNull();
    expect(dialog().textContent).toContain('Never killed by the OOM killer');
  });

  it('opens the plan of the selection', async () => {
    await type('input[placeholder="java, postgres"]', 'java');
    await type('input[type="number"]', '200');
    await submit();
    expect(view.emitted('close')).toHaveLength(1);
    expect(useDialogStore().current).toEqual({
      kind: 'change',
      request: {
        items: [],
        selection: {
          hostIds: ['web-01', 'web-02', 'db-01'],
          match: { comm: ['java'], exe: [], cgroup: [], unit: [], user: [] },
          adj: 200,
          isLasting: false,
        },
        origin: { kind: 'selection' },
      },
    });
  });
});
