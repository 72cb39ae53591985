import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { PortLink } from '../../../../src/main/desktop/portLink';

class FakePort extends EventEmitter {
  readonly postMessage = vi.fn();
  readonly start = vi.fn();
  readonly close = vi.fn();
}

describe('main’s end of a port', () => {
  it('is started only once somebody listens, so that no message is lost', () => {
    const port = new FakePort();
    const link = new PortLink(port);
    expect(port.start).not.toHaveBeenCalled();
    const heard: unknown[] = [];
    link.onMessage((data) => heard.push(data));
    expect(port.start).toHaveBeenCalledTimes(1);
    port.emit('message', { data: 'one' });
    expect(heard).toEqual(['one']);
  });

  it.each<[string, (port: FakePort, link: PortLink) => void]>([
    ['the page closes it', (port) => port.emit('close')],
    [
      'main closes it',
      (_port, link) => {
        link.close();
      },
    ],
    [
      'the page breaks the protocol',
      (_port, link) => {
        link.endAsMalformed();
      },
    ],
  ])('has ended once, and neither hears nor sends, when %s', (_what, end) => {
    const port = new FakePort();
    const link = new PortLink(port);
    const onMessage = vi.fn();
    const onClosed = vi.fn();
    link.onMessage(onMessage);
    link.onClosed(onClosed);
    end(port, link);
    expect(onClosed).toHaveBeenCalledTimes(1);
    port.emit('close');
    link.close();
    port.emit('message', { data: 'late' });
    link.send('late');
    expect(onClosed).toHaveBeenCalledTimes(1);
    expect(onMessage).not.toHaveBeenCalled();
    expect(port.postMessage).not.toHaveBeenCalled();
  });
});
