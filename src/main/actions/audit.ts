import type { AuditRows, AuditSearch, AuditVerdict, ChangePlan } from '../../shared/model';

/** An export as a person saves it. */
export interface AuditExport {
  readonly fileName: string;
  readonly text: string;
}

export interface AuditExportRequest extends Pick<AuditSearch, 'text' | 'hostId'> {
  readonly format: 'jsonl' | 'csv';
}

/** Who changed what, as it is asked for. */
export interface Audit {
  search(search: AuditSearch): Promise<AuditRows>;
  /**
   * The plan as it was shown when it was confirmed.
   *
   * @throws {Refusal} where no such run is on record.
   */
  plan(runId: string): Promise<ChangePlan>;
  /** Reads the whole file again and calculates every hash. */
  verify(): Promise<AuditVerdict>;
  /** @throws {Refusal} where it is too large for a page. */
  exportEntries(request: AuditExportRequest): Promise<AuditExport>;
}
