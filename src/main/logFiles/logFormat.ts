import type { MessageCode } from '../../shared/messages/en';

/** What a file is, by its first bytes; `plain` is everything that has no mark of its own. */
export type LogFormat = 'plain' | 'gzip' | 'zstd' | 'xz' | 'bzip2' | 'lz4' | 'journal';

/** As many bytes as the longest mark has. */
export const LONGEST_MARK = 8;

const MARKS: readonly (readonly [LogFormat, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  // "BZh" and a digit: three letters alone may begin a line of text.
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(
    (level) => ['bzip2', [0x42, 0x5a, 0x68, 0x30 + level, 0x31, 0x41, 0x59, 0x26]] as const,
  ),
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
  // systemd's journal files (journal-def.h): LPKSHHRH
  ['journal', [0x4c, 0x50, 0x4b, 0x53, 0x48, 0x48, 0x52, 0x48]],
];

/** @param head the first bytes of a file, {@link LONGEST_MARK} of them where there are as many */
export function logFormatOf(head: Uint8Array): LogFormat {
  const found = MARKS.find(([, mark]) => mark.every((byte, index) => head[index] === byte));
  return found?.[0] ?? 'plain';
}

/** What a person runs to make text of a format that is not read, and the sentence that says so. */
export function unpackingOf(
  format: 'zstd' | 'xz' | 'bzip2' | 'lz4' | 'journal',
  file: string,
): { readonly code: MessageCode; readonly command: string } {
  const named = `'${file.replaceAll("'", String.raw`'\''`)}'`;
  switch (format) {
    case 'zstd':
      return { code: 'terminal.report-packed', command: `zstd -dk ${named}` };
    case 'xz':
      return { code: 'terminal.report-packed', command: `xz -dk ${named}` };
    case 'bzip2':
      return { code: 'terminal.report-packed', command: `bzip2 -dk ${named}` };
    case 'lz4':
      return { code: 'terminal.report-packed', command: `lz4 -dk ${named}` };
    case 'journal':
      return {
        code: 'terminal.report-journal',
        command: `journalctl --file ${named} _TRANSPORT=kernel > kernel.log`,
      };
  }
}

/** How text is written, by its byte order mark. Without one it is taken for UTF-8, which ASCII is part of. */
export interface TextEncodingMark {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly markBytes: number;
}

/** @param head the first three bytes of a text, or fewer where it is shorter */
export function encodingOf(head: Uint8Array): TextEncodingMark {
  const [first, second, third] = head;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf-8', markBytes: 3 };
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', markBytes: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', markBytes: 2 };
  return { encoding: 'utf-8', markBytes: 0 };
}
