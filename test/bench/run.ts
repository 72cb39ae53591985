import type { BenchResult } from './benchResult';
import { benchCgroupCost } from './cgroupCost';
import { benchFirstNumber } from './firstNumber';
import { benchParsePlainLog } from './parsePlainLog';
import { benchParseReport } from './parseReport';
import { benchPlan } from './plan';
import { benchRanking } from './ranking';
import { benchRemoteSampleCost } from './remoteSampleCost';
import { benchReplayReport } from './replayReport';
import { benchReportMemory } from './reportMemory';
import { benchRisk } from './risk';
import { benchSampleDecode } from './sampleDecode';

const BENCHES: readonly (() => BenchResult[] | Promise<BenchResult[]>)[] = [
  benchRanking,
  benchRisk,
  benchPlan,
  benchSampleDecode,
  benchParsePlainLog,
  benchParseReport,
  benchReplayReport,
  benchReportMemory,
  benchRemoteSampleCost,
  benchCgroupCost,
  benchFirstNumber,
];

// One after another: they share the machine.
for (const bench of BENCHES) {
  for (const result of await bench()) console.log(JSON.stringify(result));
}
