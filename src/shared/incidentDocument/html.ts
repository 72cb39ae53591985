import type { Message } from '../model';
import type { Language } from '../messages/format';
import { renderMessage } from '../messages/renderMessage';
import type { IncidentDocumentInput } from './documentInput';
import { said } from './documentInput';
import { factsOf, whenOf } from './facts';
import { memoryCharts, zoneCharts } from './htmlCharts';
import { HTML_STYLE } from './htmlStyle';
import { escapedHtml } from './htmlText';
import { HtmlWriter } from './htmlWriter';
import { rankingSection } from './htmlRanking';
import { rawSection } from './htmlRaw';
import { adviceOf, sectionsOf, whatIfOfDocument } from './sections';
import { timelineOf } from './timeline';

/**
 * One incident as a page of its own: one file without scripts and without anything from elsewhere, dark or light by the
 * reader's system, made to be read and printed.
 */
export function incidentHtml(input: IncidentDocumentInput, language: Language): string {
  return `${htmlHead(input.title, language)}${incidentArticle(input, language, 1)}${HTML_END}`;
}

/** The beginning of a page for {@link incidentArticle}s; {@link HTML_END} ends it. */
export function htmlHead(title: Message, language: Language): string {
  // Nothing on the page may run or be fetched, whatever a name in a log tries to be.
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapedHtml(renderMessage(title, language))}</title>`,
    `<style>${HTML_STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    '',
  ].join('\n');
}

export const HTML_END = '</main>\n</body>\n</html>\n';

/** One incident within a page. @param number its place on the page, from 1: it keeps links to lines apart. */
export function incidentArticle(input: IncidentDocumentInput, language: Language, number: number): string {
  const writer = new HtmlWriter(language, `i${String(number)}-`, input);
  const parts = [
    header(input, writer),
    writer.section('document.facts', factList(input, writer)),
    timeline(input, writer),
    explained(input, writer),
    zoneCharts(input, writer),
    memoryCharts(input, writer),
    rankingSection(input, writer),
    whatIf(input, writer),
    adviceSteps(input, writer),
    ...sectionsOf(input, ['prevent']).map((section) => writer.statements(section)),
    rawSection(input, writer),
    `<footer>${writer.words('document.made-by')}</footer>`,
  ];
  return `<article>\n${parts.filter((part) => part !== '').join('\n')}\n</article>\n`;
}

function header(input: IncidentDocumentInput, writer: HtmlWriter): string {
  const { incident, explanation, hostName } = input;
  const isQuiet = incident.kills.length === 0 && !incident.panic;
  const host = hostName ?? incident.hostname;
  const tag = `<span class="tag${isQuiet ? ' quiet' : ''}">${writer.words(`document.outcome-${incident.outcome}`)}</span>`;
  const where = host === null ? '' : `<span>${writer.say(said('document.plain', { text: host }))}</span>`;
  return [
    '<header>',
    `<p class="kicker">${tag}${where}<span>${writer.say(whenOf(incident))}</span></p>`,
    `<h1>${writer.say(input.title)}</h1>`,
    `<p class="lead">${writer.say(explanation.cause.message)}</p>`,
    '</header>',
  ].join('\n');
}

function factList(input: IncidentDocumentInput, writer: HtmlWriter): string {
  const rows = factsOf(input, false).map(({ label, values }) => {
    const shown = values.map((value) => `<div>${writer.say(value)}</div>`).join('');
    return `<dt>${writer.words(label)}</dt><dd>${shown}</dd>`;
  });
  return `<dl>${rows.join('\n')}</dl>`;
}

function timeline({ incident, text }: IncidentDocumentInput, writer: HtmlWriter): string {
  const events = timelineOf(incident, text);
  if (events.length === 0) return '';
  const items = events.map(({ message, afterSeconds, line }) => {
    const after = afterSeconds === null ? '–' : `+${afterSeconds.toFixed(3)} s`;
    const lines = line === null ? '' : writer.lineLinks([{ first: line, last: line }]);
    return `<li><time>${after}</time><span>${writer.say(message)}</span>${lines === '' ? '<span></span>' : lines}</li>`;
  });
  return writer.section('document.timeline', `<ol class="timeline">${items.join('\n')}</ol>`);
}

/** What is told of it, side by side where there is room. */
function explained(input: IncidentDocumentInput, writer: HtmlWriter): string {
  const sections = sectionsOf(input, ['ran-out', 'asked', 'chosen', 'died', 'others', 'told', 'state']);
  if (sections.length === 0) return '';
  const blocks = sections.map(
    (section) => `<div><h3>${writer.words(section.heading)}</h3>${writer.list(section)}</div>`,
  );
  return writer.section('document.explained', `<div class="why">${blocks.join('\n')}</div>`);
}

function whatIf(input: IncidentDocumentInput, writer: HtmlWriter): string {
  const tried = whatIfOfDocument(input);
  if (tried === null) return '';
  const changes = tried.changes.map((change) => `<li>${writer.say(change)}</li>`).join('');
  const answers = tried.answers.map((answer) => `<p>${writer.say(answer)}</p>`).join('');
  return writer.section('document.whatif', `<ul>${changes}</ul>${answers}`);
}

function adviceSteps(input: IncidentDocumentInput, writer: HtmlWriter): string {
  const section = adviceOf(input);
  return section === null ? '' : writer.statements(section, 'steps');
}
