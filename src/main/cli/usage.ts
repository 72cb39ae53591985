export const USAGE = `Usage: lowmark COMMAND [HOST or FILE] [options]

HOST is a name from Lowmark's list, an alias of ~/.ssh/config, or user@host[:port].
Without HOST it is this machine.

  sample [HOST]            one sample of the kernel's memory files, as a table
    --json                 as JSON: { host, sample, assessment }
    --recording FILE       from a recording instead of a host
    --at SECONDS           the state at that uptime; the end by default
  record [HOST] --for S    writes a recording to standard output for S seconds
    --every SECONDS        time between frames, 1 by default; processes every third
    --with-command-lines   records command lines too, words that look like secrets masked

FILE is a kernel log of any kind: dmesg, syslog, journalctl (short or json), gzipped or not. - is standard input.

  report FILE...           out-of-memory reports in logs: who died and why, as tables
    --json                 as JSON: { incidents, signs }
    --format FORMAT        table, json, markdown or html (one page with all incidents)
    --incident ID          only this incident; the beginning of its id is enough
  replay FILE              each report computed again: who the kernel takes, and whether it did
    --json                 as JSON: { replays }
    --incident ID          only this incident
    --adj PID=VALUE        with this oom_score_adj (-1000 to 1000); may be given more than once
    --remove PID           without this process; may be given more than once
    --add-ram BYTES        with more memory, or less: 512M, 2GiB, -1G
    --add-swap BYTES       with more swap, or less
    --add-limit BYTES      with a higher limit of the cgroup, or a lower one

  policy check [HOST...]   holds hosts against the policy and says what differs; changes nothing
    --policy FILE          this file instead of policies.yaml in the data folder
    --all                  every host on the list
    --recording FILE       a recording instead of a host
    --json                 as JSON: { policy, sha256, hosts, drift, failed }
                           exit code 0 no drift, 1 drift or a host that cannot be looked at, 2 a file with problems
  policy suggest           prints a policy to begin with, with its reasons

  audit                    what was changed on which host, by whom and why, newest first
    --search TEXT          only what has all these words in it
    --host NAME            only this host
    --format FORMAT        table, jsonl (the lines of the file as they are), csv or json: { rows }
  audit verify             calculates the hash of every entry; exit code 1 where the chain is broken
    --head HASH            and 1 where no entry has this hash, which was kept elsewhere
    --json                 as JSON: { verdict, hasHead }

  --lang en|zh-CN          language of sentences; by default that of the environment
  --key FILE               private key to use instead of the agent and the usual keys
  --accept-host-key SHA256:...
                           accepts an unknown host key with this fingerprint, and remembers it
  --version, --help

Exit code: 0 all right, 1 it failed (one sentence on standard error), 2 bad usage.
`;
