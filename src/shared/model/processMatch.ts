/**
 * Which processes a rule means. A list that is empty asks for nothing; in one that is not, one pattern has to fit. All lists
 * have to agree. `*` and `?` in patterns stand for any characters and any one.
 */
export interface ProcessMatch {
  readonly comm: readonly string[];
  /** The program's file. */
  readonly exe: readonly string[];
  readonly cgroup: readonly string[];
  readonly unit: readonly string[];
  readonly user: readonly string[];
}
