import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORDINARY_LINES } from '../support/oomReports/ordinaryLines';

const LINES_IN_A_BLOCK = 20_000;

/** What a day's log consists of, mostly: few of the words that OOM reports have. */
const DAILY_LINES: readonly ((at: number) => string)[] = [
  (at) =>
    `[UFW BLOCK] IN=eth0 OUT= MAC=52:54:00:12:34:56 SRC=203.0.113.${String(at % 255)} DST=198.51.100.2 LEN=40 TOS=0x00 PREC=0x00 TTL=245 ID=${String(at % 65_536)} PROTO=TCP SPT=${String(1024 + (at % 60_000))} DPT=22 WINDOW=1024 RES=0x00 SYN URGP=0`,
  (at) =>
    `audit: type=1400 audit(1690862400.${String(at % 1000).padStart(3, '0')}:${String(at)}): apparmor="ALLOWED" operation="open" profile="/usr/sbin/sssd" name="/proc/${String(at % 32_768)}/cmdline" pid=${String(at % 32_768)} comm="sssd_nss" requested_mask="r" denied_mask="r" fsuid=0 ouid=0`,
  (at) => `docker0: port ${String(at % 40)}(veth${(at * 7919).toString(16)}) entered forwarding state`,
  (at) =>
    `e1000e 0000:00:1f.6 eth${String(at % 4)}: NIC Link is Up 1000 Mbps Full Duplex, Flow Control: Rx/Tx`,
  (at) => `IPVS: rr: TCP 10.96.0.${String(at % 255)}:443 - no destination available`,
  (at) => `systemd[1]: Started Session ${String(at)} of user root.`,
  (at) => `systemd[1]: session-${String(at)}.scope: Deactivated successfully.`,
  (at) => `nfs: server filer-${String(at % 9)} not responding, still trying`,
  (at) => `usb 1-${String(at % 8)}: new high-speed USB device number ${String(at % 127)} using xhci_hcd`,
  (at) => `EXT4-fs (dm-${String(at % 30)}): mounted filesystem with ordered data mode. Quota mode: none.`,
];

/** Every thirtieth line has words in it that OOM reports have too. */
function lineOf(at: number): string {
  const text =
    at % 30 === 0
      ? ORDINARY_LINES[(at / 30) % ORDINARY_LINES.length]
      : DAILY_LINES[at % DAILY_LINES.length]?.(at);
  const seconds = (at * 0.37).toFixed(6).padStart(12);
  const second = Math.floor(at * 0.37);
  const clock = [Math.floor(second / 3600) % 24, Math.floor(second / 60) % 60, second % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return `Aug  1 ${clock} web-01 kernel: [${seconds}] ${text ?? ''}\n`;
}

/** A block of an ordinary kernel log, as bytes. No two runs differ. */
function plainLogBlock(): Buffer {
  return Buffer.from(Array.from({ length: LINES_IN_A_BLOCK }, (_, at) => lineOf(at)).join(''));
}

export interface WrittenLog {
  readonly path: string;
  readonly bytes: number;
  /** Takes it away again. */
  readonly remove: () => Promise<void>;
}

/**
 * Writes an ordinary kernel log.
 *
 * @param minBytes it is at least so long
 * @param inserted stands between two blocks, by the number of the block before it
 */
export async function writePlainLog(
  minBytes: number,
  inserted: (block: number) => string = () => '',
): Promise<WrittenLog> {
  const folder = await mkdtemp(join(tmpdir(), 'lowmark-bench-'));
  const path = join(folder, 'kern.log');
  const block = plainLogBlock();
  const file = openSync(path, 'w');
  let bytes = 0;
  for (let written = 0; bytes < minBytes; written += 1) {
    bytes += writeSync(file, block);
    const text = inserted(written);
    if (text !== '') bytes += writeSync(file, text);
  }
  closeSync(file);
  return { path, bytes, remove: () => rm(folder, { recursive: true, force: true }) };
}
