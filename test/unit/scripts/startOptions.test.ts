import { describe, expect, it } from 'vitest';
import { readStartOptions } from '../../../scripts/startOptions.mjs';

describe('the words after npm start', () => {
  it.each([
    [[], { isServe: false, shared: [], serveOnly: [] }],
    [['--serve'], { isServe: true, shared: [], serveOnly: [] }],
    [['--demo', '--serve'], { isServe: true, shared: ['--demo'], serveOnly: [] }],
    [['--port', '8080'], { isServe: false, shared: [], serveOnly: ['--port', '8080'] }],
    [['--serve', '--port=0'], { isServe: true, shared: [], serveOnly: ['--port', '0'] }],
    [['--help'], { help: true }],
    [['-h', '--serve'], { help: true }],
  ])('%j', (words, options) => {
    expect(readStartOptions(words)).toEqual(options);
  });

  it.each([
    [['--no-sandbox'], 'no-sandbox'],
    [['--port', 'http'], 'http'],
    [['--port', '65536'], '65536'],
    [['--port', '-1'], '--port'],
    [['--port'], '--port'],
    [['--serve=yes'], '--serve'],
    [['web-01'], 'web-01'],
  ])('%j is a problem that names the word', (words, named) => {
    const { problem } = readStartOptions(words);
    expect(problem).toContain(named);
    expect(problem).toMatch(/^[^\n]+\.$/);
  });
});
