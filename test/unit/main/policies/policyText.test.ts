import { describe, expect, it } from 'vitest';
import { readPolicyText } from '../../../../src/main/policies/policyText';
import { en } from '../../../../src/shared/messages/en';
import { BUILT_IN_TIERS } from '../../../../src/shared/policy/builtInTiers';

const NOBODY = { comm: [], exe: [], cgroup: [], unit: [], user: [] };
const EVERY_HOST = { names: [], groups: [], tags: [] };

/** `line:column code`, or with the parameters that a row asks for. */
function problemsOf(text: string): string[] {
  return readPolicyText(text).problems.map(
    ({ line, column, sentence }) => `${String(line)}:${String(column)} ${sentence.code}`,
  );
}

describe('a policy file', () => {
  it('is read with its tiers, rules and defaults', () => {
    const text = [
      '# why: see the runbook',
      'lowmark-policy: 1',
      'tiers:',
      '  top: -1000',
      '  upper: [-301, -200] # a range',
      'rules:',
      '  - name: databases',
      '    tier: upper',
      '    match:',
      '      comm: [mysqld, mariadbd]',
      '      user: 27',
      '    hosts: { groups: db, tags: [prod, "core*"] }',
      '    lasting: false',
      '  - { name: way in, tier: top, match: { unit: ssh } }',
      '  - { name: exact, tier: upper, adj: -200, match: { exe: /opt/*, cgroup: "/a/*" } }',
      '',
    ].join('\n');

    expect(readPolicyText(text)).toEqual({
      problems: [],
      policy: {
        tiers: [
          { name: 'top', minAdj: -1000, maxAdj: -1000 },
          { name: 'upper', minAdj: -301, maxAdj: -200 },
        ],
        rules: [
          {
            name: 'databases',
            tier: 'upper',
            // The middle is -250.5; halves go towards 0.
            adj: -250,
            match: { ...NOBODY, comm: ['mysqld', 'mariadbd'], user: ['27'] },
            hosts: { names: [], groups: ['db'], tags: ['prod', 'core*'] },
            isLasting: false,
          },
          {
            name: 'way in',
            tier: 'top',
            adj: -1000,
            match: { ...NOBODY, unit: ['ssh'] },
            hosts: EVERY_HOST,
            isLasting: true,
          },
          {
            name: 'exact',
            tier: 'upper',
            adj: -200,
            match: { ...NOBODY, exe: ['/opt/*'], cgroup: ['/a/*'] },
            hosts: EVERY_HOST,
            isLasting: true,
          },
        ],
      },
    });
  });

  it('has the built-in tiers where it names none', () => {
    expect(readPolicyText('lowmark-policy: 1\n')).toEqual({
      problems: [],
      policy: { tiers: BUILT_IN_TIERS, rules: [] },
    });
  });

  it.each([
    ['nothing', ''],
    ['blanks', '  \n\n'],
    ['comments', '# nothing yet\n# at all\n'],
    ['an empty document', '---\n# nothing\n'],
  ])('is nothing, and no problem, with %s in it', (_what, text) => {
    expect(readPolicyText(text)).toEqual({ policy: null, problems: [] });
  });
});

const HEAD = 'lowmark-policy: 1\n';
/** A rule whose lines begin in line 3, after two blanks. */
const rule = (...lines: string[]): string => `${HEAD}rules:\n${lines.map((line) => `  ${line}\n`).join('')}`;

