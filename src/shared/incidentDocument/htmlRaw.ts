import type { IncidentPartKind } from '../model';
import type { IncidentDocumentInput } from './documentInput';
import { escapedHtml } from './htmlText';
import type { HtmlWriter } from './htmlWriter';
import { rawLinesOf } from './rawLines';
import { visibleText } from './visibleText';

/** How a line stands out, by what it was read as: what decides, long lists, and what only accompanies. */
const CLASSES: Partial<Record<IncidentPartKind, string>> = {
  invoker: 'u key',
  constraint: 'u key',
  kill: 'u key',
  group: 'u key',
  panic: 'u key',
  tasks: 'u list',
  slab: 'u list',
  stack: 'quiet',
  note: 'quiet',
};

/** The report line by line: its number, what it was read as, and the line as it was. */
export function rawSection({ incident, text }: IncidentDocumentInput, writer: HtmlWriter): string {
  if (text === null) return '';
  const lines = rawLinesOf(incident, text).map(({ number, text: line, kind }) => {
    const classes = kind === null ? '' : ` class="${CLASSES[kind] ?? 'u'}"`;
    const id = `${writer.prefix}L${String(number)}`;
    return `<div id="${id}"${classes}><span>${String(number)}</span><em>${kind ?? ''}</em><code>${escapedHtml(visibleText(line))}</code></div>`;
  });
  return writer.section('document.report', `<div class="raw">\n${lines.join('\n')}\n</div>`, 'long');
}
