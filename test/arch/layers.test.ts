import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A source tree: path below its root, and text. */
type Tree = Readonly<Record<string, string>>;

interface Violation {
  readonly rule: string;
  readonly from: string;
}

const ROOT = join(import.meta.dirname, '../..');

/** One import of every direction that is allowed. */
const SOUND: Tree = {
  'src/shared/model/zone.ts': 'export interface Zone { readonly name: string }',
  'src/shared/model/index.ts': "export type { Zone } from './zone';",
  'src/shared/series/trend.ts': "import type { Zone } from '../model';\nexport type Trend = Zone;",
  'src/shared/schema/zone.ts': "import { z } from 'zod';\nexport const zoneSchema = z.object({});",
  'src/shared/api/contract.ts':
    "import { oc } from '@orpc/contract';\nimport { zoneSchema } from '../schema/zone';\nexport const contract = { oc, zoneSchema };",
  'src/main/clock.ts': 'export const clock = 1;',
  'src/main/parse/zoneinfo.ts': "import type { Zone } from '../../shared/model';\nexport type Parsed = Zone;",
  'src/main/sampling/shellChannel.ts':
    "import type { Readable } from 'node:stream';\nexport type Channel = Readable;",
  'src/main/ssh/connection.ts':
    "import { Client } from 'ssh2';\nimport type { Channel } from '../sampling/shellChannel';\nexport { Client as client, type Channel as channel };",
  'src/main/sampling/sshSource.ts':
    "import { client } from '../ssh/connection';\nimport type { Parsed } from '../parse/zoneinfo';\nexport const source: [typeof client, Parsed?] = [client];",
  'src/main/storage/hosts.ts': "import { readFile } from 'node:fs/promises';\nexport const read = readFile;",
  'src/main/fleet/fleet.ts':
    "import { source } from '../sampling/sshSource';\nimport { read } from '../storage/hosts';\nexport const fleet = [source, read];",
  'src/main/actions/desk.ts':
    "import { fleet } from '../fleet/fleet';\nimport { read } from '../storage/hosts';\nexport const desk = [fleet, read];",
  'src/main/policies/policies.ts':
    "import { desk } from '../actions/desk';\nimport { fleet } from '../fleet/fleet';\nexport const policies = [desk, fleet];",
  'src/main/incidents/incidents.ts':
    "import { fleet } from '../fleet/fleet';\nimport { read } from '../storage/hosts';\nexport const incidents = [fleet, read];",
  'src/main/api/fleetApi.ts':
    "import { implement } from '@orpc/server';\nimport { fleet } from '../fleet/fleet';\nimport { incidents } from '../incidents/incidents';\nimport { policies } from '../policies/policies';\nexport const api = [implement, fleet, incidents, policies];",
  'src/main/app.ts':
    "import { api } from './api/fleetApi';\nimport { clock } from './clock';\nexport const app = [api, clock];",
  'src/main/web/pages.ts': "import { app } from '../app';\nexport const pages = [app];",
  'src/main/serve/index.ts':
    "import { WebSocketServer } from 'ws';\nimport { pages } from '../web/pages';\nexport const serve = [WebSocketServer, pages];",
  'src/main/desktop/index.ts':
    "import { app } from 'electron';\nimport { pages } from '../web/pages';\nexport const desktop = [app, pages];",
  'src/main/cli/index.ts': "import { app } from '../app';\nexport const cli = app;",
  'src/preload/index.ts':
    "import { ipcRenderer } from 'electron';\nimport type { Zone } from '../shared/model';\nexport const relay: [unknown, Zone?] = [ipcRenderer];",
  'src/renderer/src/zodWithoutEval.ts': "import { config } from 'zod';\nexport const done = config;",
  'src/renderer/src/charts/chart.ts': "import { init } from 'echarts/core';\nexport const chart = init;",
  'src/renderer/src/pages/Page.vue':
    "<script setup lang=\"ts\">\nimport { ref } from 'vue';\nimport { chart } from '../charts/chart';\nconst shown = ref(chart);\n</script>\n<template><p>{{ shown }}</p></template>",
};

