/**
 * Sections that are files one after another, each under a header of its own:
 *
 *     ==> /app/memory.max <==
 *     94371840
 */
import type { Result } from '../../shared/result';
import { failed, ok } from '../../shared/result';
import { kernelLines, nothingKnown } from './kernelText';

export interface RawFile {
  readonly path: string;
  /** With the newline that ends each line, none where it was cut off. */
  readonly text: string;
}

const HEADER = /^==> (.+) <==$/;

/**
 * Cuts a section into its files.
 *
 * @param section its name, for the problem
 * @param text any text is accepted
 * @returns the files in their order, empty ones too; what stands before the first header is a problem, and so is a text
 *   without a header
 */
export function parseRawFiles(section: string, text: string): Result<readonly RawFile[]> {
  const files: { path: string; text: string }[] = [];
  const lines = kernelLines(text);
  for (const line of lines) {
    const [, path] = HEADER.exec(line.text) ?? [];
    const file = files.at(-1);
    if (path !== undefined) files.push({ path, text: '' });
    else if (file === undefined) return failed(nothingKnown(section, lines, 'a header: ==> PATH <=='));
    else file.text += line.isWhole ? `${line.text}\n` : line.text;
  }
  return files.length === 0 ? failed(nothingKnown(section, lines, 'a header: ==> PATH <==')) : ok(files);
}
