import type { IncidentDocumentInput } from '../../../../shared/incidentDocument/documentInput';
import { incidentMarkdown } from '../../../../shared/incidentDocument/markdown';
import type { IncidentSummary } from '../../../../shared/model';
import { useTexts } from '../../i18n/useTexts';
import { useToastStore } from '../../stores/toastStore';
import { exportedFile, type ExportFormat } from './incidentExport';

export interface IncidentExport {
  readonly download: (format: ExportFormat) => void;
  /** Settles when the clipboard has it or has refused. Never rejects. */
  readonly copyMarkdown: () => Promise<void>;
}

/** So long the browser may take to begin to read what it is to save. */
const KEEP_MS = 60_000;

/** Takes an incident out of the page: as a file of the browser's downloads, or through the clipboard. */
export function useIncidentExport(
  input: () => IncidentDocumentInput,
  summary: () => IncidentSummary,
): IncidentExport {
  const { language } = useTexts();
  const toasts = useToastStore();

  function download(format: ExportFormat): void {
    const { name, text, mediaType } = exportedFile(input(), summary(), format, language.value);
    const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => {
      URL.revokeObjectURL(address);
    }, KEEP_MS);
    toasts.show({ key: 'incident.export.saved', params: { name } });
  }

  async function copyMarkdown(): Promise<void> {
    try {
      await navigator.clipboard.writeText(incidentMarkdown(input(), language.value));
      toasts.show({ key: 'incident.export.copied' });
    } catch {
      // The browser says no where the page has no right to it.
      toasts.show({ key: 'incident.notCopied' }, { tone: 'problem' });
    }
  }

  return { download, copyMarkdown };
}
