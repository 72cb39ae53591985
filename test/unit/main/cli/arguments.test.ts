import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../../src/main/cli/arguments';
import { languageOf } from '../../../../src/main/cli/options';

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
    ['report kern.log', { kind: 'report', files: ['kern.log'], format: 'table', incidentId: null }],
    ['report a.log b.log.gz - --json', { files: ['a.log', 'b.log.gz', '-'], format: 'json' }],
    ['report - --format html --incident 12ab', { format: 'html', incidentId: '12ab' }],
    ['report - --format json --json', { format: 'json' }],
    ['replay -', { kind: 'replay', file: '-', isJson: false, incidentId: null }],
    [
      'replay k --json --adj 1=-500 --adj 2=1000 --remove 3 --remove 4,5',
      {
        isJson: true,
        changes: {
          adjByPid: new Map([
            [1, -500],
            [2, 1000],
          ]),
          removedPids: new Set([3, 4, 5]),
        },
      },
    ],
    [
      'replay k --add-ram -1G --add-swap=512MiB --add-limit 4096',
      {
        changes: { addedRamBytes: -1_073_741_824, addedSwapBytes: 536_870_912, addedLimitBytes: 4096 },
      },
    ],
    ['replay k --adj 7=-17', { changes: { adjByPid: new Map([[7, -17]]) } }],
    ['audit', { kind: 'audit', search: '', host: null, format: 'table', language: 'en' }],
    [
      'audit --search nginx --host web --format csv --lang zh-CN',
      { search: 'nginx', host: 'web', format: 'csv' },
    ],
    ['audit --json', { kind: 'audit', format: 'json' }],
    ['audit verify', { kind: 'audit-verify', head: null, isJson: false }],
    ['audit verify --json', { kind: 'audit-verify', isJson: true }],
    [`audit verify --head ${'AB'.repeat(32)}`, { kind: 'audit-verify', head: 'ab'.repeat(32) }],
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
    ['audit verify now', 'one argument too many'],
    ['audit clear', 'does not know "clear"'],
    ['audit --format html', 'not "html"'],
    ['audit --json --format csv', 'not both'],
    [`audit --head ${'a'.repeat(64)}`, '--head is for "audit verify"'],
    ['audit verify --head abc', '64 hex digits'],
    ['audit verify --search x', 'no option --search'],
    ['sample --for 3', 'no option --for'],
    ['record --json --for 3', 'no option --json'],
    ['sample --at 3', 'needs --recording'],
    ['sample --recording f --at soon', 'number of seconds'],
    ['sample host --recording f', 'not both'],
    ['sample --lang de', '"en" or "zh-CN"'],
    ['record', 'needs --for'],
    ['record --for never', 'number of seconds'],
    ['record --for 3 --every 0', '0.2 or more'],
    ['report', 'needs a FILE'],
    ['report - -', 'only once'],
    ['report k --format pdf', '--format is "table"'],
    ['report k --format html --json', 'not both'],
    ['report k --adj 1=2', 'no option --adj'],
    ['replay', 'needs a FILE'],
    ['replay a b', 'one argument too many'],
    ['replay k --format html', 'no option --format'],
    ['replay k --adj 12', 'PID=VALUE'],
    ['replay k --adj 0=1', 'PID=VALUE'],
    ['replay k --adj x=1', 'PID=VALUE'],
    ['replay k --adj 1=1.5', 'PID=VALUE'],
    ['replay k --adj 1=-1001', 'from -1000 to 1000'],
    ['replay k --adj 1=1001', 'from -1000 to 1000'],
    ['replay k --remove nginx', 'takes a PID'],
    ['replay k --add-ram 2GB', 'such as 1073741824'],
    ['replay k --add-swap much', 'such as 1073741824'],
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
