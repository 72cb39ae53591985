import { describe, expect, it } from 'vitest';
import { LineSpool } from '../../../../src/main/cli/lineSpool';

async function through(lines: readonly string[], mostCharacters: number): Promise<string[]> {
  const spool = new LineSpool(mostCharacters);
  try {
    for (const line of lines) await spool.add(line);
    const read: string[] = [];
    for await (const line of spool.lines()) read.push(line);
    return read;
  } finally {
    await spool.close();
  }
}

describe('a spool of lines', () => {
  it.each([
    ['all in memory', 1_000_000],
    ['all in a file', 0],
    ['some in each', 100],
  ])('gives them back in order, %s', async (_name, mostCharacters) => {
    const lines = Array.from({ length: 500 }, (_, line) => `line ${line}: 内存 \u2028 "x"`);
    expect(await through(lines, mostCharacters)).toEqual(lines);
  });

  it('is empty where nothing was added', async () => {
    expect(await through([], 0)).toEqual([]);
  });
});
