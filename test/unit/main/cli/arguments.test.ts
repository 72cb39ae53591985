import { describe, expect, it } from 'vitest';
import { languageOf, parseCommand } from '../../../../src/main/cli/arguments';

const choice = { host: null, keyFile: null, acceptHostKey: null };

describe('the command line', () => {
  it.each([
    [
      'sample',
      { kind: 'sample', ...choice, recording: null, atSeconds: null, isJson: false, language: 'en' },
    ],
    ['sample web-01 --json --lang zh-CN', { host: 'web-01', isJson: true, language: 'zh-CN' }],
    ['sample --recording a.jsonl.gz --at 12.5', { recording: 'a.jsonl.gz', atSeconds: 12.5 }],
    ['sample ops@h:2222 --key k --accept-host-key SHA256:x', { keyFile: 'k', acceptHostKey: 'SHA256:x' }],
    ['record --for 30', { kind: 'record', forSeconds: 30, everySeconds: 1, withCommandLines: false }],
    ['record db --for 5 --every 0.5 --with-command-lines', { everySeconds: 0.5, withCommandLines: true }],
    ['--help', { kind: 'help' }],
    ['sample -h', { kind: 'help' }],
    ['--version', { kind: 'version' }],
  ])('%s', (words, expected) => {
    const parsed = parseCommand(words.split(' '), {});
    expect(parsed).toMatchObject({ ok: true, value: expected });
  });

  it.each([
    ['', 'No command'],
    ['fly', 'no command "fly"'],
    ['sample a b', 'one argument too many'],
    ['sample --for 3', 'no option --for'],
    ['record --json --for 3', 'no option --json'],
    ['sample --at 3', 'needs --recording'],
    ['sample --recording f --at soon', 'number of seconds'],
    ['sample host --recording f', 'not both'],
    ['sample --lang de', '"en" or "zh-CN"'],
    ['record', 'needs --for'],
    ['record --for never', 'number of seconds'],
    ['record --for 3 --every 0', '0.2 or more'],
    ['sample --frobnicate', "Unknown option '--frobnicate'"],
  ])('refuses "%s"', (words, sentence) => {
    const parsed = parseCommand(words === '' ? [] : words.split(' '), {});
    expect(parsed).toMatchObject({ ok: false, problem: expect.stringContaining(sentence) as string });
  });

  it.each([
    [null, { LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [null, { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
    ['zh-CN', { LANG: 'C' }, 'zh-CN'],
    [null, {}, 'en'],
  ])('takes the language from %j and %j: %s', (given, environment, language) => {
    expect(languageOf(given, environment)).toBe(language);
  });
});
