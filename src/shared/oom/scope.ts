/** The memory that a kill is about: of the machine, of a cgroup, of the nodes that were allowed. */
export interface OomScope {
  /** RAM and swap in pages: what 1000 thousandths are. */
  readonly totalPages: number;
  readonly pageBytes: number;
  /** NUMA nodes that the one who asks may use; absent where that is all of them, or not known. */
  readonly nodes?: readonly number[];
}
