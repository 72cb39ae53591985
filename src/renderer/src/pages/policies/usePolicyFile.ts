import { onMounted, shallowRef, type Ref } from 'vue';
import type { PolicyDocument } from '../../../../shared/model';
import type { Text } from '../../i18n/catalogue';
import { useConnectionStore } from '../../stores/connectionStore';
import { usePolicyDraftStore } from '../../stores/policyDraftStore';
import { useToastStore } from '../../stores/toastStore';
import { saveFile } from '../../ui/saveFile';

/** As much as main takes, in characters. */
const LONGEST_POLICY = 500_000;
const FILE_NAME = 'policies.yaml';

export interface PolicyFile {
  /** Null: not read yet. */
  readonly suggestions: Ref<PolicyDocument | null>;
  /** Puts another text into the editor; the toast says so and has the way back. Nothing is stored. */
  replace(this: void, text: string, sentence: Text): void;
  /** The same with the text of a file. */
  importFile(this: void, file: File): Promise<void>;
  exportFile(this: void): void;
  save(this: void): Promise<void>;
}

/** What can be done to the policy file as a whole. For use in a component's setup. */
export function usePolicyFile(): PolicyFile {
  const draft = usePolicyDraftStore();
  const connection = useConnectionStore();
  const toasts = useToastStore();
  const suggestions = shallowRef<PolicyDocument | null>(null);

  function replace(text: string, sentence: Text): void {
    const before = draft.text;
    draft.edit(text);
    toasts.show(sentence, {
      action: {
        label: { key: 'policies.file.takeBack' },
        run: () => {
          draft.edit(before);
        },
      },
    });
  }

  async function importFile(file: File): Promise<void> {
    // UTF-8 has three bytes for a Chinese character.
    const text = file.size > LONGEST_POLICY * 4 ? null : await file.text();
    if (text === null || text.length > LONGEST_POLICY)
      toasts.show({ key: 'policies.file.tooLarge', params: { name: file.name } }, { tone: 'problem' });
    else {
      const sentence: Text = { key: 'policies.file.replaced', params: { name: file.name } };
      replace(text.replaceAll('\r\n', '\n'), sentence);
    }
  }

  function exportFile(): void {
    saveFile({ name: FILE_NAME, text: draft.text, mediaType: 'application/yaml;charset=utf-8' });
    toasts.show({ key: 'policies.file.exported', params: { name: FILE_NAME } });
  }

  async function save(): Promise<void> {
    if (await draft.save()) toasts.show({ key: 'policies.file.saved' });
  }

  onMounted(async () => {
    const answer = await connection.ask((api) => api.policies.readSuggestions());
    if (answer.ok) suggestions.value = answer.value;
  });

  return { suggestions, replace, importFile, exportFile, save };
}
