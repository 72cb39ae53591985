import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { message } from '../../../../src/shared/model';
import { policyDocumentSchema } from '../../../../src/shared/schema/policy';
import { PolicyFleet } from './policyFleet';
import { settle } from '../../../support/manualClock';

const EMPTY_SHA = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const TEXT = 'lowmark-policy: 1 # kept\nrules:\n  - { name: a, tier: strongly, match: { comm: mysqld } }\n';

function shaOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function refusal(code: string) {
  return expect.objectContaining({ sentence: expect.objectContaining({ code }) as unknown }) as unknown;
}

describe('the stored policy', () => {
  it('is an empty text without a problem where there is none yet', async () => {
    const policies = await (await PolicyFleet.make()).open();

    expect(await policies.read()).toEqual({ text: '', policy: null, problems: [], sha256: EMPTY_SHA });
  });

  it('is stored as it is, for its owner only, and told to the audit', async () => {
    const made = await PolicyFleet.make();
    const onSaved = vi.fn(() => Promise.resolve());
    const policies = await made.open({ onSaved });

    const saved = await policies.save(TEXT, EMPTY_SHA);

    const path = join(made.dataFolder, 'policies.yaml');
    expect(await readFile(path, 'utf8')).toBe(TEXT);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(saved).toMatchObject({ text: TEXT, problems: [], sha256: shaOf(TEXT) });
    expect(saved.policy?.rules).toHaveLength(1);
    expect(await policies.read()).toEqual(saved);
    expect(onSaved.mock.calls).toEqual([[shaOf(TEXT)]]);
  });

  it('is stored though the audit cannot be written', async () => {
    const made = await PolicyFleet.make();
    const policies = await made.open({ onSaved: () => Promise.reject(new Error('full')) });

    await policies.save(TEXT, EMPTY_SHA);

    expect((await policies.read()).text).toBe(TEXT);
  });

  it('is not written again where nothing changes', async () => {
    const made = await PolicyFleet.make();
    const onSaved = vi.fn(() => Promise.resolve());
    const policies = await made.open({ onSaved });
    await policies.save(TEXT, EMPTY_SHA);

    await policies.save(TEXT, shaOf(TEXT));

    expect(onSaved).toHaveBeenCalledOnce();
  });

  it('can be emptied', async () => {
    const policies = await (await PolicyFleet.make()).open();
    await policies.save(TEXT, EMPTY_SHA);

    expect(await policies.save('', shaOf(TEXT))).toMatchObject({ policy: null, problems: [] });
  });

  it('does not replace what somebody has saved since', async () => {
    const made = await PolicyFleet.make();
    const policies = await made.open();
    const other = `${TEXT}# by somebody else\n`;
    await writeFile(join(made.dataFolder, 'policies.yaml'), other);

    await expect(policies.save(TEXT, EMPTY_SHA)).rejects.toEqual(refusal('refusal.policy-changed'));
    expect((await policies.read()).text).toBe(other);
  });

  it('lets one of two who save at once have it', async () => {
    const policies = await (await PolicyFleet.make()).open();
    const results = await Promise.allSettled([
      policies.save(TEXT, EMPTY_SHA),
      policies.save(`${TEXT}# second\n`, EMPTY_SHA),
    ]);

    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
    expect((await policies.read()).text).toBe(TEXT);
  });

  it('refuses a text with problems, and says where the first is', async () => {
    const policies = await (await PolicyFleet.make()).open();

    await expect(policies.save('lowmark-policy: 1\nrule: []\nfoo: 1\n', EMPTY_SHA)).rejects.toMatchObject({
      sentence: { code: 'refusal.policy-broken', params: { line: 2, column: 1, problems: 2 } },
    });
    expect((await policies.read()).text).toBe('');
  });

  it.each([
    [
      'with the sentence that names who holds the folder',
      message('refusal.read-only', { pid: 7, shell: 'desktop' }),
    ],
    ['with a sentence of its own where that is not known', null],
  ])('refuses to write where another process does: %s', async (_what, readOnlyReason) => {
    const policies = await (await PolicyFleet.make()).open({ mayWrite: false, readOnlyReason });

    await expect(policies.save(TEXT, EMPTY_SHA)).rejects.toEqual(
      refusal(readOnlyReason?.code ?? 'refusal.policy-read-only'),
    );
  });

  it('that is no file is a problem, and is not written over', async () => {
    const made = await PolicyFleet.make();
    await mkdir(join(made.dataFolder, 'policies.yaml'));
    const policies = await made.open();

    const document = await policies.read();
    expect(document).toMatchObject({
      text: '',
      policy: null,
      problems: [{ sentence: { code: 'policy.file-unreadable' } }],
    });
    await expect(policies.save(TEXT, document.sha256)).rejects.toEqual(refusal('refusal.policy-unreadable'));
  });

  it('is not written where its folder cannot be one', async () => {
    const made = await PolicyFleet.make();
    const policies = await made.open({ dataFolder: join(made.dataFolder, 'file', 'below') });
    await writeFile(join(made.dataFolder, 'file'), '');

    // Below a file nothing can be read either, which is said first.
    await expect(policies.save(TEXT, EMPTY_SHA)).rejects.toEqual(refusal('refusal.policy-unreadable'));
  });

  it('is read again when somebody edits the file', async () => {
    const made = await PolicyFleet.make();
    const policies = await made.open();
    await writeFile(join(made.dataFolder, 'policies.yaml'), TEXT);

    await made.clock.advance(60_000);
    await vi.waitFor(async () => {
      await settle();
      expect((await policies.read()).sha256).toBe(shaOf(TEXT));
    });
  });
});

describe('the suggestions', () => {
  it('are a policy without problems that crosses the API', async () => {
    const document = (await (await PolicyFleet.make()).open()).suggestions();

    expect(document.problems).toEqual([]);
    expect(policyDocumentSchema.parse(document)).toEqual(document);
    expect(document.policy?.rules.map((rule) => rule.name)).toContain('databases');
  });

  it('exempt nobody but the listener of sshd, whose unit is left alone', async () => {
    const { policy } = (await (await PolicyFleet.make()).open()).suggestions();
    const exempting = policy?.rules.filter((rule) => rule.adj === -1000) ?? [];

    expect(exempting.map(({ name, isLasting }) => [name, isLasting])).toEqual([['sshd', false]]);
  });
});
