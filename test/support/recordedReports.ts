import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const RECORDED = fileURLToPath(new URL('../fixtures/oom/recorded/', import.meta.url));

/** The kernel log of a kill that was caused on a real kernel, as its buffer had it. */
export function recordedReport(name: string): string {
  return readFileSync(`${RECORDED}${name}.log`, 'utf8');
}

/** The same as `journalctl -o short-iso` writes it for a host that booted at the time given. */
export function inJournal(text: string, bootAtMs: number, hostname = 'web-01'): string {
  return text
    .split('\n')
    .map((line) => {
      const stamp = /^\[ *(\d+\.\d+)\] (.*)$/.exec(line);
      if (stamp === null) return line;
      const at = new Date(bootAtMs + Math.floor(Number(stamp[1])) * 1_000).toISOString().slice(0, 19);
      return `${at}+0000 ${hostname} kernel: ${stamp[2] ?? ''}`;
    })
    .join('\n');
}
