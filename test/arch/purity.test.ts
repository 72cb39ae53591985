import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What each project's code may not even name, because its compiler does not know it. */
const OUT_OF_REACH = {
  shared: [
    'window',
    'document',
    'process',
    'Buffer',
    'setTimeout',
    'fetch',
    'console',
    'performance',
    'require',
  ],
  main: ['window', 'document', 'HTMLElement'],
  preload: ['process', 'Buffer', 'require'],
  renderer: ['process', 'Buffer', 'require', '__dirname'],
} as const;

/** What each project's code needs, so that a compiler that refuses everything does not pass for a strict one. */
const WITHIN_REACH = {
  shared: ['Math', 'Map', 'JSON', 'Number'],
  main: ['process', 'Buffer', 'setTimeout', 'URL'],
  preload: ['window', 'MessageChannel'],
  renderer: ['window', 'document', 'setTimeout', 'WebSocket'],
} as const;

type Project = keyof typeof OUT_OF_REACH;
const PROJECTS: readonly Project[] = ['shared', 'main', 'preload', 'renderer'];
const ROOT = join(import.meta.dirname, '../..');

let workFolder = '';

beforeAll(async () => {
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  workFolder = await mkdtemp(join(ROOT, '.cache', 'purity-'));
});

afterAll(async () => {
  await rm(workFolder, { recursive: true });
});

/** A project's own compiler options, read as `tsc -p` reads them. */
function optionsOf(project: Project): ts.CompilerOptions {
  const parsed = ts.getParsedCommandLineOfConfigFile(
    join(ROOT, `tsconfig.${project}.json`),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
      },
    },
  );
  if (parsed === undefined) throw new Error(`tsconfig.${project}.json cannot be read`);
  return parsed.options;
}

/** @returns the names that a project's compiler does not know */
async function unknownNames(project: Project, names: readonly string[]): Promise<string[]> {
  const file = join(workFolder, `${project}-${String(names.length)}.ts`);
  await writeFile(file, names.map((name) => `export const its_${name}: unknown = ${name};\n`).join(''));
  const program = ts.createProgram([file], optionsOf(project));
  return ts
    .getPreEmitDiagnostics(program)
    .filter((diagnostic) => diagnostic.category === ts.DiagnosticCategory.Error)
    .map((diagnostic) => {
      const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
      return /^Cannot find name '(\w+)'/.exec(text)?.[1] ?? text;
    });
}

describe.each(PROJECTS)('the compiler of %s', (project) => {
  it('does not know what its code may not touch', async () => {
    expect(await unknownNames(project, OUT_OF_REACH[project])).toEqual(OUT_OF_REACH[project]);
  });

  it('knows what its code lives on', async () => {
    expect(await unknownNames(project, WITHIN_REACH[project])).toEqual([]);
  });

  it('is strict', () => {
    expect(optionsOf(project)).toMatchObject({
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      verbatimModuleSyntax: true,
    });
  });
});
