import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Message, PolicyDocument } from '../../../shared/model';
import type { Text } from '../i18n/catalogue';
import { useConnectionStore } from './connectionStore';

/** How long nobody types before the text is looked at. */
const CHECK_AFTER_MS = 300;

/**
 * The policy file as it is being written: what is stored, what stands in the field, and what that would mean. Outlives the
 * page, so that a look at another page costs nobody what was typed.
 */
export const usePolicyDraftStore = defineStore('policyDraft', () => {
  const connection = useConnectionStore();
  /** As it was last read or saved; null before it was read. */
  const saved = shallowRef<PolicyDocument | null>(null);
  const text = ref('');
  /** What the text in the field means; null until it was looked at. It lags behind the text while somebody types. */
  const checked = shallowRef<PolicyDocument | null>(null);
  const isBusy = ref(false);
  /** Why it could not be read or saved; null: nothing is wrong. */
  const problem = shallowRef<Message | Text | null>(null);
  let timer = 0;

  const isDirty = computed(() => saved.value !== null && text.value !== saved.value.text);
  /** Whether `checked` is of the text that stands there. */
  const isChecked = computed(() => checked.value !== null && checked.value.text === text.value);

  function take(document: PolicyDocument): void {
    window.clearTimeout(timer);
    saved.value = document;
    checked.value = document;
    text.value = document.text;
    problem.value = null;
  }

  /** Reads what is stored; what was typed is lost. */
  async function read(): Promise<void> {
    isBusy.value = true;
    const answer = await connection.ask((api) => api.policies.read());
    isBusy.value = false;
    if (answer.ok) take(answer.value);
    else problem.value = answer.problem;
  }

  /** What the text means, unless it has changed again in the meantime. */
  async function check(): Promise<void> {
    const asked = text.value;
    const answer = await connection.ask((api) => api.policies.check({ text: asked }));
    if (text.value !== asked) return;
    if (answer.ok) checked.value = { ...answer.value, text: asked };
    else problem.value = answer.problem;
  }

  /** Another text in the field; it is looked at as soon as nobody types. */
  function edit(next: string): void {
    text.value = next;
    problem.value = null;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void check(), CHECK_AFTER_MS);
  }

  /** Back to what was last read. */
  function revert(): void {
    if (saved.value !== null) take(saved.value);
  }

  /** Stores the text, unless somebody else has stored another one since it was read. Whether it was stored. */
  async function save(): Promise<boolean> {
    const before = saved.value;
    if (before === null) return false;
    isBusy.value = true;
    const asked = text.value;
    const answer = await connection.ask((api) =>
      api.policies.save({ text: asked, replacesSha256: before.sha256 }),
    );
    isBusy.value = false;
    if (!answer.ok) {
      problem.value = answer.problem;
      return false;
    }
    saved.value = answer.value;
    // Somebody may have typed on while it was stored.
    if (text.value === asked) take(answer.value);
    return true;
  }

  return { saved, text, checked, isBusy, problem, isDirty, isChecked, read, edit, revert, save };
});
