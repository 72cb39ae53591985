import type { BenchResult } from './benchResult';
import { benchFirstNumber } from './firstNumber';
import { benchRanking } from './ranking';
import { benchRemoteSampleCost } from './remoteSampleCost';
import { benchSampleDecode } from './sampleDecode';

const BENCHES: readonly (() => BenchResult[] | Promise<BenchResult[]>)[] = [
  benchRanking,
  benchSampleDecode,
  benchRemoteSampleCost,
  benchFirstNumber,
];

// One after another: they share the machine.
for (const bench of BENCHES) {
  for (const result of await bench()) console.log(JSON.stringify(result));
}
