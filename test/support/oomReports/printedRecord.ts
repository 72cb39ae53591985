/** One record of the kernel's ring buffer; its text may have several lines. */
export interface PrintedRecord {
  readonly level: number;
  /** By the kernel's clock. */
  readonly seconds: number;
  readonly text: string;
}
