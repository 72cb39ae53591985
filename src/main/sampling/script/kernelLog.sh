# Reading the kernel's log for the sampling script. It runs in the background and answers on standard error, beside the
# samples, so that no sample ever waits for it; boundaries are those of the sampling protocol. It writes nothing, runs as
# nice as it can, and sends only what stands around reports of the OOM killer.
#
# Nothing that the host says is obeyed: what to read is asked for by the other end, by names that are checked here.

# lowmark_find_nice FROM: not every host has nice, and ionice even less. The past has time; what is new is little, and is
# waited for.
lowmark_find_nice() {
  lowmark_nice=
  if [ "$1" -gt 0 ]; then
    nice -n 5 true 2>/dev/null && lowmark_nice='nice -n 5'
    return
  fi
  nice -n 19 true 2>/dev/null && lowmark_nice='nice -n 19'
  ionice -c 3 true 2>/dev/null && lowmark_nice="ionice -c 3 $lowmark_nice"
}

# Only the first lines matter, and only their beginning.
lowmark_head_program='NR > 6 { exit } { print substr($0, 1, 400) }'

# lowmark_ask_journal PREFIX...: what journalctl says when it is asked for one line, in the most precise form it has.
lowmark_ask_journal() {
  for log_format in short-iso-precise short-iso; do
    log_text=$("$@" journalctl --no-pager -a -n 1 -o "$log_format" _TRANSPORT=kernel 2>&1 </dev/null |
      awk "$lowmark_head_program")
    case $log_text in
      *'nknown output'*) ;;
      *) break ;;
    esac
  done
  printf 'format %s\n%s\n' "$log_format" "$log_text"
}

lowmark_is_log_name() {
  case $1 in
    *[!A-Za-z0-9._-]* | .*) return 1 ;;
    kern.log* | messages* | syslog*) [ -f "$1" ] ;;
    *) return 1 ;;
  esac
}

# The log files of the usual names, rotated ones too: whether this account may read them, and what an ls would say.
lowmark_list_logs() {
  set -- kern.log kern.log[.-]* messages messages[.-]* syslog syslog[.-]*
  log_names=
  for log_name in "$@"; do
    lowmark_is_log_name "$log_name" || continue
    log_names="$log_names $log_name"
    [ -r "$log_name" ] && printf 'readable %s\n' "$log_name"
  done
  [ -n "$log_names" ] || return
  # Split on purpose: a name that was let through has nothing in it that a shell looks at.
  stat -c 'stat %A %U %G %s %Y %n' $log_names ||
    for log_name in $log_names; do
      printf 'ls %s\n' "$(ls -ld "$log_name")"
    done
}

# What there is to read, and what this account may read of it.
lowmark_log_probe() {
  if command -v journalctl >/dev/null; then
    lowmark_mark section journal_says
    lowmark_ask_journal
  fi
  if command -v dmesg >/dev/null; then
    lowmark_mark section dmesg_says
    dmesg 2>&1 | awk "$lowmark_head_program"
  fi
  lowmark_mark section log_facts
  printf 'user %s\n' "$(id -un)"
  log_restrict=
  read -r log_restrict </proc/sys/kernel/dmesg_restrict
  printf 'dmesg-restrict %s\n' "$log_restrict"
  command -v sudo >/dev/null && echo 'has sudo'
  lowmark_list_logs
  printf 'offset %s\n' "$(date +%z)"
  # Last, so that it is as new as it can be when it arrives.
  printf 'epoch %s\n' "$(date +%s)"
}

# lowmark_log_probe_sudo NAME...: the same with sudo, which is never let ask for a password. Files by the names that they begin with.
lowmark_log_probe_sudo() {
  for log_name in "$@"; do
    case $log_name in
      journalctl)
        lowmark_mark section journal_says
        lowmark_ask_journal sudo -n
        ;;
      dmesg)
        lowmark_mark section dmesg_says
        sudo -n dmesg 2>&1 </dev/null | awk "$lowmark_head_program"
        ;;
      *)
        lowmark_is_log_name "$log_name" || continue
        lowmark_mark section "${log_name%%.*}_says"
        sudo -n cat "$log_folder/$log_name" 2>&1 </dev/null | awk "$lowmark_head_program"
        ;;
    esac
  done
}

# lowmark_open_log NAME: the whole text of a log, unpacked, oldest line first.
lowmark_open_log() {
  case $1 in
    *.gz) log_tool='gzip -dc' ;;
    *.xz) log_tool='xz -dc' ;;
    *.bz2) log_tool='bzip2 -dc' ;;
    *.zst) log_tool='zstd -dcq' ;;
    *) log_tool=cat ;;
  esac
  if [ -n "$log_sudo" ]; then
    $lowmark_nice sudo -n cat "$log_folder/$1" </dev/null | $lowmark_nice $log_tool
  else
    $lowmark_nice $log_tool <"$1"
  fi
}