/** What breaks one rule when it is laid over the sound tree. */
const BREACHES: readonly (readonly [rule: string, from: string, change: Tree])[] = [
  [
    'no-cycles',
    'src/shared/series/a.ts',
    {
      'src/shared/series/a.ts': "import { b } from './b';\nexport const a = (): unknown => b;",
      'src/shared/series/b.ts': "import { a } from './a';\nexport const b = (): unknown => a;",
    },
  ],
  ['imports-resolve', 'src/main/api/a.ts', { 'src/main/api/a.ts': "import './nowhere';" }],
  [
    'shared-stands-alone',
    'src/shared/series/a.ts',
    { 'src/shared/series/a.ts': "import '../../main/clock';" },
  ],
  [
    'shared-stands-alone',
    'src/shared/series/a.ts',
    { 'src/shared/series/a.ts': "import '../../renderer/src/charts/chart';" },
  ],
  ['shared-is-pure', 'src/shared/series/a.ts', { 'src/shared/series/a.ts': "import 'happy-dom';" }],
  [
    'model-knows-no-transport',
    'src/shared/model/a.ts',
    { 'src/shared/model/a.ts': "import '../schema/zone';" },
  ],
  [
    'renderer-never-main',
    'src/renderer/src/pages/A.vue',
    {
      'src/renderer/src/pages/A.vue':
        '<script setup lang="ts">\nimport type { Parsed } from \'../../../main/parse/zoneinfo\';\ndefineProps<{ zone: Parsed }>();\n</script>\n<template><p /></template>',
    },
  ],
  [
    'main-never-renderer',
    'src/main/serve/a.ts',
    { 'src/main/serve/a.ts': "import '../../renderer/src/charts/chart';" },
  ],
  ['preload-only-relays', 'src/preload/a.ts', { 'src/preload/a.ts': "import 'node:fs';" }],
  ['preload-only-relays', 'src/preload/a.ts', { 'src/preload/a.ts': "import '../main/clock';" }],
  [
    'no-node-in-shared-or-renderer',
    'src/renderer/src/pages/A.vue',
    {
      'src/renderer/src/pages/A.vue':
        "<script setup lang=\"ts\">\nimport { readFileSync } from 'fs';\nreadFileSync('/etc/hosts');\n</script>\n<template><p /></template>",
    },
  ],
  [
    'no-node-in-shared-or-renderer',
    'src/shared/series/a.ts',
    { 'src/shared/series/a.ts': "import 'node:os';" },
  ],
  ['main-web-knows-nothing-above', 'src/main/web/a.ts', { 'src/main/web/a.ts': "import '../cli/index';" }],
  [
    'main-app-knows-nothing-above',
    'src/main/app.ts',
    { 'src/main/app.ts': "import './cli/b';", 'src/main/cli/b.ts': '' },
  ],
  ['main-api-knows-nothing-above', 'src/main/api/a.ts', { 'src/main/api/a.ts': "import '../app';" }],
  [
    'main-incidents-knows-nothing-above',
    'src/main/incidents/a.ts',
    { 'src/main/incidents/a.ts': "import '../api/fleetApi';" },
  ],
  [
    'main-policies-knows-nothing-above',
    'src/main/policies/a.ts',
    { 'src/main/policies/a.ts': "import '../api/fleetApi';" },
  ],
  [
    'main-actions-knows-nothing-above',
    'src/main/actions/a.ts',
    {
      'src/main/actions/a.ts':
        "import type { policies } from '../policies/policies';\nexport type A = typeof policies;",
    },
  ],
  [
    'main-fleet-knows-nothing-above',
    'src/main/fleet/a.ts',
    { 'src/main/fleet/a.ts': "import '../actions/desk';" },
  ],
  [
    'main-fleet-knows-nothing-above',
    'src/main/fleet/a.ts',
    {
      'src/main/fleet/a.ts':
        "import type { incidents } from '../incidents/incidents';\nexport type A = typeof incidents;",
    },
  ],
  [
    'main-fleet-knows-nothing-above',
    'src/main/fleet/a.ts',
    { 'src/main/fleet/a.ts': "import '../api/fleetApi';" },
  ],
  [
    'main-sampling-knows-nothing-above',
    'src/main/sampling/a.ts',
    {
      'src/main/sampling/a.ts': "import type { fleet } from '../fleet/fleet';\nexport type A = typeof fleet;",
    },
  ],
  [
    'main-ssh-knows-nothing-above',
    'src/main/ssh/a.ts',
    { 'src/main/ssh/a.ts': "import '../sampling/sshSource';" },
  ],
  [
    'main-storage-knows-nothing-above',
    'src/main/storage/a.ts',
    { 'src/main/storage/a.ts': "import '../fleet/fleet';" },
  ],
  ['main-ground-knows-nothing-above', 'src/main/log.ts', { 'src/main/log.ts': "import './storage/hosts';" }],
  ['parse-is-pure', 'src/main/parse/a.ts', { 'src/main/parse/a.ts': "import 'node:fs';" }],
  [
    'change-program-in-actions',
    'src/main/api/a.ts',
    {
      'src/main/api/a.ts': "import '../actions/script/script';",
      'src/main/actions/script/script.ts': 'export const script = 1;',
    },
  ],
  ['shells-are-apart', 'src/main/serve/a.ts', { 'src/main/serve/a.ts': "import '../cli/index';" }],
  ['electron-in-desktop-and-preload', 'src/main/serve/a.ts', { 'src/main/serve/a.ts': "import 'electron';" }],
  ['ssh-libraries-in-ssh', 'src/main/sampling/a.ts', { 'src/main/sampling/a.ts': "import 'ssh2';" }],
  ['ssh-libraries-in-ssh', 'src/main/cli/a.ts', { 'src/main/cli/a.ts': "import 'ssh-config';" }],
  ['web-sockets-in-serve', 'src/main/desktop/a.ts', { 'src/main/desktop/a.ts': "import 'ws';" }],
  [
    'echarts-in-charts',
    'src/renderer/src/pages/A.vue',
    {
      'src/renderer/src/pages/A.vue':
        '<script setup lang="ts">\nimport { init } from \'echarts/core\';\ndefineExpose({ init });\n</script>\n<template><p /></template>',
    },
  ],
  ['zod-in-schemas', 'src/main/storage/a.ts', { 'src/main/storage/a.ts': "import 'zod';" }],
  ['zod-in-schemas', 'src/shared/model/a.ts', { 'src/shared/model/a.ts': "import 'zod';" }],
  ['drawing-in-renderer', 'src/main/api/a.ts', { 'src/main/api/a.ts': "import 'vue';" }],
  ['answering-in-main', 'src/renderer/src/a.ts', { 'src/renderer/src/a.ts': "import '@orpc/server';" }],
  [
    'product-never-test',
    'src/main/fleet/a.ts',
    { 'src/main/fleet/a.ts': "import '../../../test/support/fake';", 'test/support/fake.ts': '' },
  ],
  [
    'no-vague-names',
    'src/main/fleet/a.ts',
    { 'src/main/fleet/a.ts': "import './hostUtils';", 'src/main/fleet/hostUtils.ts': '' },
  ],
  [
    'no-vague-names',
    'src/main/fleet/a.ts',
    { 'src/main/fleet/a.ts': "import './helpers/b';", 'src/main/fleet/helpers/b.ts': '' },
  ],
  [
    'no-vague-names',
    'src/main/fleet/a.ts',
    { 'src/main/fleet/a.ts': "import './SessionManager';", 'src/main/fleet/SessionManager.ts': '' },
  ],
  [
    'no-barrels',
    'src/main/fleet/index.ts',
    { 'src/main/fleet/index.ts': "export { fleet } from './fleet';" },
  ],
  ['no-barrels', 'src/shared/series/all.ts', { 'src/shared/series/all.ts': "export * from './trend';" }],
];

