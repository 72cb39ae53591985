# What a shell beside the sampling is given when somebody looks at a host closely, or writes on it: it answers requests as the
# sampling script does, by the same markers (see frameReader.ts), and stores nothing. All writing is done by the program in
# change.sh, which the other end sends along as $lowmark_program with the command that calls it.
#
# Everything is inside functions and one call, since the shell must have read all of it before it runs any of it.

# A line of the protocol, in one write of a builtin: the token is in no process's arguments.
lowmark_mark() {
  echo "
$lowmark_token $*"
}

# Processes, one row each, whose numbers stand on standard input. ALL leaves out what has no memory of its own: kernel
# threads, and processes that have ended.
#
# A name is given twice: as it can be shown, and by its printable part, which is what is compared before a write.
lowmark_rows_program='
function rest_of(file, text,   more) {
  while ((getline more < file) > 0) text = text RS more
  return text
}

function text_of(file,   text) {
  if ((getline text < file) <= 0) text = ""
  else text = rest_of(file, text)
  close(file)
  return text
}

function shown(text) {
  if (text ~ /[\001-\037\177]/) gsub(/[\001-\037\177]/, "?", text)
  return text
}

function printable_part(text) {
  gsub(/[^ -~]/, "", text)
  return text
}

function number_of(file,   text) {
  text = text_of(file)
  return text ~ /^-?[0-9]+/ ? text + 0 : ""
}

# The path by which systemd knows it: in its own hierarchy, in the unified one, else in the one that limits memory.
function cgroup_of(pid,   lines, n, k, colon, controllers, path, unified, memory) {
  n = split(text_of(pid "/cgroup"), lines, "\n")
  for (k = 1; k <= n; k++) {
    path = substr(lines[k], index(lines[k], ":") + 1)
    colon = index(path, ":")
    if (colon == 0) continue
    controllers = "," substr(path, 1, colon - 1) ","
    path = substr(path, colon + 1)
    if (index(controllers, ",name=systemd,")) return shown(path)
    if (controllers == ",,") unified = path
    if (index(controllers, ",memory,")) memory = path
  }
  return shown(unified == "" ? memory : unified)
}

function word_after(status, key,   at) {
  if (!(at = index(status, "\n" key ":"))) return ""
  $0 = substr(status, at + length(key) + 2, 40)
  return $1 ~ /^[0-9]+$/ ? $1 : ""
}

function read_process(p,   stat, status, parts, n, open, comm, rest, adj, old_adj, cgroup) {
  stat = text_of(p "/stat")
  status = text_of(p "/status")
  if (stat == "" || status == "") return
  if (all && !index(status, "\nVmRSS:")) return
  sub(/\n$/, "", stat)
  n = split(stat, parts, ")")
  open = index(stat, "(")
  comm = substr(stat, open + 1, length(stat) - length(parts[n]) - open - 1)
  $0 = parts[n]
  rest = $2 "\t" $20
  count++
  uid[count] = word_after(status, "Uid")
  if (uid[count] != "") user[uid[count]] = ""
  adj = number_of(p "/oom_score_adj")
  old_adj = adj == "" ? number_of(p "/oom_adj") : ""
  cgroup = cgroup_of(p)
  sub(/\n$/, "", cgroup)
  before[count] = p "\t" rest "\t" uid[count]
  after[count] = word_after(status, "Threads") "\t" shown(comm) "\t" printable_part(comm) "\t" \
    number_of(p "/oom_score") "\t" adj "\t" old_adj "\t" cgroup
}

# Names of accounts: those of this machine, and of a directory where there is one, all in one question.
function read_users(   entry, field, number, command) {
  RS = "\n"
  while ((getline entry < "/etc/passwd") > 0) {
    split(entry, field, ":")
    if ((field[3] in user) && user[field[3]] == "") user[field[3]] = shown(field[1])
  }
  close("/etc/passwd")
  command = ""
  for (number in user) if (user[number] == "") command = command " " number
  if (command == "" || !has_getent) return
  command = "getent passwd" command " 2>/dev/null </dev/null"
  while ((command | getline entry) > 0) {
    split(entry, field, ":")
    if ((field[3] in user) && user[field[3]] == "") user[field[3]] = shown(field[1])
  }
  close(command)
}

