import { nextTurn } from '../nextTurn';
import { KernelLogReader, type LogFinding } from '../parse/oomReport/kernelLogReader';

/** So much of a log is read in a few milliseconds. */
const READ_AT_ONCE_BYTES = 64 * 1024;

/** What is in a piece of a log that stands for itself. Long pieces are read bit by bit, so that nothing else waits. */
export async function* readFindings(text: string): AsyncGenerator<LogFinding, void, undefined> {
  const reader = new KernelLogReader({ keepsText: true });
  const bytes = new TextEncoder().encode(text);
  for (let from = 0; from < bytes.length; from += READ_AT_ONCE_BYTES) {
    if (from > 0) await nextTurn();
    yield* reader.push(bytes.subarray(from, from + READ_AT_ONCE_BYTES));
  }
  yield* reader.end();
}
