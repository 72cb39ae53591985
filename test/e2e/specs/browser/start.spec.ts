import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT, startShellProcess } from '../../shellProcess';

/** `npm start` as a person runs it, set-up and all. */

const START = join(ROOT, 'scripts/start.mjs');
const ADDRESS = /^Lowmark is at (http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43})\n$/;

const WAYS = [
  { name: 'opens the browser shell when asked to', words: ['--serve'], isReasonSaid: false },
  {
    name: 'says in one line why there is no window, and opens the browser shell',
    words: [],
    isReasonSaid: true,
  },
] as const;

for (const { name, words, isReasonSaid } of WAYS) {
  test(name, async () => {
    // Without a display: the environment of these processes names none.
    const shell = await startShellProcess({ nodeArguments: [START, ...words, '--port', '0'] });
    const [, address = ''] = await shell.printed(ADDRESS);
    expect((await fetch(address)).status).toBe(200);
    const reasons = shell.output.stderr
      .split('\n')
      .filter((line) => line.startsWith('The window cannot open: '));
    expect(reasons).toHaveLength(isReasonSaid ? 1 : 0);
    shell.child.kill('SIGTERM');
    expect(await shell.ended).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
    await shell.stop();
  });
}
