import { describe, expect, it } from 'vitest';
import { parseServeOptions } from '../../../../src/main/serve/options';

describe('the command line of the browser shell', () => {
  it.each<[string[], { port: number | null; isDemoShown: boolean }]>([
    [[], { port: null, isDemoShown: false }],
    [['--demo'], { port: null, isDemoShown: true }],
    [['--port', '0'], { port: 0, isDemoShown: false }],
    [['--port=8080', '--demo'], { port: 8080, isDemoShown: true }],
    [['--port', '65535'], { port: 65535, isDemoShown: false }],
  ])('%j', (args, value) => {
    expect(parseServeOptions(args)).toEqual({ ok: true, value });
  });

  it.each<[string[], RegExp]>([
    [['--port', '65536'], /^--port takes a number from 0 to 65535/],
    [['--port', '-1'], /--port/],
    [['--port', '1.5'], /not "1\.5"/],
    [['--port', '0x50'], /--port takes/],
    [['--port', ' 80'], /--port takes/],
    [['--port', ''], /--port takes/],
    [['--port'], /--port/],
    [['--demo=yes'], /--demo/],
    [['--prot', '80'], /--prot/],
    [['80'], /80/],
  ])('is refused with a sentence: %j', (args, problem) => {
    expect(parseServeOptions(args)).toEqual({ ok: false, problem: expect.stringMatching(problem) as string });
  });
});
