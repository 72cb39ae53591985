import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PolicyDocument } from '../../shared/model';
import { message } from '../../shared/model';
import { LONGEST_POLICY, readPolicyText } from './policyText';

/** UTF-8 has three bytes for a Chinese character; nothing longer is taken into memory. */
const MOST_BYTES = LONGEST_POLICY * 4;

export function policyPath(dataFolder: string): string {
  return join(dataFolder, 'policies.yaml');
}

/** What a text means, with its own hash. */
export function policyDocumentOf(text: string): PolicyDocument {
  return { text, ...readPolicyText(text), sha256: createHash('sha256').update(text, 'utf8').digest('hex') };
}

/** A stored policy, and whether the file could be read at all: one that could not is not written over. */
export interface StoredPolicy {
  readonly document: PolicyDocument;
  /** The system's word for why; null: it was read, or there is none. */
  readonly unreadable: string | null;
}

/** Never rejects: a file that is not there is an empty text, and one that cannot be read a problem of the document. */
export async function readPolicyFile(path: string): Promise<StoredPolicy> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) return unreadable(path, 'EFBIG');
    return { document: policyDocumentOf(await readFile(path, 'utf8')), unreadable: null };
  } catch (error) {
    const problem = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (problem === 'ENOENT') return { document: policyDocumentOf(''), unreadable: null };
    return unreadable(path, problem);
  }
}

function unreadable(path: string, problem: string): StoredPolicy {
  const sentence = message('policy.file-unreadable', { path, problem });
  return {
    document: { ...policyDocumentOf(''), problems: [{ line: null, column: null, sentence }] },
    unreadable: problem,
  };
}
