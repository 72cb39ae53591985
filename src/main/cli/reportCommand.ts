import type { Readable } from 'node:stream';
import type { Incident } from '../../shared/model';
import type { Language } from '../../shared/messages/format';
import { said } from '../../shared/incidentDocument/documentInput';
import { explainedIncident } from '../../shared/incidentDocument/explainedIncident';
import { HTML_END, htmlHead, incidentArticle } from '../../shared/incidentDocument/html';
import { incidentMarkdown } from '../../shared/incidentDocument/markdown';
import { incidentTable } from './incidentTable';
import { LineSpool } from './lineSpool';
import { LogFindings, type FileFinding } from './logFindings';
import type { CommandOutput } from './output';
import { plainOf } from './output';
import type { ReportWords } from './reportArguments';
import { SignSummary } from './signTable';

/**
 * `lowmark report`: what log files say of OOM kills. Incidents are written as they are found, so that a log of gigabytes needs
 * little memory; early signs follow at the end.
 *
 * @returns whether every file could be read; what could be is written in any case.
 */
export async function reportCommand(
  command: ReportWords,
  output: CommandOutput,
  stdin?: Readable,
): Promise<boolean> {
  const { files, format, language, incidentId } = command;
  const keepsText = format === 'markdown' || format === 'html';
  const findings = new LogFindings({ files, language, keepsText, stdin }, output);
  const writer = writerOf(command, output, findings);
  await writer.begin();
  let shown = 0;
  try {
    for await (const finding of findings.all()) {
      if (finding.kind === 'incident') {
        if (!isChosen(finding.incident, incidentId)) continue;
        shown += 1;
      }
      output.progress.clear();
      await writer.take(finding);
    }
    await writer.end();
  } finally {
    await writer.close();
  }
  if (incidentId === null || shown > 0) return findings.failedFiles === 0;
  const params = { id: incidentId, files: namesOf(files) };
  output.complain(plainOf(said('terminal.report-no-incident', params), language));
  return false;
}

/** @param id an incident's id or its beginning; null: any */
export function isChosen(incident: Incident, id: string | null): boolean {
  return id === null || incident.id.startsWith(id);
}

/** File names as a sentence names them. */
function namesOf(files: readonly string[]): string {
  return files.length <= 3
    ? files.join(', ')
    : `${files.slice(0, 2).join(', ')}, … (${String(files.length)})`;
}

/** One form of the output. */
interface ReportWriter {
  readonly begin: () => Promise<void>;
  readonly take: (finding: FileFinding) => Promise<void>;
  readonly end: () => Promise<void>;
  readonly close: () => Promise<void>;
}

function writerOf(command: ReportWords, output: CommandOutput, findings: LogFindings): ReportWriter {
  switch (command.format) {
    case 'json':
      return jsonWriter(output);
    case 'table':
      return tableWriter(command, output, findings);
    case 'markdown':
      return markdownWriter(command, output);
    case 'html':
      return htmlWriter(command, output);
  }
}

const nothing = (): Promise<void> => Promise.resolve();

/** `{ "incidents": [...], "signs": [...] }`, an incident or a sign on a line. */
function jsonWriter({ write }: CommandOutput): ReportWriter {
  const signs = new LineSpool();
  let separator = '\n';
  return {
    begin: () => write('{"incidents":['),
    take: async (finding) => {
      if (finding.kind === 'sign') {
        await signs.add(JSON.stringify(finding.sign));
        return;
      }
      await write(`${separator}${JSON.stringify(finding.incident)}`);
      separator = ',\n';
    },
    end: async () => {
      await write('],\n"signs":[');
      separator = '\n';
      for await (const sign of signs.lines()) {
        await write(`${separator}${sign}`);
        separator = ',\n';
      }
      await write(']}\n');
    },
    close: () => signs.close(),
  };
}

function tableWriter(
  { files, language }: ReportWords,
  { write }: CommandOutput,
  findings: LogFindings,
): ReportWriter {
  const signs = new SignSummary();
  let incidents = 0;
  let kills = 0;
  return {
    begin: nothing,
    take: async (finding) => {
      if (finding.kind === 'sign') {
        signs.add(finding.sign);
        return;
      }
      const { incident, file } = finding;
      incidents += 1;
      kills += incident.kills.length;
      await write(`${incidentTable(explainedIncident(incident), file, language)}\n\n\n`);
    },
    end: async () => {
      const table = signs.table(language);
      if (table !== '') await write(`${table}\n\n`);
      if (incidents === 0 && findings.failedFiles < files.length) {
        await write(`${plainOf(said('terminal.report-none', { files: namesOf(files) }), language)}\n`);
      }
      const params = { incidents, kills, signs: signs.count, readBytes: findings.readBytes };
      await write(`${plainOf(said('terminal.report-counts', params), language)}\n`);
    },
    close: nothing,
  };
}

/** Only incidents have documents; that there is none is said, so that an empty file is no riddle. */
function markdownWriter({ files, language }: ReportWords, output: CommandOutput): ReportWriter {
  let incidents = 0;
  return {
    begin: nothing,
    take: async (finding) => {
      if (finding.kind === 'sign') return;
      const { incident, text } = finding;
      const gap = incidents === 0 ? '' : '\n\n';
      incidents += 1;
      await output.write(`${gap}${incidentMarkdown(explainedIncident(incident, { text }), language)}`);
    },
    end: () => {
      if (incidents === 0) sayNone(files, language, output);
      return Promise.resolve();
    },
    close: nothing,
  };
}

function htmlWriter({ files, language }: ReportWords, output: CommandOutput): ReportWriter {
  let incidents = 0;
  return {
    begin: () =>
      output.write(htmlHead(said('terminal.report-page-title', { files: namesOf(files) }), language)),
    take: async (finding) => {
      if (finding.kind === 'sign') return;
      incidents += 1;
      const input = explainedIncident(finding.incident, { text: finding.text });
      await output.write(incidentArticle(input, language, incidents));
    },
    end: async () => {
      if (incidents === 0) sayNone(files, language, output);
      await output.write(HTML_END);
    },
    close: nothing,
  };
}

function sayNone(files: readonly string[], language: Language, { complain }: CommandOutput): void {
  complain(plainOf(said('terminal.report-none', { files: namesOf(files) }), language));
}
