type ChartColourName =
  | 'text'
  | 'textMuted'
  | 'textFaint'
  | 'line'
  | 'lineStrong'
  | 'surfaceRaised'
  | 'critical'
  | 'accent'
  | 'anon'
  | 'shmem'
  | 'hugetlb'
  | 'slabUnreclaimable'
  | 'kernel'
  | 'other'
  | 'slabReclaimable'
  | 'fileCache'
  | 'free'
  | 'available'
  | 'swapUsed'
  | 'swapIn'
  | 'swapOut'
  | 'pressureSome'
  | 'pressureFull';

/** Colours and font of the current theme, as a canvas wants them: resolved, no CSS variables. */
export type ChartColours = Readonly<Record<ChartColourName | 'fontFamily', string>>;

/**
 * Reads the theme's colours for the charts.
 * @param read gives a CSS variable's resolved text, as `getComputedStyle(...).getPropertyValue` does
 * @throws Error naming the variable that the style sheet lacks: a canvas would silently paint it black
 */
export function chartColours(read: (variable: string) => string): ChartColours {
  const colour = (variable: string): string => {
    const text = read(variable).trim();
    if (text === '') throw new Error(`The style sheet has no ${variable}`);
    return text;
  };
  return {
    text: colour('--text'),
    textMuted: colour('--text-muted'),
    textFaint: colour('--text-faint'),
    line: colour('--line'),
    lineStrong: colour('--line-strong'),
    surfaceRaised: colour('--surface-raised'),
    critical: colour('--critical'),
    accent: colour('--accent'),
    anon: colour('--memory-anon'),
    shmem: colour('--memory-shmem'),
    hugetlb: colour('--memory-hugetlb'),
    slabUnreclaimable: colour('--memory-slab-unreclaimable'),
    kernel: colour('--memory-kernel'),
    other: colour('--memory-other'),
    slabReclaimable: colour('--memory-slab-reclaimable'),
    fileCache: colour('--memory-file-cache'),
    free: colour('--memory-free'),
    available: colour('--memory-available'),
    swapUsed: colour('--memory-shmem'),
    swapIn: colour('--swap-in'),
    swapOut: colour('--swap-out'),
    pressureSome: colour('--pressure-some'),
    pressureFull: colour('--pressure-full'),
    fontFamily: colour('--font'),
  };
}
