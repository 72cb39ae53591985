import { describe, expect, it } from 'vitest';
import { formatHostAddress, isIpv6, parseHostAddress } from '../../../src/shared/hostAddress';

function address(user: string | null, host: string, port: number | null) {
  return { ok: true, value: { user, host, port } };
}

function problem(kind: string, text: string) {
  return { ok: false, problem: { kind, text } };
}

describe('parseHostAddress', () => {
  it.each([
    ['web-01', address(null, 'web-01', null)],
    ['  web-01\n', address(null, 'web-01', null)],
    ['ops@web-01.example', address('ops', 'web-01.example', null)],
    ['ops@web-01:2222', address('ops', 'web-01', 2222)],
    ['web-01:1', address(null, 'web-01', 1)],
    ['10.0.0.7:65535', address(null, '10.0.0.7', 65_535)],
    ['ops@[2001:db8::7]:22', address('ops', '2001:db8::7', 22)],
    ['[fe80::1%eth0]', address(null, 'fe80::1%eth0', null)],
    ['ops@::1', address('ops', '::1', null)],
    ['::1:22', address(null, '::1:22', null)],
    ['ann@corp.example@bastion', address('ann@corp.example', 'bastion', null)],
    ['服务器.example', address(null, '服务器.example', null)],
    ['ssh://ops@web:2222/', address('ops', 'web', 2222)],
    ['build_host', address(null, 'build_host', null)],
  ])('%j', (text, expected) => {
    expect(parseHostAddress(text)).toEqual(expected);
  });

  it.each([
    ['', problem('empty', '')],
    [' \t', problem('empty', ' \t')],
    ['ops@web 01', problem('blanks', 'ops@web 01')],
    ['web\u0000', problem('blanks', 'web\u0000')],
    ['@web', problem('no-user', '@web')],
    ['ops@', problem('no-host', '')],
    ['ops@:22', problem('no-host', ':22')],
    ['-oProxyCommand=x@web', problem('bad-user', '-oProxyCommand=x')],
    ['-web', problem('bad-host', '-web')],
    ['web*', problem('bad-host', 'web*')],
    ['http://web', problem('bad-port', '//web')],
    ['ssh://', problem('bad-port', '//')],
    ['web,db', problem('bad-host', 'web,db')],
    ['web:', problem('bad-port', '')],
    ['web:0', problem('bad-port', '0')],
    ['web:65536', problem('bad-port', '65536')],
    ['web:22x', problem('bad-port', '22x')],
    ['web:+22', problem('bad-port', '+22')],
    ['[::1]:ssh', problem('bad-port', 'ssh')],
    ['[::1', problem('open-bracket', '[::1')],
    ['[::1]22', problem('open-bracket', '[::1]22')],
    ['[web]:22', problem('bad-ipv6', 'web')],
    ['a:b:c', problem('bad-ipv6', 'a:b:c')],
    ['[]:22', problem('bad-ipv6', '')],
    ['x'.repeat(256), problem('too-long', 'x'.repeat(256))],
    [`${'x'.repeat(256)}@web`, problem('too-long', 'x'.repeat(256))],
  ])('refuses %j', (text, expected) => {
    expect(parseHostAddress(text)).toEqual(expected);
  });
});

describe('formatHostAddress', () => {
  it.each(['web', 'ops@web', 'ops@web:2222', 'ops@[::1]:22', 'ops@::1', 'fe80::1%eth0'])('%s', (text) => {
    const parsed = parseHostAddress(text);
    expect(parsed.ok && formatHostAddress(parsed.value)).toBe(text);
  });
});

describe('isIpv6', () => {
  it.each([
    ['::', true],
    ['1::', true],
    ['1:2:3:4:5:6:7:8', true],
    ['::ffff:10.0.0.1', true],
    ['1:2:3:4:5:6:10.0.0.1', true],
    ['fe80::1%eth0.5', true],
    ['1:2:3:4:5:6:7', false],
    ['1:2:3:4:5:6:7:8:9', false],
    ['1::2::3', false],
    [':::', false],
    ['::12345', false],
    ['::10.0.0.256', false],
    ['10.0.0.1', false],
    ['::1%', false],
    ['1:2:3:4::5:6:7:8', false],
    ['', false],
  ])('%s: %s', (text, expected) => {
    expect(isIpv6(text)).toBe(expected);
  });
});
