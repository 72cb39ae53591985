/** The `vm_settings` section: files of `/proc/sys/vm` one after another, headers below `/proc/sys`. */
import type { VmSettings } from '../../shared/model';
import type { Result } from '../../shared/result';
import { ok } from '../../shared/result';
import { parseCount } from './kernelText';
import { parseRawFiles } from './rawFiles';

const KIB = 1024;

/**
 * Reads the settings.
 *
 * @param text any text is accepted
 * @returns null for each setting that is missing or is no number; a problem where there are no files at all
 */
export function parseVmSettings(text: string): Result<VmSettings> {
  const result = parseRawFiles('vm_settings', text);
  if (!result.ok) return result;
  // A number without the end of its line may have lost digits.
  const whole = result.value.filter(({ text: content }) => content.endsWith('\n'));
  const texts = new Map(whole.map((file) => [file.path, file.text.trim()]));
  const count = (name: string): number | null => parseCount(texts.get(`vm/${name}`) ?? '');
  const bytes = (name: string): number | null => {
    const kib = count(name);
    return kib === null ? null : kib * KIB;
  };
  return ok({
    panicOnOom: count('panic_on_oom'),
    oomKillAllocatingTask: count('oom_kill_allocating_task'),
    oomDumpTasks: count('oom_dump_tasks'),
    overcommitMemory: count('overcommit_memory'),
    overcommitRatioPercent: count('overcommit_ratio'),
    overcommitBytes: bytes('overcommit_kbytes'),
    swappiness: count('swappiness'),
    minFreeBytes: bytes('min_free_kbytes'),
    watermarkScaleFactor: count('watermark_scale_factor'),
    lowmemReserveRatio: ratiosOf(texts.get('vm/lowmem_reserve_ratio')),
  });
}

function ratiosOf(text: string | undefined): readonly number[] | null {
  if (text === undefined || text === '') return null;
  const ratios = text.split(/\s+/).flatMap((word) => parseCount(word) ?? []);
  return ratios.length === 0 ? null : ratios;
}
