import type { IncidentDocumentInput } from '../../../../shared/incidentDocument/documentInput';
import { incidentHtml } from '../../../../shared/incidentDocument/html';
import { incidentJson } from '../../../../shared/incidentDocument/json';
import { incidentMarkdown } from '../../../../shared/incidentDocument/markdown';
import type { Language } from '../../../../shared/messages/format';
import type { IncidentSummary } from '../../../../shared/model';
import type { SavedFile } from '../../ui/saveFile';

/** The forms in which an incident is written to a file. */
export const EXPORT_FORMATS = ['markdown', 'html', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const ENDINGS: Readonly<Record<ExportFormat, string>> = { markdown: 'md', html: 'html', json: 'json' };
const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  markdown: 'text/markdown;charset=utf-8',
  html: 'text/html;charset=utf-8',
  json: 'application/json',
};

/** An incident as a file in the reader's language. */
export function exportedFile(
  input: IncidentDocumentInput,
  summary: IncidentSummary,
  format: ExportFormat,
  language: Language,
): SavedFile {
  const written = { markdown: incidentMarkdown, html: incidentHtml, json: incidentJson }[format];
  return {
    name: `${fileStem(summary)}.${ENDINGS[format]}`,
    text: written(input, language),
    mediaType: MEDIA_TYPES[format],
  };
}

const MOST_STEM_CHARACTERS = 80;

/** `oom-db-02-java-20261012T190020Z`: only letters, digits and dashes, since names in it are foreign. */
export function fileStem({ hostName, victims, happenedAtMs, at }: IncidentSummary): string {
  const moment =
    happenedAtMs !== null
      ? new Date(happenedAtMs)
          .toISOString()
          .replace(/\.\d+Z$/, 'Z')
          .replaceAll(/[-:]/g, '')
      : at.bootSeconds === null
        ? null
        : `boot${String(Math.trunc(at.bootSeconds))}`;
  const names = [hostName, victims[0]?.comm ?? null].flatMap((name) => plainName(name) ?? []);
  const stem = ['oom', ...names].join('-').slice(0, MOST_STEM_CHARACTERS);
  return moment === null ? stem : `${stem}-${moment}`;
}

function plainName(name: string | null): string | null {
  const plain = (name ?? '').replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '');
  return plain === '' ? null : plain;
}