BEGIN {
  CONVFMT = "%.0f"
  while ((getline number) > 0) numbers[++found] = number
  RS = "\001"
  for (i = 1; i <= found; i++) read_process(numbers[i])
  read_users()
  out = "pid\tppid\tstart_ticks\tuid\tuser\tthreads\tcomm\tascii_comm\toom_score\toom_score_adj\toom_adj\tcgroup\n"
  for (i = 1; i <= count; i++) {
    out = out before[i] "\t" (uid[i] == "" ? "" : user[uid[i]]) "\t" after[i] "\n"
    if (length(out) > 16000) { printf "%s", out; out = "" }
  }
  printf "%s", out
}
'

# lowmark_rows ALL
lowmark_rows() {
  has_getent=0
  command -v getent >/dev/null 2>&1 && has_getent=1
  awk -v all="$1" -v has_getent="$has_getent" "$lowmark_rows_program" 2>/dev/null || lowmark_mark dropped processes
}

lowmark_init_system() {
  if [ -d "$lowmark_run/systemd/system" ]; then
    echo systemd
  elif [ -e "$lowmark_run/openrc/softlevel" ]; then
    echo openrc
  else
    case $(cat 1/stat 2>/dev/null) in
      '1 (init) '*) echo sysv ;;
      *) echo unknown ;;
    esac
  fi
}

lowmark_give_account() {
  lowmark_mark section account
  printf 'user %s\n' "$(id -un 2>/dev/null)"
  printf 'uid %s\n' "$(id -u 2>/dev/null)"
  printf 'capabilities %s\n' "$(awk '$1 == "CapEff:" { print $2 }' self/status 2>/dev/null)"
  printf 'init %s\n' "$(lowmark_init_system)"
}

# Whether sudo lets a shell run without a password. Only running one says so: `sudo -v` asks for the password of whoever has
# another rule with one, and `sudo -l` lists for whoever has any rule without one. It leaves a line in the log of sudo.
lowmark_give_sudo() {
  lowmark_mark section sudo
  if command -v sudo >/dev/null 2>&1; then
    sudo_said=$(sudo -n -- sh -c : lowmark 2>&1 </dev/null)
    printf 'status %s\n%s\n' "$?" "$sudo_said"
  else
    echo 'status 127'
  fi
}

# Where the processes of units are found: in the hierarchy of systemd itself, else in the unified one.
lowmark_find_unit_cgroups() {
  unit_mount=
  while read -r device point kind options rest; do
    case $point in
      *[!A-Za-z0-9_./-]*) continue ;;
    esac
    case $kind,$options, in
      cgroup,*,name=systemd,*) unit_mount=$point ;;
      cgroup2,*) [ -n "$unit_mount" ] || unit_mount=$point ;;
    esac
  done 2>/dev/null <self/mounts
}

