import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HandsHost } from './handsHost';

/**
 * A host with a stand-in for systemd: its `systemctl` knows services from their files, takes changes of files only with
 * `daemon-reload`, and gives each start an identity of its own, as systemd 252 does. The real one is asked on real hosts.
 */
export class FakeSystemd {
  readonly #host: HandsHost;
  readonly #state: string;

  constructor(host: HandsHost) {
    this.#host = host;
    this.#state = join(host.folder, 'systemd');
    mkdirSync(this.#state);
    mkdirSync(join(host.run, 'systemd', 'system'), { recursive: true });
    writeFileSync(join(this.#state, 'log'), '');
    host.script('systemctl', SYSTEMCTL.replaceAll('@STATE@', this.#state).replaceAll('@UNITS@', host.units));
  }

  /** A service that runs, and has been read by systemd. */
  addService(unit: string, lines: readonly string[] = []): void {
    writeFileSync(
      join(this.#host.units, unit),
      ['[Unit]', `Description=The ${unit}`, '[Service]', ...lines, ''].join('\n'),
    );
    this.set(unit, 'active', 'active');
    this.set(unit, 'invocation', '0123456789abcdef0123456789abcdef');
    this.set(unit, 'adj', /OOMScoreAdjust=(\S+)/.exec(lines.join('\n'))?.[1] ?? '0');
  }

  /** What systemd has in mind of a unit: `active`, `invocation`, `adj`; or what it will fail with: `restart-fails`. */
  set(unit: string, name: string, text: string): void {
    writeFileSync(join(this.#state, `${unit}.${name}`), `${text}\n`);
  }

  /** Fails from now on, with these words. */
  failReload(said: string): void {
    writeFileSync(join(this.#state, 'reload-fails'), `${said}\n`);
  }

  dropInPath(unit: string): string {
    return join(this.#host.units, `${unit}.d`, '90-lowmark-oom.conf');
  }

  writeDropIn(unit: string, name: string, text: string): void {
    mkdirSync(join(this.#host.units, `${unit}.d`), { recursive: true });
    writeFileSync(join(this.#host.units, `${unit}.d`, name), text);
  }

  /** What it was asked to do, without the questions. */
  get commands(): readonly string[] {
    const lines = readFileSync(join(this.#state, 'log'), 'utf8').trim().split('\n');
    return lines.filter((line) => line !== '');
  }
}

const SYSTEMCTL = `state=@STATE@; units=@UNITS@
adj_of() {
  adj=0
  for file in $units/$1 $units/$1.d/*.conf; do
    [ -e "$file" ] || continue
    found=$(sed -n 's/^OOMScoreAdjust=//p' "$file" | tail -n 1)
    [ -z "$found" ] || adj=$found
  done
  echo "$adj"
}
of() { cat "$state/$1.$2" 2>/dev/null; }
show() {
  set +f; drop_ins=
  for file in $units/$1.d/*.conf; do [ -e "$file" ] && drop_ins="$drop_ins $file"; done
  set -f
  if [ -e "$units/$1" ]; then load=loaded; else load=not-found; fi
  for property in $wanted; do
    case $property in
      Id) value=$1 ;;
      LoadState) value=$load ;;
      ActiveState) value=$(of $1 active); value=\${value:-inactive} ;;
      SubState) case $(of $1 active) in active) value=running ;; *) value=dead ;; esac ;;
      Description) value="The $1" ;;
      Result) value=$(of $1 result); value=\${value:-success} ;;
      Restart) value=on-failure ;;
      RestartUSec) value=100ms ;;
      OOMScoreAdjust) value=$(of $1 adj); value=\${value:-0} ;;
      FragmentPath) value=; [ $load = loaded ] && value=$units/$1 ;;
      DropInPaths) value=\${drop_ins# } ;;
      InvocationID) value=$(of $1 invocation) ;;
      ControlGroup) value=; [ "$(of $1 active)" = active ] && value=/system.slice/$1 ;;
      *) continue ;;
    esac
    echo "$property=$value"
  done
}
wanted=; verb=; names=
while [ "$#" -gt 0 ]; do
  case $1 in
    -p) wanted="$wanted $2"; shift ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$1; else names="$names $1"; fi ;;
  esac
  shift
done
[ "$verb" = show ] || echo "$verb$names" >>$state/log
set -f
case $verb in
  show)
    for name in $names; do
      case $name in
        '*.service') for path in $(cd $units; set +f; echo *.service); do show $path; echo; done ;;
        *) show $name ;;
      esac
    done ;;
  daemon-reload)
    if [ -e $state/reload-fails ]; then cat $state/reload-fails >&2; exit 1; fi
    set +f
    for path in $units/*.service; do adj_of \${path##*/} >$state/\${path##*/}.adj; done ;;
  restart)
    for name in $names; do
      if [ -e $state/$name.restart-fails ]; then
        cat $state/$name.restart-fails >&2
        echo failed >$state/$name.active; echo exit-code >$state/$name.result
        exit 1
      fi
      echo active >$state/$name.active
      echo fedcba9876543210fedcba9876543210 >$state/$name.invocation
    done ;;
  *) echo "Unknown command verb $verb." >&2; exit 1 ;;
esac`;
