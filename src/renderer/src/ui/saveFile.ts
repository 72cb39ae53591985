export interface SavedFile {
  readonly name: string;
  readonly text: string;
  readonly mediaType: string;
}

/** So long the browser may take to begin to read what it is to save. */
const KEEP_MS = 60_000;

/** Gives a text to the browser's downloads, as a file. */
export function saveFile({ name, text, mediaType }: SavedFile): void {
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
}