# Lines of our own begin with "=", and those of the drop-in with ">": what systemctl prints begins with the name of a property.
lowmark_give_unit() {
  unit_shown=$(systemctl --no-pager show -p LoadState -p ActiveState -p SubState -p Description -p Result -p Restart \
    -p RestartUSec -p OOMScoreAdjust -p FragmentPath -p DropInPaths -p InvocationID -p ControlGroup -- "$1" 2>/dev/null </dev/null)
  # Where systemctl is, systemd does not always run.
  [ -n "$unit_shown" ] || return
  printf '=unit %s\n%s\n' "$1" "$unit_shown"
  unit_group=$(printf '%s\n' "$unit_shown" | sed -n 's/^ControlGroup=//p')
  case $unit_mount,$unit_group in
    *..*) ;;
    /*,/?*)
      printf '=pids %s\n' \
        "$(find "$unit_mount$unit_group" -name cgroup.procs -exec cat {} \; 2>/dev/null </dev/null | tr '\012' ' ')"
      ;;
  esac
  unit_file=$lowmark_units/$1.d/90-lowmark-oom.conf
  [ -e "$unit_file" ] || return
  printf '=cksum %s\n' "$(cksum <"$unit_file" 2>/dev/null)"
  sed 's/^/>/' <"$unit_file" 2>/dev/null
  echo
}

# lowmark_inspect ASKS-SUDO WORD...: words of digits are processes, the others units.
lowmark_inspect() {
  asks_sudo=$1
  shift
  asked_pids= asked_units=
  for asked in "$@"; do
    case $asked in
      *[!0-9]*) asked_units="$asked_units $asked" ;;
      *) asked_pids="$asked_pids $asked" ;;
    esac
  done
  lowmark_give_account
  [ "$asks_sudo" = sudo ] && lowmark_give_sudo
  lowmark_mark section processes
  # Split on purpose, here and below.
  for asked in $asked_pids; do
    echo "$asked"
  done | lowmark_rows 0
  command -v systemctl >/dev/null 2>&1 || return
  lowmark_find_unit_cgroups
  lowmark_mark section units
  for asked in $asked_units; do
    lowmark_give_unit "$asked"
  done
}

# The files of programs, by one ls for all. A path may hold a newline: only an ls that can write it otherwise is asked.
lowmark_give_programs() {
  for ls_form in -ldnb -ldnq; do
    ls "$ls_form" self >/dev/null 2>&1 || continue
    lowmark_mark section programs
    ls "$ls_form" [0-9]*/exe 2>/dev/null
    return
  done
  lowmark_mark refused programs not-in-kernel
}

lowmark_survey() {
  # Process 1 is always there. Where it cannot be seen, /proc hides other users' processes from this account.
  [ -r 1/stat ] || lowmark_mark refused processes hidden-processes
  lowmark_mark section processes
  printf '%s\n' [0-9]* | lowmark_rows 1
  lowmark_give_programs
  if [ ! -d "$lowmark_run/systemd/system" ]; then
    lowmark_mark refused units not-in-kernel
    return
  fi
  lowmark_mark section units
  # An older one knows no patterns.
  systemctl --no-pager show -p Id -p OOMScoreAdjust -p FragmentPath -p DropInPaths '*.service' 2>/dev/null ||
    lowmark_mark dropped units
}

# The next line of the request is a password. It goes from one builtin to another, in a shell that ends with that, into the
# pipe that sudo reads.
lowmark_pass_on() {
  IFS= read -r lowmark_password
  case $(command -v printf) in
    */*) echo 'This shell has no printf of its own, and could pass a password on only in sight of everybody.' >&2 ;;
    *) printf '%s\n' "$lowmark_password" ;;
  esac
}

# lowmark_write HAS-PASSWORD: what the program prints goes out as it comes; what sudo or a shell has to say follows.
lowmark_write() {
  lowmark_mark section steps
  {
    if [ "$1" = password ]; then
      write_said=$({ lowmark_pass_on | lowmark_command; } 2>&1 >&3 3>&-)
    else
      write_said=$({ lowmark_command </dev/null; } 2>&1 >&3 3>&-)
    fi
    write_status=$?
  } 3>&1
  lowmark_mark section said
  printf '%s\n' "$write_said"
  lowmark_mark section status
  printf '%s\n' "$write_status"
}

# lowmark_hands TOKEN PROC UNITS RUN
lowmark_hands() {
  # Nothing of this may reach the environment of a child by a setting of this account.
  set +a
  unset lowmark_token lowmark_password write_said IFS TMOUT CDPATH GREP_OPTIONS POSIXLY_CORRECT SYSTEMD_COLORS SYSTEMD_PAGER
  lowmark_token=$1
  lowmark_proc=$2
  lowmark_units=$3
  lowmark_run=$4
  LC_ALL=C
  export LC_ALL
  PATH=${PATH:+$PATH:}/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
  cd "$lowmark_proc" 2>/dev/null || cd /
  lowmark_mark ready
  while read -r request_number request_verb request_rest; do
    case $request_number in
      '' | *[!0-9]*) continue ;;
    esac
    case $request_verb in
      inspect)
        set -f
        lowmark_inspect $request_rest </dev/null
        set +f
        ;;
      survey) lowmark_survey </dev/null ;;
      write) lowmark_write "$request_rest" ;;
    esac
    lowmark_mark end "$request_number"
  done
}
