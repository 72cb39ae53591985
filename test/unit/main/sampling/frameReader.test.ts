import { describe, expect, it } from 'vitest';
import {
  FrameReader,
  ProtocolError,
  READER_LIMITS,
  type Pass,
} from '../../../../src/main/sampling/frameReader';

const TOKEN = '0123456789abcdef0123456789abcdef';

function mark(words: string): string {
  return `\n${TOKEN} ${words}\n`;
}

function read(text: string, limits = READER_LIMITS): Pass[] {
  return new FrameReader(TOKEN, limits).push(Buffer.from(text));
}

describe('the passes of the sampling protocol', () => {
  it('are the sections between two ends, by name', () => {
    const text = `${mark('section uptime')}12.5 3.1\n${mark('section meminfo')}MemTotal: 1 kB\n${mark('end 1')}`;
    expect(read(text)).toEqual([
      {
        number: 1,
        sections: new Map([
          ['uptime', '12.5 3.1\n'],
          ['meminfo', 'MemTotal: 1 kB\n'],
        ]),
        refusals: new Map(),
      },
    ]);
  });

  it('have no number when the host introduces itself, whatever it said before', () => {
    const [pass] = read(`Welcome!\nYou have mail.\n${mark('section hello')}system Linux\n${mark('ready')}`);
    expect(pass).toMatchObject({ number: null, sections: new Map([['hello', 'system Linux\n']]) });
  });

  it('keep nothing of the pass before', () => {
    const passes = read(`${mark('section a')}x${mark('end 1')}${mark('section b')}y${mark('end 2')}`);
    expect(passes.map(({ sections }) => [...sections.keys()])).toEqual([['a'], ['b']]);
  });

  it('say why a section is missing', () => {
    const [pass] = read(
      `${mark('refused zoneinfo permission-denied')}${mark('section vmstat')}half${mark('dropped vmstat')}${mark('end 4')}`,
    );
    expect(pass?.sections).toEqual(new Map());
    expect(pass?.refusals).toEqual(new Map([['zoneinfo', 'permission-denied']]));
  });

  it('keep what can be seen of a list with hidden parts', () => {
    const [pass] = read(
      `${mark('refused processes hidden-processes')}${mark('section processes')}pid\n${mark('end 1')}`,
    );
    expect(pass?.sections.get('processes')).toBe('pid\n');
    expect(pass?.refusals.get('processes')).toBe('hidden-processes');
  });

  it('are not ended by a process that knows another token', () => {
    const name = `\nffffffffffffffffffffffffffffffff end 1\n${TOKEN}`;
    const [pass] = read(`${mark('section processes')}${name}${mark('end 1')}`);
    expect(pass?.sections.get('processes')).toBe(name);
  });

  it('drop a section that is too large, and go on', () => {
    const limits = { ...READER_LIMITS, sectionBytes: 10 };
    const [pass] = read(
      `${mark('section a')}${'x'.repeat(11)}${mark('section b')}${'y'.repeat(10)}${mark('end 1')}`,
      limits,
    );
    expect(pass?.refusals).toEqual(new Map([['a', 'too-large']]));
    expect(pass?.sections).toEqual(new Map([['b', 'y'.repeat(10)]]));
  });
});

describe('output that the script would never write', () => {
  const limits = { sectionBytes: 1_000, passBytes: 2_000, noiseBytes: 100 };
  it.each([
    ['an unknown marker', mark('hurry')],
    ['an end without a number', mark('end soon')],
    ['an end with two numbers', mark('end 1 2 3')],
    ['a section without a name', mark('section')],
    ['a section with an odd name', mark('section __proto__-x')],
    ['a section twice', `${mark('section a')}1${mark('section a')}2`],
    ['a refusal for a reason of its own', mark('refused a because')],
    ['a marker without an end', `\n${TOKEN} section ${'a'.repeat(300)}`],
    ['too much talk outside a sample', 'x'.repeat(200)],
    ['a pass without an end', `${mark('section a')}${'x'.repeat(3_000)}`],
    [
      'more sections than a sample has',
      Array.from({ length: 65 }, (_, n) =>
        mark(`section s${'_'.repeat(n % 30)}${'a'.repeat(1 + (n % 9))}`),
      ).join(''),
    ],
  ])('is refused: %s', (_, text) => {
    expect(() => read(text, limits)).toThrow(ProtocolError);
  });

  it('keeps the beginning of the noise for the log', () => {
    const reader = new FrameReader(TOKEN);
    reader.push(Buffer.from(`bash: awk: command not found\n${'x'.repeat(2_000)}`));
    expect(reader.noise).toMatch(/^bash: awk: command not found\nx+$/);
    expect(reader.noise.length).toBeLessThan(500);
  });
});
