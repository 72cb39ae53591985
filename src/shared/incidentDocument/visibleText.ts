import type { LineRange, Message } from '../model';
import { said } from './documentInput';

/**
 * Foreign text with everything made visible that a reader would not see or that would move what they see: control
 * characters as their pictures (␛, ␊), bidirectional overrides and invisible characters by number. A tab becomes blanks.
 */
export function visibleText(text: string): string {
  return (
    text
      .replaceAll('\t', '    ')
      // eslint-disable-next-line no-control-regex -- showing control characters is the point
      .replace(/[\u0000-\u001f]/g, (control) => String.fromCodePoint(0x2400 + (control.codePointAt(0) ?? 0)))
      .replaceAll('\u007f', '\u2421')
      .replace(
        /[\u0080-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
        (hidden) => `<U+${(hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
      )
  );
}

/** A process as it is named in a sentence: `nginx (1234)`; a dash where the log does not say. */
export function taskName(comm: string | null, pid: number | null): string {
  if (comm === null) return pid === null ? '–' : `PID ${String(pid)}`;
  return pid === null ? comm : `${comm} (${String(pid)})`;
}

/** A range of lines: `12`, `12–40`. */
export function lineSpan(lines: LineRange): string {
  return lines.first === lines.last ? String(lines.first) : `${String(lines.first)}–${String(lines.last)}`;
}

/** A reference to lines of the log. Its only parameter is our own numbers. */
export function lineReference(lines: readonly LineRange[]): Message {
  const isOne = lines.length === 1 && lines[0]?.first === lines[0]?.last;
  return said(isOne ? 'document.line' : 'document.lines', { lines: lines.map(lineSpan).join(', ') });
}