describe('a problem of a policy file', () => {
  it.each<[string, string, string[]]>([
    ['not a mapping', 'just words\n', ['1:1 policy.no-mapping']],
    ['a list at the top', '- a\n', ['1:1 policy.no-mapping']],
    ['no version', 'rules: []\n', ['1:1 policy.no-version']],
    ['a newer version', 'lowmark-policy: 2\n', ['1:17 policy.other-version']],
    ['a version in words', 'lowmark-policy: "1"\n', ['1:17 policy.other-version']],
    ['an unknown key', `${HEAD}rule: []\n`, ['2:1 policy.unknown-key']],
    ['a key twice', `${HEAD}rules: []\nrules: []\n`, ['3:1 policy.duplicate-key']],
    ['a key that is a number', `${HEAD}1: a\n`, ['2:1 policy.key-no-text']],
    ['a tab', 'lowmark-policy: 1\nrules:\n\t- a\n', ['3:1 policy.tab']],
    ['two documents', `${HEAD}---\n${HEAD}`, ['2:1 policy.several-documents']],
    ['an alias', `${HEAD}tiers: &t { a: 0 }\nrules: *t\n`, ['3:8 policy.alias']],
    ['a tag', `${HEAD}tiers: !x { a: 0 }\n`, ['2:8 policy.tag']],
    ['tiers as a list', `${HEAD}tiers: [a]\n`, ['2:8 policy.no-mapping']],
    ['no tiers under tiers', `${HEAD}tiers: {}\n`, ['2:8 policy.empty-list']],
    ['a tier beyond the scale', `${HEAD}tiers: { a: -1001 }\n`, ['2:13 policy.no-adj']],
    ['a tier with a fraction', `${HEAD}tiers: { a: -1.5 }\n`, ['2:13 policy.no-adj']],
    ['a tier the wrong way round', `${HEAD}tiers: { a: [-300, -500] }\n`, ['2:13 policy.tier-order']],
    ['a tier of three numbers', `${HEAD}tiers: { a: [1, 2, 3] }\n`, ['2:13 policy.tier-shape']],
    ['a tier of words', `${HEAD}tiers: { a: [low, 2] }\n`, ['2:14 policy.no-adj']],
    ['rules as a mapping', `${HEAD}rules: { a: 1 }\n`, ['2:8 policy.no-list']],
    ['a rule that is a word', rule('- a'), ['3:5 policy.no-mapping']],
    [
      'a rule with nothing in it',
      rule('- {}'),
      ['3:5 policy.missing-name', '3:5 policy.missing-tier', '3:5 policy.missing-match'],
    ],
    ['an unknown tier', rule('- { name: a, tier: b, match: { comm: c } }'), ['3:22 policy.unknown-tier']],
    [
      'adj outside',
      rule('- { name: a, tier: default, adj: 1, match: { comm: c } }'),
      ['3:36 policy.adj-outside'],
    ],
    [
      'adj in words',
      rule('- { name: a, tier: default, adj: no, match: { comm: c } }'),
      ['3:36 policy.no-adj'],
    ],
    ['an empty match', rule('- { name: a, tier: default, match: {} }'), ['3:38 policy.empty-match']],
    ['no match after the key', rule('- name: a', '  tier: default', '  match:'), ['5:11 policy.no-mapping']],
    ['an empty list', rule('- { name: a, tier: default, match: { comm: [] } }'), ['3:46 policy.empty-list']],
    ['an empty pattern', rule('- { name: a, tier: default, match: { comm: "" } }'), ['3:46 policy.no-text']],
    [
      'a pattern that is no text',
      rule('- { name: a, tier: default, match: { comm: [true] } }'),
      ['3:47 policy.no-text'],
    ],
    [
      'a list of lists',
      rule('- { name: a, tier: default, match: { comm: [[a]] } }'),
      ['3:47 policy.no-text'],
    ],
    [
      'an unknown field',
      rule('- { name: a, tier: default, match: { cmd: a } }'),
      ['3:40 policy.unknown-key'],
    ],
    [
      'a name that nothing has',
      rule('- { name: a, tier: default, match: { comm: "*-collector-agent" } }'),
      ['3:46 policy.comm-too-long'],
    ],
    [
      'hosts without any',
      rule('- { name: a, tier: default, match: { comm: a }, hosts: {} }'),
      ['3:58 policy.empty-hosts'],
    ],
    [
      'an unknown list of hosts',
      rule('- { name: a, tier: default, match: { comm: a }, hosts: { group: a } }'),
      ['3:60 policy.unknown-key'],
    ],
    [
      'lasting in words',
      rule('- { name: a, tier: default, match: { comm: a }, lasting: yes }'),
      ['3:60 policy.no-boolean'],
    ],
    [
      'a name twice',
      rule(
        '- { name: a, tier: default, match: { comm: a } }',
        '- { name: a, tier: default, match: { comm: b } }',
      ),
      ['4:13 policy.duplicate-rule'],
    ],
    // The tier is complained about once, and not again by each of its rules.
    [
      'a broken tier that rules use',
      `${HEAD}tiers: { a: [0, 1, 2] }\nrules:\n  - { name: a, tier: a, match: { comm: a } }\n`,
      ['2:13 policy.tier-shape'],
    ],
  ])('is found and pointed at: %s', (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
    expect(readPolicyText(text).policy).toBeNull();
  });

  it('of YAML itself is pointed at, in one sentence', () => {
    const [problem, ...others] = readPolicyText(`${HEAD}rules: "a\n`).problems;

    expect(others).toEqual([]);
    expect(problem).toMatchObject({ line: 3, sentence: { code: 'policy.not-yaml' } });
    expect(problem?.sentence.params['detail']).not.toContain('\n');
  });

  it('names the line of the rule that has the name already', () => {
    const text = rule(
      '- { name: a, tier: default, match: { comm: a } }',
      '- { name: a, tier: default, match: { comm: b } }',
    );

    expect(readPolicyText(text).problems[0]?.sentence.params).toEqual({ rule: 'a', line: 3 });
  });

  it('is found in each rule, not only in the first', () => {
    const broken = Array.from(
      { length: 3 },
      (_, index) => `- { name: r${String(index)}, tier: x, match: { comm: a } }`,
    );

    expect(problemsOf(rule(...broken))).toHaveLength(3);
  });
});

