import { Linter } from 'eslint';
import vue from 'eslint-plugin-vue';
import ts from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';
import { describe, expect, it } from 'vitest';
import { accessibility } from '../../../scripts/lint/accessibility.js';
import { importRules } from '../../../scripts/lint/importRules.js';

function messagesOf(text: string, filename: string, config: Linter.Config[]): string[] {
  return new Linter({ cwd: '/' })
    .verify(text, config, filename)
    .map(({ ruleId, message }) => ruleId ?? message);
}

describe('accessible templates', () => {
  const config: Linter.Config[] = [
    {
      files: ['**/*.vue'],
      plugins: { vue },
      languageOptions: { parser: vueParser },
      rules: { 'vue/no-restricted-syntax': ['error', ...accessibility] },
    },
  ];

  it.each([
    ['an image without a text', '<img src="a.png">', false],
    ['an image with a text', '<img src="a.png" alt="">', true],
    ['an image with a bound text', '<img src="a.png" :alt="name">', true],
    ['a link that leads nowhere', '<a @click="go">go</a>', false],
    ['a link', '<a href="#/">go</a>', true],
    ['a bound link', '<a :href="address">go</a>', true],
    ['a click on a plain box', '<div @click="go">go</div>', false],
    [
      'a click on a box with a role',
      '<div role="button" tabindex="0" @click="go" @keydown.enter="go">go</div>',
      true,
    ],
    ['a click on a button', '<button type="button" @click="go">go</button>', true],
    ['a place of its own in the order', '<input tabindex="3">', false],
    ['a place in the order of the page', '<p tabindex="0" />', true],
    ['out of the order', '<p tabindex="-1" />', true],
    ['a frame', '<iframe src="a.html" />', false],
  ])('%s', (_name, template, isAllowed) => {
    const found = messagesOf(`<template><section>${template}</section></template>`, 'src/A.vue', config);
    expect(found).toEqual(isAllowed ? [] : ['vue/no-restricted-syntax']);
  });
});

describe('imports while they are being typed', () => {
  const config: Linter.Config[] = [
    { files: ['**/*.ts'], languageOptions: { parser: ts.parser } },
    ...importRules,
  ];

  it.each([
    ['src/shared/series/a.ts', 'node:fs', false],
    ['src/shared/series/a.ts', 'zod', false],
    ['src/shared/schema/a.ts', 'zod', true],
    ['src/shared/api/a.ts', 'zod', true],
    ['src/shared/model/a.ts', '../api/contract', false],
    ['src/shared/series/a.ts', '../../main/clock', false],
    ['src/shared/series/a.ts', '../model', true],
    ['src/main/fleet/a.ts', 'electron', false],
    ['src/main/desktop/a.ts', 'electron', true],
    ['src/main/desktop/a.ts', 'ssh2', false],
    ['src/main/ssh/a.ts', 'ssh2', true],
    ['src/main/ssh/a.ts', 'electron', false],
    ['src/main/fleet/a.ts', 'zod', false],
    ['src/main/fleet/a.ts', '../../renderer/src/bridge', false],
    ['src/main/fleet/a.ts', 'node:fs', true],
    ['src/preload/a.ts', 'electron', true],
    ['src/preload/a.ts', 'node:fs', false],
    ['src/renderer/src/pages/a.ts', '../../../main/clock', false],
    ['src/renderer/src/pages/a.ts', '../main/thing', false],
    ['src/renderer/src/pages/a.ts', './main', true],
    ['src/renderer/src/pages/a.ts', 'echarts/core', false],
    ['src/renderer/src/charts/a.ts', 'echarts/core', true],
    ['src/renderer/src/charts/a.ts', 'zod', false],
    ['src/renderer/src/zodWithoutEval.ts', 'zod', true],
    ['src/renderer/src/a.ts', '@orpc/server', false],
    ['src/renderer/src/a.ts', 'vue', true],
  ])('%s imports %s', (file, name, isAllowed) => {
    const found = messagesOf(`import '${name}';`, file, config);
    expect(found).toEqual(isAllowed ? [] : ['no-restricted-imports']);
  });

  it.each([
    ['src/renderer/src/stores/a.ts', false],
    ['src/renderer/src/bridge.ts', true],
  ])('%s reads the bridge’s global', (file, isAllowed) => {
    const found = messagesOf('export const shell = window.lowmark;', file, config);
    expect(found).toEqual(isAllowed ? [] : ['no-restricted-properties']);
  });
});
