import type { LogImportResult, Message } from '../../../shared/model';
import { failed, ok, type Result } from '../../../shared/result';
import type { ImportProgress } from '../../../shared/schema/requests';
import type { Text } from '../i18n/catalogue';
import type { useConnectionStore } from './connectionStore';
import { base64Of, chunksOf, foreignFormatOf } from './logChunks';

/** Longer names are cut in front: the end of one says more. */
const LONGEST_NAME = 255;

/** How main is asked. */
export type AskMain = ReturnType<typeof useConnectionStore>['ask'];

/** A log on its way to main, and whoever follows it. */
export interface LogSending {
  readonly file: Blob;
  readonly fileName: string;
  /** Asked before each piece; false ends it, and nothing of it stays. */
  isWanted(): boolean;
  onProgress(progress: ImportProgress): void;
}

/** What became of it; null: it was no longer wanted. */
export type SentLog = Result<LogImportResult | null, Message | Text>;

/** Pushes all pieces. True: they are there; false: it is no longer wanted. */
async function pushAll(
  ask: AskMain,
  importId: string,
  sending: LogSending,
): Promise<Result<boolean, Message | Text>> {
  for await (const chunk of chunksOf(sending.file)) {
    if (!sending.isWanted()) return ok(false);
    const base64 = base64Of(chunk);
    const answer = await ask((api) => api.incidents.pushImport({ importId, base64 }));
    if (!answer.ok) return answer;
    sending.onProgress(answer.value);
  }
  return ok(sending.isWanted());
}

/**
 * Has main read a log, piece by piece, whatever its size. What was begun and does not come to its end is cancelled, so
 * that main holds no half imports. Rejects where the file cannot be read.
 */
export async function sendLog(ask: AskMain, sending: LogSending): Promise<SentLog> {
  const { file, fileName } = sending;
  const foreign = await foreignFormatOf(file);
  if (foreign !== null) return failed({ key: `kills.import.foreign.${foreign}`, params: { name: fileName } });
  const name = fileName.slice(-LONGEST_NAME);
  const begun = await ask((api) => api.incidents.beginImport({ fileName: name, byteLength: file.size }));
  if (!begun.ok) return begun;
  const { importId } = begun.value;
  let isWhole = false;
  try {
    const pushed = await pushAll(ask, importId, sending);
    if (!pushed.ok) return pushed;
    isWhole = pushed.value;
  } finally {
    if (!isWhole) await ask((api) => api.incidents.cancelImport({ importId }));
  }
  return isWhole ? ask((api) => api.incidents.finishImport({ importId })) : ok(null);
}
