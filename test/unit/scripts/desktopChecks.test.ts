import { describe, expect, it } from 'vitest';
import { whyNoWindow } from '../../../scripts/desktopChecks.mjs';

const DESK = {
  platform: 'linux',
  display: ':0',
  isRoot: false,
  hasSandboxHelper: false,
  apparmorRestrictsNamespaces: null,
  unprivilegedNamespaces: null,
  mostNamespaces: 95_000,
};

describe('why no window can open', () => {
  it.each([
    ['an ordinary desk', {}, null],
    ['Wayland only', { display: 'wayland-0' }, null],
    ['no display', { display: null }, /DISPLAY/],
    ['root', { isRoot: true }, /root/],
    ['namespaces switched off', { unprivilegedNamespaces: 0 }, /unprivileged_userns_clone/],
    ['namespaces switched on', { unprivilegedNamespaces: 1 }, null],
    ['no namespaces left', { mostNamespaces: 0 }, /max_user_namespaces/],
    ['namespaces kept by AppArmor', { apparmorRestrictsNamespaces: 1 }, /apparmor_restrict/],
    ['AppArmor that lets them be', { apparmorRestrictsNamespaces: 0 }, null],
    ['no namespaces, but the helper', { unprivilegedNamespaces: 0, hasSandboxHelper: true }, null],
    ['root with the helper', { isRoot: true, hasSandboxHelper: true }, /root/],
    ['another system', { platform: 'darwin', display: null, isRoot: true, mostNamespaces: null }, null],
  ])('%s', (_name, change, reason) => {
    const found = whyNoWindow({ ...DESK, ...change });
    if (reason === null) expect(found).toBeNull();
    else expect(found).toMatch(reason);
  });

  it('names the display first, since it is the cheapest to know and to cure', () => {
    expect(whyNoWindow({ ...DESK, display: null, isRoot: true, mostNamespaces: 0 })).toMatch(/DISPLAY/);
  });
});
