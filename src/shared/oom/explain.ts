import type { Message } from '../model';
import { message } from '../model';
import type { BadnessParts } from './badness';
import type { Candidate, Ranking } from './ranking';

/**
 * Why a candidate stands where it stands, as sentences that a person can repeat: what it uses, what adj and privileges
 * change, whom it leads or follows and by how much, and where the kernel's own number is another.
 *
 * @param place index in the ranking, from 0
 */
export function whyOf(ranking: Ranking, place: number): Message[] {
  const { candidates, scope, chosenGeneration } = ranking;
  const candidate = candidates[place];
  if (candidate === undefined) return [];
  const { badness } = candidate;
  if (badness.kind === 'exempt')
    return [message(`oom.exempt.${badness.exemption}`), ...mismatchOf(candidate, ranking)];
  const { pageBytes, totalPages } = scope;
  if (badness.parts === null) {
    return [message('oom.heuristic', { points: badness.points }), ...mismatchOf(candidate, ranking)];
  }
  // Points are pages since 3.5, and thousandths of all memory before.
  const unitPages = chosenGeneration.generation.kind === 'permille' ? totalPages / 1000 : 1;
  return [
    ...partsOf(badness.parts, pageBytes, totalPages, candidate.process.oomScoreAdj ?? 0),
    ...distanceOf(candidates, place, pageBytes * unitPages),
    ...mismatchOf(candidate, ranking),
  ];
}

function partsOf(parts: BadnessParts, pageBytes: number, totalPages: number, adj: number): Message[] {
  const usedPages = parts.rssPages + parts.swapPages + parts.pageTablePages;
  const sentences = [
    message('oom.memory', {
      usedBytes: usedPages * pageBytes,
      rssBytes: parts.rssPages * pageBytes,
      swapBytes: parts.swapPages * pageBytes,
      pageTableBytes: parts.pageTablePages * pageBytes,
      sharePercent: (usedPages * 100) / totalPages,
      totalBytes: totalPages * pageBytes,
    }),
  ];
  if (adj !== 0) {
    sentences.push(
      message(adj > 0 ? 'oom.adj-adds' : 'oom.adj-takes', {
        adj,
        adjBytes: Math.abs(parts.adjPages) * pageBytes,
      }),
    );
  }
  if (parts.bonusPages < 0)
    sentences.push(message('oom.root-bonus', { bonusBytes: -parts.bonusPages * pageBytes }));
  return sentences;
}

function distanceOf(candidates: readonly Candidate[], place: number, unitBytes: number): Message[] {
  const here = candidates[place];
  const other = candidates[place === 0 ? 1 : 0];
  if (here?.badness.kind !== 'eligible' || other?.badness.kind !== 'eligible') {
    return place === 0 && here?.badness.kind === 'eligible' ? [message('oom.only-one')] : [];
  }
  const params = {
    comm: other.process.comm,
    pid: other.process.pid,
    distanceBytes: Math.abs(here.badness.points - other.badness.points) * unitBytes,
  };
  if (here.tieGroup !== null && here.tieGroup === other.tieGroup) return [message('oom.tie', params)];
  return [message(place === 0 ? 'oom.leads' : 'oom.behind', params)];
}

/**
 * A difference is a finding: within what per-processor counters may hold back it is theirs, beyond that the process changed
 * between the two readings, or the kernel counts otherwise than it should.
 */
function mismatchOf({ process, predictedScore }: Candidate, ranking: Ranking): Message[] {
  const { oomScore } = process;
  if (oomScore === null || oomScore === predictedScore) return [];
  const isOfCounters = Math.abs(oomScore - predictedScore) <= counterBoundOf(ranking);
  const params = { kernelScore: oomScore, predictedScore };
  return [message(isOfCounters ? 'oom.mismatch-counters' : 'oom.mismatch', params)];
}

/** How far apart two scores may be for the sake of per-processor counters alone; 0 on kernels that count exactly. */
export function counterBoundOf({
  errorPages,
  machinePages,
}: Pick<Ranking, 'errorPages' | 'machinePages'>): number {
  return errorPages === 0 ? 0 : Math.ceil((errorPages * 1000) / machinePages) + 1;
}
