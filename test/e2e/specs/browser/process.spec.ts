import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT, startShellProcess, type ShellProcess } from '../../shellProcess';

/** The browser shell as a process: what it prints, and how it ends. */

const SERVE = join(ROOT, 'out/main/serve.js');
const ADDRESS = /^Lowmark is at (http:\/\/127\.0\.0\.1:(\d+)\/#token=[\w-]{43})\n$/;

function serve(args: readonly string[], dataFolder?: string): Promise<ShellProcess> {
  return startShellProcess({
    nodeArguments: [SERVE, ...args],
    ...(dataFolder === undefined ? {} : { dataFolder }),
  });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`prints one line and ends cleanly on ${signal}`, async () => {
    const shell = await serve(['--port', '0']);
    const [, address = ''] = await shell.printed(ADDRESS);
    expect((await fetch(address)).status).toBe(200);
    shell.child.kill(signal);
    expect(await shell.ended).toBe(0);
    expect(shell.output.stdout).toMatch(ADDRESS);
    await expect(fetch(address)).rejects.toThrow();
    await shell.stop();
  });
}

test('gives every run another token', async () => {
  const [one, other] = await Promise.all([serve(['--port', '0']), serve(['--port', '0'])]);
  const [[, first], [, second]] = await Promise.all([one.printed(ADDRESS), other.printed(ADDRESS)]);
  expect(new URL(first ?? '').hash).not.toBe(new URL(second ?? '').hash);
  await Promise.all([one.stop(), other.stop()]);
});

test('says in one sentence that a port is taken, and ends', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  const address = blocker.address();
  const port = address === null || typeof address === 'string' ? '' : String(address.port);
  const shell = await serve(['--port', port]);
  expect(await shell.ended).toBe(1);
  expect(shell.output).toEqual({
    stdout: '',
    stderr: `lowmark: Port ${port} cannot be listened on: another program has it.\n`,
  });
  blocker.close();
  await shell.stop();
});

test('says in one sentence that its data folder cannot be used, and ends', async () => {
  const shell = await startShellProcess({
    nodeArguments: [SERVE, '--port', '0'],
    environment: { LOWMARK_HOME: '/dev/null/lowmark' },
  });
  expect(await shell.ended).toBe(1);
  expect(shell.output).toEqual({
    stdout: '',
    stderr:
      'lowmark: The data folder /dev/null/lowmark cannot be used: there is a file where a folder should be.\n',
  });
  await shell.stop();
});

for (const args of [['--port', '65536'], ['--port', 'x'], ['--port'], ['--unknown'], ['word']]) {
  test(`refuses wrong usage: ${args.join(' ')}`, async () => {
    const shell = await serve(args);
    expect(await shell.ended).toBe(2);
    expect(shell.output.stdout).toBe('');
    expect(shell.output.stderr).toMatch(/^lowmark: .+\n$/);
    await shell.stop();
  });
}

test('only reads a data folder that another one writes, and says so', async () => {
  const first = await serve(['--port', '0']);
  await first.printed(ADDRESS);
  await writeFile(join(first.dataFolder, 'marker'), '');
  const second = await serve(['--port', '0'], first.dataFolder);
  await second.printed(ADDRESS);
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  await first.stop();
});
