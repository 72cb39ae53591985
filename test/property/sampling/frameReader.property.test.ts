import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader, ProtocolError, type Pass } from '../../../src/main/sampling/frameReader';

const TOKEN = '0123456789abcdef0123456789abcdef';

const sectionName = fc.stringMatching(/^[a-z_]{1,12}$/);
const sections = fc.dictionary(sectionName, fc.string({ unit: 'binary', maxLength: 200 }), {
  maxKeys: 6,
  noNullPrototype: true,
});
const cuts = fc.array(fc.nat({ max: 2_000 }), { maxLength: 30 });

function written(content: Readonly<Record<string, string>>, number: number): string {
  const parts = Object.entries(content).map(([name, text]) => `\n${TOKEN} section ${name}\n${text}`);
  return `${parts.join('')}\n${TOKEN} end ${String(number)}\n`;
}

function pushInPieces(bytes: Buffer, at: readonly number[]): Pass[] {
  const reader = new FrameReader(TOKEN);
  const edges = [0, ...at.map((edge) => edge % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return edges.slice(1).flatMap((end, index) => reader.push(bytes.subarray(edges[index], end)));
}

describe('the bytes of the sampling protocol', () => {
  it('mean the same however they are split', () => {
    fc.assert(
      fc.property(fc.array(sections, { maxLength: 3 }), cuts, (passes, at) => {
        const bytes = Buffer.from(passes.map((content, index) => written(content, index)).join(''));
        const read = pushInPieces(bytes, at);
        expect(read.map(({ number }) => number)).toEqual(passes.map((_, index) => index));
        expect(read.map((pass) => Object.fromEntries(pass.sections))).toEqual(
          passes.map((content) =>
            Object.fromEntries(
              Object.entries(content).map(([name, text]) => [name, Buffer.from(text).toString('utf8')]),
            ),
          ),
        );
      }),
    );
  });

  it('say nothing that they do not say whole, if they are cut', () => {
    fc.assert(
      fc.property(sections, fc.nat(), (content, at) => {
        const bytes = Buffer.from(written(content, 7));
        expect(new FrameReader(TOKEN).push(bytes.subarray(0, at % bytes.length))).toEqual([]);
      }),
    );
  });

  const piece = fc.oneof(
    fc.constant(`\n${TOKEN} `),
    fc.constantFrom('section', 'end 1', 'ready', 'refused a ', 'dropped a', '\n', ' '),
    fc.string({ unit: 'binary' }),
  );

  it('are passes or a ProtocolError, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        try {
          for (const pass of new FrameReader(TOKEN).push(Buffer.from(pieces.join('')))) {
            expect(pass.sections).toBeInstanceOf(Map);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });
});