let workFolder = '';

beforeAll(async () => {
  // Below the root, so that packages resolve as they do for the product.
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  workFolder = await mkdtemp(join(ROOT, '.cache', 'layers-'));
});

afterAll(async () => {
  await rm(workFolder, { recursive: true });
});

async function write(name: string, tree: Tree): Promise<string> {
  const folder = join(workFolder, name);
  for (const [path, text] of Object.entries(tree)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

/** Runs the project's own configuration over a tree. */
async function violationsIn(folder: string): Promise<Violation[]> {
  const options = await extractDepcruiseOptions(join(ROOT, '.dependency-cruiser.cjs'));
  const { output } = await cruise(['src'], { ...options, baseDir: folder });
  if (typeof output === 'string') throw new TypeError('dependency-cruiser gave text instead of a result');
  return output.summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
}

describe('the layers', () => {
  it('lets every allowed direction pass', async () => {
    expect(await violationsIn(await write('sound', SOUND))).toEqual([]);
  });

  it.each(BREACHES.map((breach, index) => [...breach, index] as const))(
    '%s catches %s',
    async (rule, from, change, index) => {
      const violations = await violationsIn(await write(String(index), { ...SOUND, ...change }));
      expect([...new Set(violations.map((violation) => violation.rule))]).toEqual([rule]);
      expect(violations.map((violation) => violation.from)).toContain(from);
    },
  );

  it('has a breach for every rule', async () => {
    const { ruleSet } = await extractDepcruiseOptions(join(ROOT, '.dependency-cruiser.cjs'));
    const rules = ruleSet?.forbidden?.map((rule) => rule.name) ?? [];
    expect(new Set(BREACHES.map(([rule]) => rule))).toEqual(new Set(rules));
  });
});
