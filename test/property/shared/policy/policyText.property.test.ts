import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { policyDocumentOf } from '../../../../src/main/policies/policyFile';
import { readPolicyText } from '../../../../src/main/policies/policyText';
import { SUGGESTIONS } from '../../../../src/main/policies/suggestions';
import { policyDocumentSchema } from '../../../../src/shared/schema/policy';

/** What YAML is made of, and what policies are. */
const PIECE = fc.constantFrom(
  '\n',
  '\n  ',
  '\n    ',
  '\n\t',
  '\r\n',
  ' ',
  ': ',
  '- ',
  '? ',
  '[',
  ']',
  '{',
  '}',
  ', ',
  '&a ',
  '*a',
  '!x ',
  '!!str ',
  '"',
  "'",
  '|\n',
  '>-\n',
  '# ',
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  '<<: ',
  '~',
  'null',
  'true',
  '-500',
  '0x1f',
  '1e3',
  '.inf',
  '.nan',
  '\u0000',
  '\u2028',
  '\ufeff',
  '😀',
  '\ud800',
  'lowmark-policy: 1\n',
  'tiers:',
  'rules:',
  'name: a',
  'tier: default',
  'adj: 0',
  'match: ',
  'comm: ',
  'exe',
  'hosts: ',
  'tags',
  'lasting: false',
  '__proto__: ',
  'constructor: ',
  '*',
  '?',
  'a'.repeat(401),
);

const TEXT = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(PIECE, { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc.array(PIECE, { maxLength: 40 }).map((pieces) => `lowmark-policy: 1\nrules:\n  - ${pieces.join('')}`),
  // A file in the middle of being written, or with a slip in it.
  fc
    .tuple(fc.nat(SUGGESTIONS.length), fc.nat(20), fc.array(PIECE, { maxLength: 2 }))
    .map(([at, gone, put]) => SUGGESTIONS.slice(0, at) + put.join('') + SUGGESTIONS.slice(at + gone)),
  fc.nat(SUGGESTIONS.length).map((length) => SUGGESTIONS.slice(0, length)),
);

describe('any text as a policy', () => {
  it('is a policy, or nothing, or problems with places, and crosses the API', () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        const document = policyDocumentOf(text);
        const lines = text.split('\n').length;

        expect(document.text).toBe(text);
        if (document.problems.length > 0) expect(document.policy).toBeNull();
        for (const { line, column } of document.problems) {
          if (line !== null) expect(line >= 1 && line <= lines).toBe(true);
          if (column !== null) expect(column >= 1).toBe(true);
        }
        for (const { tier, adj } of document.policy?.rules ?? []) {
          const range = document.policy?.tiers.find((one) => one.name === tier);
          expect(range !== undefined && adj >= range.minAdj && adj <= range.maxAdj).toBe(true);
        }
        expect(policyDocumentSchema.safeParse(document).success).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

const NAME = fc.string({ minLength: 1, maxLength: 30 }).filter((name) => name.trim() !== '');
const ADJ = fc.integer({ min: -1000, max: 1000 });
const PATTERNS = fc.array(
  fc
    .string({
      unit: fc.constantFrom('a', 'b', '*', '?', '-', '.', '"', '#', ' ', ':', '字'),
      minLength: 1,
      maxLength: 15,
    })
    .filter((pattern) => pattern.trim() !== ''),
  { minLength: 1, maxLength: 3 },
);

const POLICY = fc
  .uniqueArray(fc.tuple(NAME, ADJ, ADJ), { selector: ([name]) => name, minLength: 1, maxLength: 4 })
  .chain((tiers) => {
    const ordered = tiers.map(([name, a, b]) => ({ name, minAdj: Math.min(a, b), maxAdj: Math.max(a, b) }));
    const rule = fc.constantFrom(...ordered).chain(({ name: tier, minAdj, maxAdj }) =>
      fc.record({
        name: NAME,
        tier: fc.constant(tier),
        adj: fc.integer({ min: minAdj, max: maxAdj }),
        comm: PATTERNS,
        unit: fc.option(PATTERNS, { nil: null }),
        tags: fc.option(PATTERNS, { nil: null }),
        isLasting: fc.boolean(),
      }),
    );
    return fc.record({
      tiers: fc.constant(ordered),
      rules: fc.uniqueArray(rule, { selector: ({ name }) => name, maxLength: 4 }),
    });
  });

describe('a policy that is written down', () => {
  it('means what it did', () => {
    fc.assert(
      fc.property(POLICY, ({ tiers, rules }) => {
        const file = {
          'lowmark-policy': 1,
          // As pairs: a key that looks like a number would change its place in an object.
          tiers: new Map(tiers.map(({ name, minAdj, maxAdj }) => [name, [minAdj, maxAdj]])),
          rules: rules.map(({ name, tier, adj, comm, unit, tags, isLasting }) => ({
            name,
            tier,
            adj,
            match: { comm, ...(unit === null ? {} : { unit }) },
            ...(tags === null ? {} : { hosts: { tags } }),
            lasting: isLasting,
          })),
        };

        expect(readPolicyText(stringify(file, { aliasDuplicateObjects: false }))).toEqual({
          problems: [],
          policy: {
            tiers,
            rules: rules.map(({ name, tier, adj, comm, unit, tags, isLasting }) => ({
              name,
              tier,
              adj,
              match: { comm, exe: [], cgroup: [], unit: unit ?? [], user: [] },
              hosts: { names: [], groups: [], tags: tags ?? [] },
              isLasting,
            })),
          },
        });
      }),
    );
  });
});
