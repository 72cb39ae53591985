import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en as sharedEn } from '../../../../src/shared/messages/en';
import { zhCN as sharedZhCN } from '../../../../src/shared/messages/zhCN';
import { en, zhCN } from '../../../../src/renderer/src/i18n/catalogue';

const RENDERER = resolve(import.meta.dirname, '../../../../src/renderer/src');

interface Tree {
  readonly [key: string]: string | Tree;
}

/** The texts by their dotted path. */
function leavesOf(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[`${prefix}${key}`, value]] : [...leavesOf(value, `${prefix}${key}.`)],
    ),
  );
}

/** The gaps of a text, each once: `{name}` and `{size:bytes}` alike. */
function gapsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)(?::\w+)?\}/g)].map(([, name = '']) => name))].toSorted();
}

const CATALOGUES = [
  { name: 'the interface', english: leavesOf(en), chinese: leavesOf(zhCN) },
  { name: 'sentences of the model', english: leavesOf(sharedEn), chinese: leavesOf(sharedZhCN) },
];

/** Code of the renderer without the catalogues themselves. */
function sources(): { file: string; code: string }[] {
  return readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|vue)$/.test(file) && !file.startsWith('i18n/en') && !file.startsWith('i18n/zh'))
    .map((file) => ({ file, code: readFileSync(join(RENDERER, file), 'utf8') }));
}

describe.each(CATALOGUES)('$name', ({ english, chinese }) => {
  it('has every text in both languages', () => {
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  it('has no empty text', () => {
    const empty = [...english, ...chinese].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
  });

  it('leaves the same gaps in both languages', () => {
    const different = [...english].filter(
      ([key, text]) => gapsOf(text).join() !== gapsOf(chinese.get(key) ?? '').join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('is translated: a Chinese text holds Chinese, or is a name of the kernel or of a key', () => {
    const left = [...chinese].filter(([, text]) => /[a-z]{3,} [a-z]{3,} [a-z]{3,}/i.test(text));
    expect(left).toEqual([]);
  });
});

describe('the code', () => {
  const keys = leavesOf(en);
  const paths = new Set(keys.keys());
  const areas = Object.keys(en).join('|');

  it('asks only for texts that there are', () => {
    const asked = sources().flatMap(({ file, code }) =>
      [...code.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key = '']) => ({ file, key })),
    );
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter(({ key }) => !paths.has(key))).toEqual([]);
  });

  it('asks for every text that there is', () => {
    const code = sources()
      .map((source) => source.code)
      .join('\n');
    const named = new Set(
      [...code.matchAll(new RegExp(`['"\`]((?:${areas})\\.[\\w.-]+)['"\`]`, 'g'))].map(([, key]) => key),
    );
    // Keys that are put together: `host.tab.${name}`.
    const stems = [...code.matchAll(new RegExp(`\`((?:${areas})\\.[\\w.]*)\\$\\{`, 'g'))].map(
      ([, stem = '']) => stem,
    );
    const unused = [...paths].filter((key) => !named.has(key) && !stems.some((stem) => key.startsWith(stem)));
    expect(unused).toEqual([]);
  });

  it('shows no word that is not in the catalogue', () => {
    const words = sources()
      .filter(({ file }) => file.endsWith('.vue'))
      .flatMap(({ file, code }) => {
        const [, template = ''] = /<template>([\s\S]*)<\/template>/.exec(code) ?? [];
        const shown = template
          .replaceAll(/<!--[\s\S]*?-->/g, '')
          .replaceAll(/\{\{[\s\S]*?\}\}/g, '')
          // An attribute may hold a ">", a text between two tags holds no quote.
          .replaceAll(/="[^"]*"/g, '')
          .replaceAll(/<[^>]*>/g, '\n');
        const texts = shown.split('\n').map((text) => text.trim());
        return texts.filter((text) => /\p{L}{2,}/u.test(text)).map((text) => ({ file, text }));
      });
    // The product's own name.
    expect(words.filter(({ text }) => text !== 'Lowmark')).toEqual([]);
  });
});
