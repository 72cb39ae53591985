import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * Asks for a password or passphrase on the terminal without showing it. Resolves to null where there is no terminal to
 * ask on, or nothing was typed.
 */
export async function askSecret(question: string): Promise<string | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  process.stderr.write(`${question} `);
  // readline edits the line as usual; what it would echo goes nowhere.
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await new Promise<string | null>((resolve) => {
      lines.once('line', (line) => {
        resolve(line === '' ? null : line);
      });
      lines.once('close', () => {
        resolve(null);
      });
    });
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