describe('a policy file that is an attack', () => {
  it('does not grow by aliases', () => {
    const lines = ['lowmark-policy: 1', 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      const above = `*a${String(level - 1)}`;
      lines.push(`a${String(level)}: &a${String(level)} [${Array(10).fill(above).join(', ')}]`);
    }
    lines.push('rules: *a11', '');

    const { policy, problems } = readPolicyText(lines.join('\n'));

    expect(policy).toBeNull();
    expect(problems.map(({ sentence }) => sentence.code)).toContain('policy.alias');
  });

  it.each([
    ['brackets', '['.repeat(200_000)],
    ['mappings', '{a: '.repeat(100_000)],
    ['dashes', '- '.repeat(100_000)],
    ['blocks', Array.from({ length: 700 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('is refused where it is nested without end: %s', (_what, text) => {
    const { policy, problems } = readPolicyText(text);

    expect(policy).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
  });

  it('is refused where it is too long, without being read', () => {
    const { policy, problems } = readPolicyText('#'.repeat(500_001));

    expect(policy).toBeNull();
    expect(problems).toEqual([
      { line: null, column: null, sentence: { code: 'policy.too-large', params: { limit: 500_000 } } },
    ]);
  });

  it('does not give more problems than anybody reads', () => {
    const text = HEAD + Array.from({ length: 2_000 }, (_, index) => `k${String(index)}: 0\n`).join('');

    expect(readPolicyText(text).problems).toHaveLength(100);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'means nothing by the key %s',
    (key) => {
      expect(problemsOf(`${HEAD}${key}: 0\n`)).toEqual(['2:1 policy.unknown-key']);
      expect(problemsOf(`${HEAD}tiers: { ${key}: 0 }\n`)).toEqual([]);
      expect(problemsOf(rule(`- { name: a, tier: ${key}, match: { comm: a } }`))).toEqual([
        '3:22 policy.unknown-tier',
      ]);
    },
  );
});

describe('sentences about policies', () => {
  it('have every code that is said', async () => {
    const { readdir, readFile } = await import('node:fs/promises');
    const folders = ['src/main/policies', 'src/shared/policy', 'src/main/cli'];
    const said = new Set<string>();
    for (const folder of folders) {
      for (const file of await readdir(folder)) {
        if (!file.endsWith('.ts')) continue;
        const source = await readFile(`${folder}/${file}`, 'utf8');
        for (const [, code] of source.matchAll(/'((?:refusal\.)?policy\.?[a-z-]*[.-][a-z-]+)'/g))
          said.add(code ?? '');
      }
    }

    expect([...said].filter((code) => code.startsWith('policy.') && !(code in en))).toEqual([]);
    expect(said.size).toBeGreaterThan(40);
  });
});
