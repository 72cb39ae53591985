import type { LineRange, Message } from '../model';
import type { Language } from '../messages/format';
import type { MessageCode } from '../messages/en';
import type { IncidentDocumentInput } from './documentInput';
import { said } from './documentInput';
import { escapedHtml, htmlOf } from './htmlText';
import type { DocumentSection } from './sections';
import type { DocumentTable } from './tables';
import { lineReference } from './visibleText';
import { renderMessage } from '../messages/renderMessage';

/** Writes the parts of a page in one language. All text goes through it, and it escapes all of it. */
export class HtmlWriter {
  /** @param prefix of the ids of this incident's lines */
  constructor(
    readonly language: Language,
    readonly prefix: string,
    private readonly input: IncidentDocumentInput,
  ) {}

  say(message: Message): string {
    return htmlOf(message, this.language);
  }

  words(code: MessageCode, params: Message['params'] = {}): string {
    return this.say(said(code, params));
  }

  /** A panel. `long`: may be cut between printed pages. */
  section(heading: MessageCode, body: string, className = ''): string {
    const classes = className === '' ? '' : ` class="${className}"`;
    return `<section${classes}>\n<h2>${this.words(heading)}</h2>\n${body}\n</section>`;
  }

  statements(section: DocumentSection, className = ''): string {
    return this.section(section.heading, this.list(section, className));
  }

  /** Sentences with the lines they come from. `steps`: in order, numbered. */
  list({ statements }: DocumentSection, className = ''): string {
    const items = statements
      .map(({ message, lines }) => `<li>${this.say(message)}${this.lineLinks(lines)}</li>`)
      .join('\n');
    return className === '' ? `<ul>${items}</ul>` : `<ol class="${className}">${items}</ol>`;
  }

  /** References to lines of the report, as links where it is on the page. */
  lineLinks(lines: readonly LineRange[]): string {
    if (lines.length === 0) return '';
    const words = renderMessage(lineReference(lines), this.language);
    const first = lines[0]?.first ?? 0;
    if (!this.isOnPage(first)) return `<span class="lines">${escapedHtml(words)}</span>`;
    return `<a class="lines" href="#${this.prefix}L${String(first)}">${escapedHtml(words)}</a>`;
  }

  private isOnPage(line: number): boolean {
    const { text, incident } = this.input;
    return text !== null && line >= incident.lines.first && line <= incident.lines.last;
  }

  /**
   * @param rowClasses of each row
   * @param picture stands before a cell, by the row's number and the column's heading
   */
  table(
    { columns, rows }: DocumentTable,
    rowClasses: readonly string[] = [],
    picture: (row: number, heading: string) => string = () => '',
  ): string {
    const classOf = (index: number): string => (columns[index]?.isNumber === true ? ' class="number"' : '');
    const head = columns
      .map(({ heading }, index) => `<th scope="col"${classOf(index)}>${escapedHtml(heading)}</th>`)
      .join('');
    const body = rows.map((row, rowIndex) => {
      const cells = row.map((cell, index) => {
        const shown = typeof cell === 'string' ? escapedHtml(cell) : this.say(cell);
        return `<td${classOf(index)}>${picture(rowIndex, columns[index]?.heading ?? '')}${shown}</td>`;
      });
      const rowClass = rowClasses[rowIndex] ?? '';
      return `<tr${rowClass === '' ? '' : ` class="${rowClass}"`}>${cells.join('')}</tr>`;
    });
    return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>`;
  }
}
