import { describe, expect, it } from 'vitest';
import { withSuggestions } from '../../../../src/renderer/src/pages/policies/suggestionText';
import { readPolicyText } from '../../../../src/main/policies/policyText';
import { SUGGESTIONS as REAL } from '../../../../src/main/policies/suggestions';
import { BUILT_IN_TIERS } from '../../../../src/shared/policy/builtInTiers';
import { ruleOf } from './policyMain';

const SUGGESTIONS = `# For everybody.
lowmark-policy: 1

tiers:
  strongly: [-500, -300]
  anchored: [-1000, -300]

rules:
  # Why databases.
  - name: databases
    tier: strongly
    # In between.
    match: { comm: mysqld }

  - name: 'the rest'
    tier: anchored
    match: { comm: x }
`;
const DATABASES = ruleOf('databases');
const REST = ruleOf('the rest', { tier: 'anchored' });

describe('suggestions in a text', () => {
  it('begin it where it says nothing yet', () => {
    const text = withSuggestions({
      draft: '# notes\n',
      draftTiers: null,
      suggestions: SUGGESTIONS,
      rules: [REST],
    });
    expect(text).toBe(`# For everybody.
lowmark-policy: 1

tiers:
  strongly: [-500, -300]
  anchored: [-1000, -300]

rules:
  - name: 'the rest'
    tier: anchored
    match: { comm: x }
`);
  });

  it('come behind its own rules, at their depth, with their comments', () => {
    const text = withSuggestions({
      draft: 'lowmark-policy: 1\nrules:\n- name: mine\n  tier: default\n\n# the end\n',
      draftTiers: BUILT_IN_TIERS,
      suggestions: SUGGESTIONS,
      rules: [DATABASES],
    });
    expect(text).toBe(`lowmark-policy: 1
rules:
- name: mine
  tier: default

# Why databases.
- name: databases
  tier: strongly
  # In between.
  match: { comm: mysqld }

# the end
`);
  });

  it('bring the tiers that are missing: all of theirs, or only those', () => {
    const rules = [REST];
    const without = withSuggestions({
      draft: 'lowmark-policy: 1\nrules: []\n',
      draftTiers: BUILT_IN_TIERS,
      suggestions: SUGGESTIONS,
      rules,
    });
    expect(without).toBe(`lowmark-policy: 1
tiers:
  strongly: [-500, -300]
  anchored: [-1000, -300]

rules:
  - name: 'the rest'
    tier: anchored
    match: { comm: x }
`);
    const own = withSuggestions({
      draft: 'lowmark-policy: 1\ntiers:\n  strongly: -400\nrules: []\n',
      draftTiers: [{ name: 'strongly', minAdj: -400, maxAdj: -400 }],
      suggestions: SUGGESTIONS,
      rules,
    });
    expect(own).toContain('tiers:\n  strongly: -400\n  anchored: [-1000, -300]\nrules:\n');
  });

  it('are a policy when those that Lowmark has are taken one by one', () => {
    const rules = readPolicyText(REAL).policy?.rules ?? [];
    expect(rules.length).toBeGreaterThan(5);
    let draft = 'lowmark-policy: 1\n';
    for (const rule of rules) {
      const draftTiers = readPolicyText(draft).policy?.tiers ?? null;
      draft = withSuggestions({ draft, draftTiers, suggestions: REAL, rules: [rule] });
    }
    expect(readPolicyText(draft).problems).toEqual([]);
    expect(readPolicyText(draft).policy?.rules).toEqual(rules);
  });
});
