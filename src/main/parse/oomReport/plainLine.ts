/** Web pages and chats write runs of blanks with no-break spaces, and signs without a width. */
export function withPlainBlanks(line: string): string {
  return /[\u00A0\u200B\uFEFF]/.test(line)
    ? line.replace(/\u00A0/g, ' ').replace(/^[\u200B\uFEFF]+/, '')
    : line;
}

/** Colours of `dmesg --color`, also where rsyslog escaped them. */
export function withoutColours(line: string): string {
  if (line.includes('#033[')) return withoutColours(line.replace(/#033\[[0-9;]*m/g, ''));
  // eslint-disable-next-line no-control-regex -- escape sequences are what is looked for
  return line.includes('\u001b') ? line.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '') : line;
}
