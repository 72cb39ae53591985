/** One measured figure. `ratio` compares it with `ratioOf`, where the speed of the machine would hide a change. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
  readonly ratioOf?: string;
}
