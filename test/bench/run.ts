import type { BenchResult } from './benchResult';
import { benchFirstNumber } from './firstNumber';
import { benchRemoteSampleCost } from './remoteSampleCost';
import { benchSampleDecode } from './sampleDecode';

const BENCHES: readonly (() => Promise<BenchResult[]>)[] = [
  benchSampleDecode,
  benchRemoteSampleCost,
  benchFirstNumber,
];

// One after another: they share the machine.
for (const bench of BENCHES) {
  for (const result of await bench()) console.log(JSON.stringify(result));
}
