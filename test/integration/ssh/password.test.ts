import { once } from 'node:events';
import type { AuthContext, KeyboardAuthContext } from 'ssh2';
import { Server, utils } from 'ssh2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostFailure } from '../../../src/shared/model';
import { renderMessage } from '../../../src/shared/messages/renderMessage';
import { Desk, failureOf, openBox, run } from './sshTarget';

const PASSWORD = 'correct horse';

/** Every try that the server has seen: the method, and the word with it. */
let seen: string[] = [];
let server: Server;
let port: number;
let desk: Desk;
const hostKey = utils.generateKeyPairSync('ed25519');

/** A server that takes passwords in the given ways; PAM is not to be had everywhere. */
async function serve(
  methods: readonly ('password' | 'keyboard-interactive' | 'publickey')[],
  prompts = ['Password: '],
) {
  seen = [];
  server = new Server({ hostKeys: [hostKey.private] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => judge(context, [...methods], prompts));
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec) => {
        const channel = acceptExec();
        channel.write('in\n');
        channel.exit(0);
        channel.end();
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: unknown = server.address();
  port = typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
  const [type, base64] = hostKey.public.split(' ');
  desk.write('known_hosts', `[127.0.0.1]:${String(port)} ${type ?? ''} ${base64 ?? ''}`);
}

function judge(context: AuthContext, methods: AuthContext['method'][], prompts: readonly string[]): void {
  const refuse = (): void => {
    context.reject(methods);
  };
  if (context.method === 'password' && methods.includes('password')) {
    seen.push(`password ${context.password}`);
    if (context.password === PASSWORD) context.accept();
    else refuse();
  } else if (context.method === 'keyboard-interactive' && methods.includes('keyboard-interactive')) {
    askOneByOne(context, [...prompts], refuse);
  } else {
    if (context.method !== 'none') seen.push(context.method);
    refuse();
  }
}

function askOneByOne(context: KeyboardAuthContext, prompts: string[], refuse: () => void): void {
  const prompt = prompts.shift();
  if (prompt === undefined) {
    context.accept();
    return;
  }
  const echo = prompt.startsWith('Visible');
  context.prompt([{ prompt, echo }], (answers) => {
    seen.push(`keyboard-interactive ${answers.join(',')}`);
    if (answers[0] === PASSWORD) askOneByOne(context, prompts, refuse);
    else refuse();
  });
}

function wish(secret?: string, kind: 'password' | 'auto' = 'password') {
  const authentication = { kind };
  return { port, user: 'pw', authentication, ...(secret === undefined ? {} : { secret }) };
}

function sentences({ message }: HostFailure): string {
  return JSON.stringify(message) + renderMessage(message, 'en') + renderMessage(message, 'zh-CN');
}

describe('a server that asks for a password', () => {
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(async () => {
    await new Promise<void>((resolve) => server.close(() => resolve()));
    desk.remove();
  });

  it('gets it by the method of that name, once', async () => {
    await serve(['publickey', 'password', 'keyboard-interactive']);
    expect(await run(await openBox(desk.access(), wish(PASSWORD)), 'exit')).toBe('in\n');
    expect(seen).toEqual([`password ${PASSWORD}`]);
  });

  it('gets it at its prompt where that is all it has', async () => {
    await serve(['publickey', 'keyboard-interactive']);
    expect(await run(await openBox(desk.access(), wish(PASSWORD)), 'exit')).toBe('in\n');
    expect(seen).toEqual([`keyboard-interactive ${PASSWORD}`]);
  });

  it('gets a wrong one only once, by one method, and no sentence repeats it', async () => {
    await serve(['password', 'keyboard-interactive']);
    const failure = await failureOf(openBox(desk.access(), wish('hunter2')));
    expect(failure).toMatchObject({
      kind: 'auth-failed',
      message: { params: { host: 'box', user: 'pw', methods: 'password' } },
    });
    expect(seen).toEqual(['password hunter2']);
    expect(sentences(failure)).not.toContain('hunter2');
  });

  it('is known to want one before anybody types it', async () => {
    await serve(['password']);
    expect(await failureOf(openBox(desk.access(), wish()))).toMatchObject({
      kind: 'needs-password',
      message: { params: { host: 'box', user: 'pw' } },
    });
    expect(await failureOf(openBox(desk.access(), wish(undefined, 'auto')))).toMatchObject({
      kind: 'needs-password',
    });
    expect(seen).toEqual([]);
  });

  it('gets the password of “auto” where no key comes before it', async () => {
    await serve(['publickey', 'password']);
    expect(await run(await openBox(desk.access(), wish(PASSWORD, 'auto')), 'exit')).toBe('in\n');
  });

  it('never gets to see the passphrase of a key', async () => {
    await serve(['publickey', 'password', 'keyboard-interactive']);
    const locked = utils.generateKeyPairSync('ed25519', {
      passphrase: PASSWORD,
      cipher: 'aes256-ctr',
      rounds: 4,
    });
    desk.write('id_ed25519', locked.private);
    const wrong = await failureOf(openBox(desk.access(), wish('hunter2', 'auto')));
    expect(wrong).toMatchObject({ message: { code: 'failure.wrong-passphrase' } });
    const refused = await failureOf(openBox(desk.access(), wish(PASSWORD, 'auto')));
    expect(refused).toMatchObject({ kind: 'auth-failed', message: { params: { methods: 'id_ed25519' } } });
    expect(seen).toEqual(['publickey']);
  });

  it('gets nothing before its host key is known', async () => {
    await serve(['password']);
    desk.write('known_hosts', '');
    expect(await failureOf(openBox(desk.access(), wish(PASSWORD)))).toMatchObject({
      kind: 'host-key-unknown',
    });
    expect(seen).toEqual([]);
  });

  it('does not get it for a second factor or a visible question', async () => {
    await serve(['keyboard-interactive'], ['Password: ', 'One-time code: ']);
    expect(await failureOf(openBox(desk.access(), wish(PASSWORD)))).toMatchObject({ kind: 'auth-failed' });
    expect(seen).toEqual([`keyboard-interactive ${PASSWORD}`, 'keyboard-interactive ']);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await serve(['keyboard-interactive'], ['Visible name: ']);
    expect(await failureOf(openBox(desk.access(), wish(PASSWORD)))).toMatchObject({ kind: 'auth-failed' });
    expect(seen).toEqual(['keyboard-interactive ']);
  });
});
