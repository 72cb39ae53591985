import type { Message } from '../../shared/model';
import { message } from '../../shared/model';
import type { MessageCode } from '../../shared/messages/en';

/** A log file that cannot be read, with the sentence that names it and says why and what to do. */
export class LogFileProblem extends Error {
  readonly sentence: Message;

  constructor(code: MessageCode, params: Message['params'], cause?: unknown) {
    super(code, { cause });
    this.name = 'LogFileProblem';
    this.sentence = message(code, params);
  }
}

const BY_SYSTEM_CODE: Readonly<Record<string, MessageCode>> = {
  ENOENT: 'terminal.report-no-file',
  ENOTDIR: 'terminal.report-no-file',
  EACCES: 'terminal.report-no-permission',
  EPERM: 'terminal.report-no-permission',
  EISDIR: 'terminal.report-folder',
};

/**
 * What an error of opening, reading or decompressing a log file means for a person.
 *
 * @param file as the person wrote it
 */
export function logFileProblemOf(file: string, error: unknown): LogFileProblem {
  if (error instanceof LogFileProblem) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = BY_SYSTEM_CODE[code];
  if (known !== undefined) return new LogFileProblem(known, { file }, error);
  const problem = error instanceof Error ? error.message : String(error);
  // zlib's own codes (Z_DATA_ERROR, Z_BUF_ERROR, ZSTD_error_...).
  const isDamaged = /^(Z_|ZSTD_|ERR_ZLIB)/.test(code);
  return new LogFileProblem(
    isDamaged ? 'terminal.report-damaged' : 'terminal.report-unreadable',
    { file, problem },
    error,
  );
}
