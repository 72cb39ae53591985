import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia, type Pinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTexts } from '../../../../src/renderer/src/i18n';
import AdviceSection from '../../../../src/renderer/src/pages/incident/AdviceSection.vue';
import { useDialogStore } from '../../../../src/renderer/src/stores/dialogStore';
import type { Incident } from '../../../../src/shared/model';
import { explanationOf } from '../../../../src/shared/replay/explanation';
import { replayOf } from '../../../../src/shared/replay/replay';
import { CGROUP_GROUP } from '../../shared/replay/causeIncidents';
import { cgroupWith } from '../../shared/replay/replayIncidents';
import { killsRouter } from '../kills/killsRouter';

const MYSQL: Incident = {
  ...CGROUP_GROUP,
  oomGroup: null,
  cgroup: cgroupWith({
    path: '/system.slice',
    taskPath: '/system.slice/mysqld.service',
    usageBytes: 94_371_840,
    limitBytes: 94_371_840,
  }),
};

let pinia: Pinia;
beforeEach(() => {
  pinia = createPinia();
  setActivePinia(pinia);
});

async function advice(hostId: string | null): Promise<VueWrapper> {
  const router = killsRouter();
  await router.push('/kills');
  const replay = replayOf(MYSQL);
  return mount(AdviceSection, {
    props: { explanation: explanationOf(MYSQL, replay), incident: MYSQL, incidentKey: 'k1', replay, hostId },
    global: { plugins: [pinia, router, createTexts('en').plugin] },
  });
}

async function press(view: VueWrapper, name: string): Promise<void> {
  await view
    .findAll('button')
    .find((one) => one.text() === name)
    ?.trigger('click');
  await flushPromises();
}

describe('after a kill', () => {
  it.each([
    ['Restart it…', { kind: 'restart-unit', hostId: 'h1', unit: 'mysqld.service' }],
    [
      'Protect the unit…',
      { kind: 'set-unit-adj', hostId: 'h1', unit: 'mysqld.service', adj: -647, isAppliedNow: true },
    ],
  ])('"%s" begins with a plan', async (name, item) => {
    const view = await advice('h1');
    expect(view.text()).toContain('nothing is changed on a host before it is confirmed');
    await press(view, name);
    expect(useDialogStore().current).toEqual({
      kind: 'change',
      request: { items: [item], selection: null, origin: { kind: 'incident', key: 'k1' } },
    });
  });

  it('only says it in words where the report is of a file', async () => {
    const view = await advice(null);
    expect(view.text()).toContain('OOMScoreAdjust=-647');
    expect(view.text()).not.toContain('Restart it…');
    expect(view.text()).not.toContain('before it is confirmed');
  });
});
