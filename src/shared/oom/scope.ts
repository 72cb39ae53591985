/** The memory that a kill is about: of the machine, of a cgroup, of the nodes that were allowed. */
export interface OomScope {
  /** RAM and swap in pages: what 1000 thousandths are. */
  readonly totalPages: number;
  readonly pageBytes: number;
}
