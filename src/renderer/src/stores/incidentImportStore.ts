import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { LogImportResult, Message } from '../../../shared/model';
import type { Text } from '../i18n/catalogue';
import { useConnectionStore } from './connectionStore';
import { sendLog } from './sendLog';

/** One log on its way into the list. */
export interface LogImport {
  readonly id: number;
  readonly fileName: string;
  readonly totalBytes: number;
  readonly readBytes: number;
  /** Found so far. */
  readonly incidents: number;
  readonly state:
    | { readonly kind: 'waiting' | 'running' | 'cancelled' }
    | { readonly kind: 'done'; readonly result: LogImportResult }
    | { readonly kind: 'failed'; readonly problem: Message | Text };
}

/** A log as a person gives it. */
export interface GivenLog {
  readonly file: Blob;
  readonly fileName: string;
}

/** Whether it waits or runs. */
export function isOpenImport({ state }: LogImport): boolean {
  return state.kind === 'waiting' || state.kind === 'running';
}

/** Logs that a person drops, opens or pastes: read one after the other, in pieces, with their progress. */
export const useIncidentImportStore = defineStore('incidentImport', () => {
  const connection = useConnectionStore();
  const imports = shallowRef<readonly LogImport[]>([]);
  const waiting: { readonly id: number; readonly given: GivenLog }[] = [];
  let nextId = 1;
  let isPumping = false;

  function find(id: number): LogImport | null {
    return imports.value.find((one) => one.id === id) ?? null;
  }

  function change(id: number, changes: Partial<LogImport>): void {
    imports.value = imports.value.map((one) => (one.id === id ? { ...one, ...changes } : one));
  }

  async function run(id: number, { file, fileName }: GivenLog): Promise<void> {
    change(id, { state: { kind: 'running' } });
    const sent = await sendLog(connection.ask, {
      file,
      fileName,
      isWanted: () => find(id)?.state.kind === 'running',
      onProgress: (progress) => {
        change(id, progress);
      },
    });
    if (!sent.ok) change(id, { state: { kind: 'failed', problem: sent.problem } });
    else if (sent.value !== null) change(id, { state: { kind: 'done', result: sent.value } });
  }

  async function pump(): Promise<void> {
    if (isPumping) return;
    isPumping = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { id, given } = next;
      if (find(id)?.state.kind !== 'waiting') continue;
      // A file that was moved or changed under our hands cannot be read to its end.
      await run(id, given).catch(() => {
        const problem: Text = { key: 'kills.import.unreadable', params: { name: given.fileName } };
        change(id, { state: { kind: 'failed', problem } });
      });
    }
    isPumping = false;
  }

  /** Takes logs in. Settles when nothing waits any more, at once where earlier ones are still being read. Never rejects. */
  async function add(given: readonly GivenLog[]): Promise<void> {
    for (const one of given) {
      const id = nextId;
      nextId += 1;
      const { fileName, file } = one;
      const state = { kind: 'waiting' } as const;
      imports.value = [
        ...imports.value,
        { id, fileName, totalBytes: file.size, readBytes: 0, incidents: 0, state },
      ];
      waiting.push({ id, given: one });
    }
    await pump();
  }

  /** Stops one that waits or runs. What it found stays out of the list. */
  function cancel(id: number): void {
    const entry = find(id);
    if (entry !== null && isOpenImport(entry)) change(id, { state: { kind: 'cancelled' } });
  }

  /** Takes one that has ended off the screen. */
  function dismiss(id: number): void {
    imports.value = imports.value.filter((one) => one.id !== id || isOpenImport(one));
  }

  return { imports, add, cancel, dismiss };
});
