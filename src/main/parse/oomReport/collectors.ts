/** What programs that collect logs write in front of the lines that they pass on. */
import type { PrefixRule } from './carriedLine';

/** `stdout F ` of the container runtime interface. */
export const containerStream: PrefixRule = { pattern: /^(?:stdout|stderr) [FP] /, take: () => true };

/** `[pod/name/container] `, `name-1  | `, `{job="kmsg"} `: who collected it. */
export const collector: PrefixRule = {
  pattern: /^(?:\[[\w.-]{1,100}\/[\w./-]{1,200}\] |[\w.-]{1,100} +\| |\{[a-z_]+="[^}]{0,500}\} )/,
  take: () => true,
};

/** `22m  Warning  OOMKilling  node/a  ` of `kubectl get events`. */
export const nodeEvent: PrefixRule = {
  pattern: /^\S{1,40} +(?:Warning|Normal) +(?:OOMKilling|SystemOOM) +\S{1,300} +/,
  take: () => true,
};

/** `20:31:49.738 [warn] ` of loggers that write no date; `20:31:49 web-01 kernel: ` where the date is lost. */
export const timeOfDay: PrefixRule = {
  pattern: /^\d{2}:\d{2}:\d{2}(?:\.\d{1,9})? (?:\[[a-z]{3,9}\] +|(?=\S{1,255} kernel: ))/,
  take: () => true,
};

/** `node-1: kern: warning: [2026-08-01T04:49:44.123456789Z]: ` of `talosctl dmesg`, whose stamp is left for the next rule. */
export const talosNode: PrefixRule = {
  pattern: /^(?:([\w.-]{1,255}): +)?kern: +[a-z]+: +(?=\[\d{4}-)/,
  take: ([, hostname], prefixes) => {
    prefixes.hostname ??= hostname ?? null;
    prefixes.origin = 'kernel';
    return true;
  },
};
