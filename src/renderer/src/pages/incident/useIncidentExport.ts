import type { IncidentDocumentInput } from '../../../../shared/incidentDocument/documentInput';
import { incidentMarkdown } from '../../../../shared/incidentDocument/markdown';
import type { IncidentSummary } from '../../../../shared/model';
import { useTexts } from '../../i18n/useTexts';
import { useToastStore } from '../../stores/toastStore';
import { saveFile } from '../../ui/saveFile';
import { exportedFile, type ExportFormat } from './incidentExport';

export interface IncidentExport {
  readonly download: (format: ExportFormat) => void;
  /** Settles when the clipboard has it or has refused. Never rejects. */
  readonly copyMarkdown: () => Promise<void>;
}

/** Takes an incident out of the page: as a file of the browser's downloads, or through the clipboard. */
export function useIncidentExport(
  input: () => IncidentDocumentInput,
  summary: () => IncidentSummary,
): IncidentExport {
  const { language } = useTexts();
  const toasts = useToastStore();

  function download(format: ExportFormat): void {
    const file = exportedFile(input(), summary(), format, language.value);
    saveFile(file);
    toasts.show({ key: 'incident.export.saved', params: { name: file.name } });
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
