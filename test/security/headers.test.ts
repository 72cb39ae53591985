import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, startServerUnderTest, type PageServerUnderTest } from './pageServerFixture';

/** Names of hosts and processes are strangers' text: where one becomes markup, the page's policy is what is left. */
describe('what a browser is told with every answer', () => {
  let server: PageServerUnderTest;
  beforeAll(async () => {
    server = await startServerUnderTest();
  });
  afterAll(() => server.stop());

  it('is a policy under which nothing runs, loads or is sent but the page’s own', async () => {
    const { headers } = await ask(server.port, '/');
    const policy = new Map(
      (headers['content-security-policy'] ?? '')
        .toString()
        .split('; ')
        .map((directive) => {
          const [name = '', ...sources] = directive.split(' ');
          return [name, sources.join(' ')] as const;
        }),
    );
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'font-src': "'self'",
      'img-src': "'self' data:",
      'connect-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
  });

  it.each(['/', '/assets/app-1a2b.js', '/missing'])('is the same for every path: %s', async (path) => {
    const { headers } = await ask(server.port, path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['server'] ?? headers['x-powered-by']).toBeUndefined();
  });

  it('is the type of each file, and to keep only what is named by its content', async () => {
    const page = await ask(server.port, '/');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
    const script = await ask(server.port, '/assets/app-1a2b.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toContain('immutable');
  });

  it.each([
    [{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'script' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Dest': 'iframe' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'document' }, 200],
    [{ 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Dest': 'script' }, 200],
    [{ 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Dest': 'document' }, 200],
  ])('is nothing where another page asks for a part of ours: %j', async (headers, status) => {
    expect(await ask(server.port, '/', { headers })).toMatchObject({ status });
  });
});
