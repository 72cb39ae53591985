import { describe, expect, it } from 'vitest';
import {
  detailOf,
  parseAccount,
  parseSaidSteps,
  parseSudoAnswer,
  sudoRefusalOf,
} from '../../../../src/main/parse/inspection';
import type { SudoAnswer } from '../../../../src/shared/model';

describe('the account on a host', () => {
  it('is read', () => {
    const text = 'user ops\nuid 1000\ncapabilities 000001ffffffffff\ninit systemd\n';
    expect(parseAccount(text)).toEqual({
      user: 'ops',
      uid: 1000,
      effectiveCapabilities: '000001ffffffffff',
      initSystem: 'systemd',
    });
  });

  it.each([
    ['nothing', ''],
    ['nonsense', 'user \nuid x\ncapabilities all\ninit upstart\n'],
    ['a text that is cut off', 'uid 10'],
  ])('is unknown from %s', (_name, text) => {
    expect(parseAccount(text)).toEqual({
      user: '',
      uid: null,
      effectiveCapabilities: null,
      initSystem: 'unknown',
    });
  });
});

describe('what sudo says', () => {
  const rows: readonly (readonly [string, SudoAnswer, string])[] = [
    // sudo 1.8 and 1.9
    ['sudo: a password is required', 'needs-password', 'sudo: a password is required'],
    // sudo 1.7
    [
      'sudo: sorry, a password is required to run sudo',
      'needs-password',
      'sudo: sorry, a password is required to run sudo',
    ],
    [
      'Sorry, try again.\nsudo: no password was provided\nsudo: 1 incorrect password attempt\n',
      'needs-password',
      'Sorry, try again.',
    ],
    [
      '\nWe trust you have received the usual lecture from the local System\nAdministrator.\n\nsudo: 3 incorrect password attempts\n',
      'needs-password',
      'sudo: 3 incorrect password attempts',
    ],
    // sudo-rs
    [
      'sudo: interactive authentication is required',
      'needs-password',
      'sudo: interactive authentication is required',
    ],
    [
      'ops is not in the sudoers file.  This incident will be reported.',
      'refused',
      'ops is not in the sudoers file.  This incident will be reported.',
    ],
    [
      "Sorry, user ops is not allowed to execute '/usr/bin/sh -c : lowmark' as root on web-01.",
      'refused',
      "Sorry, user ops is not allowed to execute '/usr/bin/sh -c : lowmark' as root on web-01.",
    ],
    ['Sorry, user ops may not run sudo on web-01.', 'refused', 'Sorry, user ops may not run sudo on web-01.'],
    [
      'sudo: sorry, you must have a tty to run sudo',
      'refused',
      'sudo: sorry, you must have a tty to run sudo',
    ],
    ['sh: 2: sudo: not found', 'missing', 'sh: 2: sudo: not found'],
    ['sh: line 2: sudo: command not found', 'missing', 'sh: line 2: sudo: command not found'],
    ['something new\nand more of it', 'refused', 'and more of it'],
    ['', 'refused', ''],
  ];
  it.each(rows)('%j', (said, answer, detail) => {
    expect(sudoRefusalOf(said)).toEqual({ answer, detail });
  });

  it.each([
    ['status 0\n\n', 'works'],
    ['status 1\nsudo: a password is required\n', 'needs-password'],
    ['status 127\n', 'missing'],
    ['status 1\nsudo: sorry, you must have a tty to run sudo\n', 'refused'],
    ['status 0', 'refused'],
    ['', 'refused'],
  ])('when it is asked: %j', (text, answer) => {
    expect(parseSudoAnswer(text)).toBe(answer);
  });
});

describe('what the program says of its steps', () => {
  it('is read line by line', () => {
    const text = [
      'begin',
      '0 done 500 999 ',
      '1 denied -17 - cat: write error: Permission denied',
      '2 gone - -',
      '3 another-process - - sshd (it) really',
      '',
    ].join('\n');
    expect(parseSaidSteps(text, 4)).toEqual({
      hasBegun: true,
      steps: [
        { index: 0, outcome: 'done', value: 500, score: 999, detail: '' },
        {
          index: 1,
          outcome: 'denied',
          value: -17,
          score: null,
          detail: 'cat: write error: Permission denied',
        },
        { index: 2, outcome: 'gone', value: null, score: null, detail: '' },
        { index: 3, outcome: 'another-process', value: null, score: null, detail: 'sshd (it) really' },
      ],
    });
  });

  it.each([
    ['before it began', '0 done 1 1 \n', false],
    ['of a line that is cut off', 'begin\n0 done 5', true],
    ['of a word that it has not', 'begin\n0 perfect 5 5 \n', true],
    ['of a step that was not asked for', 'begin\n1 done 5 5 \n', true],
    ['of no number', 'begin\n0 done five 5 \n', true],
  ])('nothing is believed %s', (_name, text, hasBegun) => {
    expect(parseSaidSteps(text, 1)).toEqual({ hasBegun, steps: [] });
  });

  it('is what it said first', () => {
    expect(
      parseSaidSteps('begin\n0 denied 1 - no\n0 done 5 5 \n', 1).steps.map((step) => step.outcome),
    ).toEqual(['denied']);
  });
});

describe('a line for a sentence', () => {
  it.each([
    ['a\n\tb\u001b[31mc\u2028', 'a b [31mc'],
    ['x'.repeat(1_000), 'x'.repeat(300)],
  ])('%j', (text, line) => {
    expect(detailOf(text)).toBe(line);
  });
});
