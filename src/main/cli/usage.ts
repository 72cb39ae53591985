export const USAGE = `Usage: lowmark COMMAND [HOST] [options]

HOST is a name from Lowmark's list, an alias of ~/.ssh/config, or user@host[:port].
Without HOST it is this machine.

  sample [HOST]            one sample of the kernel's memory files, as a table
    --json                 as JSON: { host, sample, assessment }
    --recording FILE       from a recording instead of a host
    --at SECONDS           the state at that uptime; the end by default
  record [HOST] --for S    writes a recording to standard output for S seconds
    --every SECONDS        time between frames, 1 by default; processes every third
    --with-command-lines   records command lines too, words that look like secrets masked

  --lang en|zh-CN          language of sentences; by default that of the environment
  --key FILE               private key to use instead of the agent and the usual keys
  --accept-host-key SHA256:...
                           accepts an unknown host key with this fingerprint, and remembers it
  --version, --help

Exit code: 0 all right, 1 it failed (one sentence on standard error), 2 bad usage.
`;
