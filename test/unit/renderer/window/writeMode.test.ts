import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTexts } from '../../../../src/renderer/src/i18n';
import { useChangeStore } from '../../../../src/renderer/src/stores/changeStore';
import { useConnectionStore } from '../../../../src/renderer/src/stores/connectionStore';
import { useToastStore } from '../../../../src/renderer/src/stores/toastStore';
import WriteModeControl from '../../../../src/renderer/src/window/WriteModeControl.vue';
import type { WriteMode } from '../../../../src/shared/model';
import { planWith } from '../change/plans';
import { auditMain, type AuditMain } from '../changes/auditMain';

let pinia: Pinia;
let main: AuditMain;
let view: VueWrapper;

beforeEach(() => {
  pinia = createPinia();
  setActivePinia(pinia);
  main = auditMain([], planWith());
  useConnectionStore().client = main.client;
});
afterEach(() => {
  view.unmount();
  document.body.replaceChildren();
});

function show(writeMode: WriteMode): VueWrapper {
  useChangeStore().apply({ sequence: 1, writeMode, runs: [], newestAuditNumber: 0 });
  view = mount(WriteModeControl, {
    attachTo: document.body,
    global: { plugins: [pinia, createTexts('en').plugin] },
  });
  return view;
}
const dialogText = (): string => document.querySelector('[role="dialog"]')?.textContent ?? '';
async function press(words: string): Promise<void> {
  [...document.querySelectorAll<HTMLElement>('[role="dialog"] button')]
    .find((one) => one.textContent.trim() === words)
    ?.click();
  await flushPromises();
}

describe('read-only mode', () => {
  it('has no badge while changes are allowed, and is turned on by one click', async () => {
    const control = show('allowed');
    expect(control.find('.badge').exists()).toBe(false);
    await control.get('button').trigger('click');
    await flushPromises();
    expect(main.asked).toEqual(['read-only true']);
    expect(useToastStore().toasts[0]?.sentence).toEqual({ key: 'app.writeMode.turnedOn' });
  });

  it('has a badge in words, and says what turning it off allows before it is', async () => {
    const control = show('read-only');
    expect(control.get('.badge').text()).toBe('Read-only');
    await control.get('.badge').trigger('click');
    await flushPromises();
    expect(dialogText()).toContain('oom_score_adj');
    expect(dialogText()).toContain('restart a unit');
    expect(main.asked).toEqual([]);
    await press('Allow changes');
    expect(main.asked).toEqual(['read-only false']);
    expect(document.querySelector('[role="dialog"]')).toBeNull();
  });

  it('stays as it is where the dialog is left', async () => {
    await show('read-only').get('.badge').trigger('click');
    await flushPromises();
    await press('Keep it on');
    expect(main.asked).toEqual([]);
    expect(document.querySelector('[role="dialog"]')).toBeNull();
  });

  it('says why main refuses', async () => {
    main.refuses = true;
    await show('read-only').get('.badge').trigger('click');
    await flushPromises();
    await press('Allow changes');
    expect(dialogText()).toContain('refusal.sample');
  });

  it('cannot be turned off where it was forced, and says by what', async () => {
    await show('read-only-forced').get('.badge').trigger('click');
    await flushPromises();
    expect(dialogText()).toContain('LOWMARK_READ_ONLY');
    expect(dialogText()).not.toContain('Allow changes');
  });
});