# A file is first searched for anything of interest by the fastest tool there is: most have nothing.
lowmark_is_log_quiet() {
  [ -z "$log_sudo" ] || return 1
  $lowmark_nice grep -E -c 'oom[-_ ]|OOM|ut of [Mm]emory|llocation (failure|stall)|ill(ed)? process|ernel panic|o available memory|Tasks? in .*kill' "$1" >/dev/null
  [ $? -eq 1 ]
}

# lowmark_log_read NAME FORMAT SUDO BUDGET FROM: gives the pieces around reports, the newest first, up to BUDGET bytes. FROM is
# 0 for the whole log, else the time from which the journal is read, or the bytes that are read of the end of a file (1: all of
# the ring buffer, which is small).
lowmark_log_read() {
  log_sudo=
  [ "$3" = sudo ] && log_sudo='sudo -n'
  lowmark_is_number "$4" && lowmark_is_number "$5" || return
  case $2 in
    short-iso | short-iso-precise | -) ;;
    *) return ;;
  esac
  lowmark_find_nice "$5"
  log_epoch=$(date +%s)
  log_child=
  trap 'kill $log_child' TERM
  case $1 in
    journalctl)
      log_since=
      [ "$5" -gt 0 ] && log_since="--since=@$5"
      {
        echo "$lowmark_token"
        $lowmark_nice $log_sudo journalctl --no-pager -q -a -r -n 200000 -o "$2" $log_since _TRANSPORT=kernel </dev/null
      } | $lowmark_nice awk -v newest_first=1 -v joins=1 -v number="$log_number" -v budget="$4" "$lowmark_log_program" &
      ;;
    dmesg)
      {
        echo "$lowmark_token"
        $lowmark_nice $log_sudo dmesg </dev/null
      } | $lowmark_nice awk -v number="$log_number" -v budget="$4" "$lowmark_log_program" &
      ;;
    *)
      lowmark_is_log_name "$1" || return
      lowmark_log_read_file "$1" "$4" "$5"
      ;;
  esac
  log_child=$!
  # Twice: the first wait ends at the trap, and what was told to end may not have.
  wait "$log_child"
  wait "$log_child"
}

# Backwards where that is cheap. tac would put what comes out of a pipe into a file first, and the host's disk is not ours.
lowmark_log_read_file() {
  log_mixed=1
  case $1 in
    kern.log*) log_mixed=0 ;;
  esac
  log_backwards=0
  log_quiet=
  case $1,$log_sudo,$3 in
    *.gz,* | *.xz,* | *.bz2,* | *.zst,*) ;;
    *,,0)
      if lowmark_is_log_quiet "$1"; then
        log_quiet=1
      elif command -v tac >/dev/null; then
        log_backwards=1
      fi
      ;;
  esac
  {
    echo "$lowmark_token"
    case $log_quiet$log_backwards,$3 in
      # Its first line is enough, for how far it reaches.
      10,*) awk '{ print; exit }' "$1" ;;
      1,*) $lowmark_nice tac "$1" ;;
      *,0) lowmark_open_log "$1" ;;
      *) lowmark_open_log "$1" | $lowmark_nice tail -c "$3" ;;
    esac
  } </dev/null | $lowmark_nice awk -v newest_first="$log_backwards" -v mixed="$log_mixed" -v number="$log_number" \
    -v budget="$2" "$lowmark_log_program" &
}

# The filter. A line is a head (of a report), a tail (that ends one), told (it speaks of a kill), a part of a report, or none
# of them. A window goes from the first of these to the last, with what stands between and a little around it; one of parts
# alone is thrown away. It reads in either direction: backwards, a report begins with its tail.
#
# The first line is the token. With `joins`, a line that begins with a blank belongs to the line before it, in its own order.
lowmark_log_program='
function mark(words) { printf "\n%s %s\n", token, words }

# 0 none, 1 part, 2 head, 3 tail, 4 told. The first test is all that most lines ever see.
function kind_of(text) {
  if (text !~ /oom[-_ ]|OOM|ut of [Mm]emory|llocation (failure|stall)|ill(ed)? process|ernel panic|o available memory|o killable|Tasks? in|Mem-[Ii]nfo|active_anon|lowmem_reserve|pages RAM|Node [0-9]|CPU +[0-9]+: |\] +[0-9]+ +[0-9]+ +[0-9]+|[0-9]KB +[0-9]+KB/) return 0
  if (text ~ /oom-killer|llocation (failure|stall)/) return 2
  if (text ~ /illed process|ernel panic|oom_reaper|o killable|OOM victim|oom-killed/) return 3
  if (text ~ /oom-kill:|oom_kill|ut of [Mm]emory|ill process|o available memory|OOM kill |VM_FAULT_OOM|oom killer [0-9]|Tasks? in .*kill/) return 4
  return 1
}

function give_window(from, to, is_open_ended,   i) {
  mark("section " (is_open_ended ? "window_open" : "window"))
  if (newest_first) for (i = to; i >= from; i--) print line[i]
  else for (i = from; i <= to; i++) print line[i]
  for (i = from; i <= to; i++) delete line[i]
  mark("end " number)
  fflush()
}

