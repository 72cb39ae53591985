import { PassThrough } from 'node:stream';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { SshConnection, type HandshakeOptions } from '../../../../src/main/ssh/handshake';
import { OfferedKeys } from '../../../../src/main/ssh/offeredKeys';

/** Nothing here may have to wait: a stream that has ended says nothing more. */
const PATIENT = { handshakeMs: 60_000, keepaliveEveryMs: 60_000, keepaliveTries: 3 };

const OPTIONS: HandshakeOptions = {
  hop: {
    label: 'box',
    host: 'box.example',
    port: 22,
    user: 'ops',
    authentication: { kind: 'password' },
    keyFiles: [],
    allowsOldAlgorithms: false,
  },
  knownHosts: [],
  decision: { offeredKeys: new OfferedKeys(), targetHost: 'box.example', targetPort: 22 },
  credentials: { identities: [], agent: null, password: null, mayAskForPassword: false, lockedKeys: [] },
  timeouts: PATIENT,
};

describe('a connection that ended while its turn for the handshake had not come', () => {
  it('has been hung up', async () => {
    const stream = new PassThrough();
    stream.end();
    stream.resume();
    await once(stream, 'close');
    const opening = new SshConnection(stream, OPTIONS).open(new AbortController().signal);
    await expect(opening).rejects.toMatchObject({
      failure: { kind: 'connection-lost', message: { code: 'failure.server-hung-up' } },
    });
  });

  it('has been hung up when it was reset', async () => {
    const stream = new PassThrough();
    stream.destroy();
    await once(stream, 'close');
    const opening = new SshConnection(stream, OPTIONS).open(new AbortController().signal);
    await expect(opening).rejects.toMatchObject({ failure: { kind: 'connection-lost' } });
  });
});
