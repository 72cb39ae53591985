import type { Frame } from '../frame';

/** A piece of a recording's kernel log, and when its last line was recorded. */
export interface RecordedLogPiece {
  readonly uptimeSeconds: number;
  readonly text: string;
}

/** Pieces recorded within this time are one: a report that was being written then lies in several. */
const TOGETHER_SECONDS = 2;

/** Larger than any report, and what follows is a piece of its own. */
const LARGEST_PIECE = 4_000_000;

/** The kernel log of a recording, in pieces that no report is cut by. */
export function recordedLog(frames: readonly Frame[]): RecordedLogPiece[] {
  const pieces: RecordedLogPiece[] = [];
  for (const { uptimeSeconds, kernelLog } of frames) {
    if (kernelLog === null || kernelLog === '') continue;
    const text = kernelLog.endsWith('\n') ? kernelLog : `${kernelLog}\n`;
    const last = pieces.at(-1);
    const sinceLast = last === undefined ? NaN : uptimeSeconds - last.uptimeSeconds;
    const belongs = sinceLast >= 0 && sinceLast <= TOGETHER_SECONDS;
    if (last !== undefined && belongs && last.text.length < LARGEST_PIECE) {
      pieces[pieces.length - 1] = { uptimeSeconds, text: last.text + text };
    } else pieces.push({ uptimeSeconds, text });
  }
  return pieces;
}