# What is read forwards has to be kept until the end: the newest of it, as far as it may be given.
function keep_window(from, to, is_open_ended,   i) {
  windows++
  window_from[windows] = from; window_to[windows] = to
  window_bytes[windows] = bytes; window_open[windows] = is_open_ended
  given += bytes
  while (given > budget && oldest_window < windows) {
    given -= window_bytes[oldest_window]
    for (i = window_from[oldest_window]; i <= window_to[oldest_window]; i++) delete line[i]
    oldest_window++
    cut = 1
  }
}

# A report at the very end of the log that has no tail is still being written.
function ends_open() {
  if (newest_first) return opened_at <= 20 && first_kind != 3
  return is_ended && quiet <= 20 && last_kind != 3
}

function close_window(   to, i) {
  is_open = ringed = 0
  to = last + margin
  if (to > lines) to = lines
  if (!told) to = start - 1
  # What stands behind it may be the surroundings of what comes.
  for (i = to + 1; i <= lines; i++) { ring[ringed++ % context] = line[i]; delete line[i] }
  lines = to
  if (!told) return
  if (!newest_first) { keep_window(start, to, ends_open()); return }
  given += bytes
  give_window(start, to, ends_open())
  if (given >= budget) cut = is_over = 1
}

function open_window(   i) {
  is_open = 1
  opened_at = entries
  start = lines + 1
  bytes = told = quiet = is_done = first_kind = last_kind = 0
  margin = context
  for (i = ringed > context ? ringed - context : 0; i < ringed; i++) {
    line[++lines] = ring[i % context]
    bytes += length(line[lines]) + 1
  }
}

function take(text,   kind) {
  entries++
  kind = kind_of(text)
  if (!is_open) {
    if (!kind) { ring[ringed++ % context] = text; return }
    open_window()
  }
  line[++lines] = text
  bytes += length(text) + 1
  if (!kind) {
    quiet++
    if (quiet > (!told ? 60 : is_done ? margin : 150)) close_window()
    return
  }
  last = lines
  quiet = 0
  if (kind > 1) {
    told = 1
    if (!first_kind) first_kind = kind
    last_kind = kind
    is_done = kind == done
    margin = is_done ? done_margin : context
  }
  if (bytes > most_bytes) { if (told) cut = 1; close_window() }
  else if (bytes > enough_bytes && is_done) close_window()
}

NR == 1 {
  token = $0
  CONVFMT = OFMT = "%.0f"
  context = 40
  done = newest_first ? 2 : 3
  done_margin = newest_first ? 10 : context
  enough_bytes = 393216
  most_bytes = 4000000
  most_looked = 268435456
  oldest_window = 1
  next
}

{
  looked += length($0) + 1
  if ((newest_first || oldest == "") && substr($0, 1, 3) != "-- ") oldest = substr($0, 1, 200)
  if (NR % 20000 == 0) { mark("end " number); fflush() }
  if (mixed && index($0, "kernel") == 0) next
  if (!joins) take($0)
  else if (substr($0, 1, 1) == " " && has_entry && length(entry) < 65536) entry = entry "\n" $0
  else {
    if (has_entry) take(entry)
    entry = $0
    has_entry = 1
  }
  if (looked > most_looked) cut = is_over = 1
  if (is_over) exit
}

END {
  if (has_entry && !is_over) take(entry)
  is_ended = 1
  if (is_open) close_window()
  for (i = windows; i >= oldest_window; i--) give_window(window_from[i], window_to[i], window_open[i])
  mark("section log_end")
  print "looked " looked + 0
  print "lines " (NR > 0 ? NR - 1 : 0)
  print "cut " cut + 0
  print "oldest " oldest
  fflush()
}
'

# lowmark_log NUMBER VERB ...: answers one request about the log, on standard output, which its caller turns to standard error.
lowmark_log() {
  log_number=$1
  log_verb=$2
  shift 2
  log_epoch=
  # A reader that is told to end still says its last word. (Not ignored: children would inherit that.)
  trap : TERM
  # Names of files are relative to it from here on.
  cd "$log_folder" || cd /
  case $log_verb in
    probe) lowmark_log_probe ;;
    probe-sudo) lowmark_log_probe_sudo "$@" ;;
    read) lowmark_log_read "$@" ;;
  esac
  lowmark_mark section log_done
  printf 'epoch %s\n' "$log_epoch"
  lowmark_mark end "$log_number"
}

# Ends what is being read. Its number may be a stranger's by now, so it has to be a child of ours.
lowmark_log_stop() {
  [ -n "$log_job" ] || return
  log_stat=
  read -r log_stat 2>/dev/null <"/proc/$log_job/stat"
  case $log_stat in
    *') '?" $$ "*) kill "$log_job" 2>/dev/null ;;
  esac
  log_job=
}
