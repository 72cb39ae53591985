import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../../src/main/cli/arguments';

const CHECK = {
  kind: 'policy-check',
  hosts: [],
  isForAll: false,
  recording: null,
  policyFile: null,
  keyFile: null,
  acceptHostKey: null,
  isJson: false,
  language: 'en',
};

describe('the words of lowmark policy', () => {
  it.each([
    ['policy check', CHECK],
    ['policy check db-01 ops@web:2222', { ...CHECK, hosts: ['db-01', 'ops@web:2222'] }],
    ['policy check --all --json --lang zh-CN', { ...CHECK, isForAll: true, isJson: true, language: 'zh-CN' }],
    [
      'policy check --policy p.yaml --recording r.jsonl',
      { ...CHECK, policyFile: 'p.yaml', recording: 'r.jsonl' },
    ],
    [
      'policy check db --key k --accept-host-key SHA256:x',
      { ...CHECK, hosts: ['db'], keyFile: 'k', acceptHostKey: 'SHA256:x' },
    ],
    ['policy suggest', { kind: 'policy-suggest', language: 'en' }],
  ])('%s', (words, expected) => {
    expect(parseCommand(words.split(' '), {})).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['policy', 'check or suggest'],
    ['policy apply', 'no "policy apply"'],
    ['policy check a --all', 'one of them'],
    ['policy check a --recording r', 'one of them'],
    ['policy check --all --recording r', 'one of them'],
    ['policy check --accept-host-key SHA256:x', 'one host'],
    ['policy check a b --accept-host-key SHA256:x', 'one host'],
    ['policy check --all --key k', 'hosts that are named'],
    ['policy check --adj 1=2', 'no option --adj'],
    ['policy suggest a', 'nothing more'],
    ['policy suggest --all', 'nothing more'],
    ['sample --policy p', 'no option --policy'],
  ])('%s is refused: %s', (words, problem) => {
    expect(parseCommand(words.split(' '), {})).toMatchObject({
      ok: false,
      problem: expect.stringContaining(problem) as unknown,
    });
  });
});
