# The sampling script: reads what the kernel says of this host's memory and processes, on request, and writes nothing.
#
# It is sent to the standard input of a fresh `sh` and stays there: one line in, one pass out, end of input ends it. Any
# POSIX shell and any awk will do, on any account. Its own words begin with the session's token, which only the shell
# itself knows: it is in no process's arguments and in nobody's environment. See frameReader.ts for the other end.
#
# Everything is inside functions and one call, since the shell must have read all of it before it runs any of it.

# A line of the protocol. It brings a newline of its own, so that what stands before it ends in whatever it ends in.
# One write, by a builtin: the token must not become an argument of /bin/echo. Hexadecimal digits are safe with any echo.
lowmark_mark() {
  echo "
$lowmark_token $*"
}

# lowmark_give SECTION FILE: a file as it is, or why not. Half a file is worse than none: if its reader was killed half
# way, which happens on hosts that run out of memory, the section is dropped.
lowmark_give() {
  if [ ! -e "$2" ]; then
    lowmark_mark refused "$1" not-in-kernel
    return
  fi
  lowmark_mark section "$1"
  cat "$2" </dev/null 2>/dev/null && return
  case $(cat "$2" 2>&1 >/dev/null </dev/null) in
    *denied* | *permitted*) lowmark_mark refused "$1" permission-denied ;;
    # A kernel with PSI built in but switched off has the file and refuses to read it.
    *supported* | *'No such'*) lowmark_mark refused "$1" not-in-kernel ;;
    *) lowmark_mark dropped "$1" ;;
  esac
}

lowmark_is_number() {
  case $1 in
    '' | *[!0-9]*) return 1 ;;
  esac
}

# Not every system has getconf (busybox has none). The page size stands in smaps since 2.6.28, and follows from the size of
# any process in both units before that.
lowmark_find_page_bytes() {
  page_bytes=$(getconf PAGESIZE 2>/dev/null)
  lowmark_is_number "$page_bytes" ||
    page_bytes=$(awk '/^KernelPageSize:/ { print $2 * 1024; exit }' "/proc/$$/smaps" 2>/dev/null)
  lowmark_is_number "$page_bytes" ||
    page_bytes=$(awk 'NR == 1 { pages = $1 } /^VmSize:/ && pages > 0 { print $2 * 1024 / pages; exit }' \
      "/proc/$$/statm" "/proc/$$/status" 2>/dev/null)
  lowmark_is_number "$page_bytes" || page_bytes=0
}

# Where memory cgroups are mounted, and in which version. A path with anything unusual in it is not followed.
lowmark_find_cgroups() {
  cgroup_mount= cgroup_version= cgroups=
  while read -r device point kind options rest; do
    case $point in
      *[!A-Za-z0-9_./-]*) continue ;;
    esac
    case $kind,$options, in
      cgroup,*,memory,*) cgroup_mount=$point cgroup_version=1 ;;
      cgroup2,*)
        controllers=
        read -r controllers 2>/dev/null <"$point/cgroup.controllers"
        case " $controllers " in
          *' memory '*) [ -n "$cgroup_mount" ] || cgroup_mount=$point cgroup_version=2 ;;
        esac
        ;;
    esac
  done 2>/dev/null </proc/self/mounts
}

# How many NUMA nodes there are: which of them a process may use only matters where there is a choice.
lowmark_count_nodes() {
  set -- /sys/devices/system/node/node[0-9]*
  nodes=$#
}

lowmark_hello() {
  lowmark_mark section hello
  printf 'system %s\n' "$(uname -s)"
  printf 'kernel %s\n' "$(uname -r)"
  printf 'arch %s\n' "$(uname -m)"
  printf 'hostname %s\n' "$(uname -n)"
  [ -r /proc/meminfo ] && echo 'proc yes'
  command -v awk >/dev/null 2>&1 && echo 'awk yes'
  boot_id=
  read -r boot_id 2>/dev/null </proc/sys/kernel/random/boot_id
  printf 'boot-id %s\n' "$boot_id"
  lowmark_find_page_bytes
  echo "page-bytes $page_bytes"
  # Counted by awk, and not by grep, so that awk stays the only tool beside cat and uname.
  echo "cpus $(awk '/^cpu[0-9]/ { n++ } END { print n + 0 }' /proc/stat 2>/dev/null)"
  echo "ticks-per-second $(getconf CLK_TCK 2>/dev/null)"
}

# Settings of memory management. By awk, since some shells read byte by byte, and the kernel gives such a file at once or
# not at all.
lowmark_give_settings() {
  lowmark_mark section vm_settings
  awk "$lowmark_settings_program" </dev/null 2>/dev/null || lowmark_mark dropped vm_settings
}

lowmark_settings_program='
BEGIN {
  n = split("panic_on_oom oom_kill_allocating_task oom_dump_tasks overcommit_memory overcommit_ratio" \
    " overcommit_kbytes swappiness min_free_kbytes watermark_scale_factor lowmem_reserve_ratio", name, " ")
  for (i = 1; i <= n; i++) {
    file = "/proc/sys/vm/" name[i]
    if ((getline value < file) > 0) print "==> vm/" name[i] " <==\n" value
    close(file)
  }
}
'

# The memory cgroups, in two steps. The first finds them and says of each how it stands: a line "KIND USAGE PATH", where
# KIND is near (its limit, or moving), limited, below (a limited one) or free. It goes with each sweep.
lowmark_scan_cgroups() {
  cgroups=$({
    printf '%s\n.\n' "$cgroups"
    exec find "$cgroup_mount" -type d 2>/dev/null </dev/null
  } | awk -v mount="$cgroup_mount" -v version="$cgroup_version" "$lowmark_scan_program" 2>/dev/null)
}

# The second reads their files: with every other sweep all that matter, with the sweeps between those with a limit, and
# between the sweeps those near it.
lowmark_give_cgroups() {
  if [ -z "$cgroup_mount" ]; then
    lowmark_mark refused cgroup not-in-kernel
    return
  fi
  case $1 in
    all) lowmark_scan_cgroups ;;
    bound) case $cgroups in near* | limited*) ;; *) return ;; esac ;;
    *) case $cgroups in near*) ;; *) return ;; esac ;;
  esac
  case $cgroups in
    *"
more") lowmark_mark refused cgroup more-cgroups ;;
  esac
  lowmark_mark section cgroup
  printf '%s\n' "$cgroups" |
    awk -v mount="$cgroup_mount" -v version="$cgroup_version" -v which="$1" "$lowmark_cgroup_program" 2>/dev/null ||
    lowmark_mark dropped cgroup
}

# Most cgroups have no limit of their own, so this reads one small file of each, and a second of those that have one.
lowmark_scan_program='
function first_word(file,   text) {
  text = ""
  getline text < file
  close(file)
  return text
}

function parent_of(path) {
  # The pattern is a string: awks differ in what a backslash means between brackets.
  if (!match(path, "/[^/]*$") || RSTART == 1) return "/"
  return substr(path, 1, RSTART - 1)
}

function is_limit(text) {
  # 18 digits and more, and all pages of 32 bits, are how version 1 says that there is none.
  return text != "" && text != "max" && length(text) < 18 && text != "8796093018112" && text != "8796093022207"
}

BEGIN {
  limit_file = version == 2 ? "memory.max" : "memory.limit_in_bytes"
  usage_file = version == 2 ? "memory.current" : "memory.usage_in_bytes"
  swap_file = version == 2 ? "memory.swap.max" : "memory.memsw.limit_in_bytes"
  most_found = 1000; most_near = 50; most_bound = 300; most_free = 200
  while ((getline line) > 0 && line != ".") {
    split(line, word, " ")
    last_usage[substr(line, length(word[1]) + length(word[2]) + 3)] = word[2]
  }
  while ((getline line) > 0) {
    if (found == most_found) { more = 1; break }
    path = substr(line, length(mount) + 1)
    if (path == "") path = "/"
    paths[++found] = path
    folder = mount (path == "/" ? "" : path) "/"
    limit = first_word(folder limit_file)
    above = parent_of(path)
    bound[path] = 0
    if (path != "/" && (above in bound)) bound[path] = bound[above]
    kind[path] = bound[path] ? "below" : "free"
    usage[path] = 0
    if (is_limit(limit)) {
      usage[path] = first_word(folder usage_file) + 0
      change = usage[path] - (path in last_usage ? last_usage[path] : usage[path])
      if (change < 0) change = -change
      kind[path] = (usage[path] * 10 >= limit * 6 || change * 64 >= limit + 0) ? "near" : "limited"
      bound[path] = 1
    } else if (is_limit(first_word(folder swap_file))) {
      kind[path] = "limited"
      bound[path] = 1
    }
  }
  CONVFMT = OFMT = "%.0f"
  wanted["near"] = most_near; wanted["limited"] = wanted["below"] = most_bound; wanted["free"] = most_free
  split("near limited below free", order, " ")
  for (k = 1; k <= 4; k++) {
    for (i = 1; i <= found; i++) {
      if (kind[paths[i]] != order[k]) continue
      if (wanted[order[k]]-- > 0) print order[k], usage[paths[i]], paths[i]
      else more = 1
    }
  }
  if (more) print "more"
}
'

lowmark_cgroup_program='
function give(path, name,   file, text, more) {
  file = mount (path == "/" ? "" : path) "/" name
  text = ""
  if ((getline text < file) > 0) {
    while ((getline more < file) > 0) text = text RS more
    if (substr(text, length(text)) != "\n") text = text "\n"
    out = out "==> " (path == "/" ? "" : path) "/" name " <==\n" text
  }
  close(file)
  if (length(out) > 16000) { printf "%s", out; out = "" }
}

BEGIN {
  if (version == 2) {
    of_all = "memory.current memory.max memory.oom.group memory.events"
    of_bound = of_all " memory.high memory.low memory.min memory.swap.current memory.swap.max memory.pressure"
  } else {
    of_all = "memory.usage_in_bytes memory.limit_in_bytes memory.soft_limit_in_bytes memory.oom_control"
    of_bound = of_all " memory.failcnt memory.swappiness memory.memsw.usage_in_bytes memory.memsw.limit_in_bytes"
    of_bound = of_bound " memory.kmem.usage_in_bytes memory.kmem.limit_in_bytes"
  }
  while ((getline line) > 0) {
    n = split(line, word, " ")
    if (n < 3 || (which == "near" && word[1] != "near")) continue
    if (which == "bound" && word[1] != "near" && word[1] != "limited") continue
    kind[++count] = word[1]
    paths[count] = substr(line, length(word[1]) + length(word[2]) + 3)
  }
  if (which == "all") {
    out = "==> /cgroup.paths <==\n"
    for (i = 1; i <= count; i++) out = out paths[i] "\n"
  }
  RS = "\001"
  for (i = 1; i <= count; i++) {
    # What a cgroup consists of costs the kernel most to say.
    names = kind[i] == "free" || kind[i] == "below" ? of_all : kind[i] == "near" ? of_bound " memory.stat" : of_bound
    n = split(names, name, " ")
    for (k = 1; k <= n; k++) give(paths[i], name[k])
  }
  printf "%s", out
}
'

# One awk for all processes: a process started for each would cost a hundred times what the reading costs. It is told of the
# cgroups that a limit holds for, whose members it names; of other processes only the first candidates have theirs named.
lowmark_sweep() {
  # Process 1 is always there. Where it cannot be seen, /proc hides other users' processes from this account.
  [ -r /proc/1/stat ] || lowmark_mark refused processes hidden-processes
  lowmark_mark section processes
  {
    printf '%s\n.\n' "$cgroups"
    printf '%s\n' [0-9]*
  } | awk -v page_bytes="$page_bytes" -v nodes="$nodes" -v mount="$cgroup_mount" "$lowmark_sweep_program" 2>/dev/null ||
    lowmark_mark dropped processes
}

# The sweep. Columns are read by the header's names at the other end; a cell is empty where the kernel does not say.
#
# What its form is owed to, each measured with 2,000 processes: a file is one record (RS is a byte that does not stand in
# these files), since a getline for each of the 57 lines of status costs up to twice as much; fields come from $0, which
# awks split no further than they are asked to, since split() into an array takes ten times as long; output is collected,
# since several awks flush it before each file they open.
lowmark_sweep_program='
# The rest of a file that has the separator byte in its text: anybody may put one in the name of a process.
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

function printable(text) {
  if (text ~ /[\001-\037\177]/) gsub(/[\001-\037\177]/, "?", text)
  return text
}

# Keeps the processes that the kernel would take first, in order: by score, then by memory. Only called for one that
# belongs among them; the last of a full list makes room.
function insert_top(number, score, pages,   k) {
  k = tops < most_tops ? ++tops : tops
  for (; k > 1 && (top_score[k - 1] < score || (top_score[k - 1] == score && top_pages[k - 1] < pages)); k--) {
    top[k] = top[k - 1]; top_score[k] = top_score[k - 1]; top_pages[k] = top_pages[k - 1]
  }
  top[k] = number; top_score[k] = score; top_pages[k] = pages
  if (tops == most_tops) { least_score = top_score[tops]; least_pages = top_pages[tops] }
}

# The path in the hierarchy that limits memory: the one with the memory controller, else the unified one (0::).
function cgroup_of(pid,   lines, n, k, colon, controllers, path, unified) {
  n = split(text_of(pid "/cgroup"), lines, "\n")
  for (k = 1; k <= n; k++) {
    # What follows the last newline is no line.
    if (lines[k] == "") continue
    path = substr(lines[k], index(lines[k], ":") + 1)
    colon = index(path, ":")
    controllers = "," substr(path, 1, colon - 1) ","
    path = substr(path, colon + 1)
    if (index(controllers, ",memory,")) return printable(path)
    if (controllers == ",,") unified = path
  }
  return printable(unified)
}

function command_of(text) {
  text = substr(text, 1, most_command_bytes)
  sub(/ +$/, "", text)
  return printable(text)
}

# Arguments are separated by NUL, which not every awk can hold. One that can sees more of its own than its name.
function holds_nul(   text) {
  text = text_of("self/cmdline")
  gsub(/\000/, " ", text)
  return text ~ /^[^ ]+ -v page_bytes=/
}

function read_command_lines(   k, text) {
  for (k = 1; k <= tops; k++) {
    text = substr(text_of(pid[top[k]] "/cmdline"), 1, most_command_bytes)
    gsub(/\000/, " ", text)
    command_line[k] = command_of(text)
  }
}

# The same for other awks, with a tr for each. It leaves no newline inside, so that a line is one process.
function translate_command_lines(   k, text, command) {
  for (k = 1; k <= tops; k++) command = command " " pid[top[k]]
  command = "for p in" command "; do tr \"\\000\\012\" \" ?\" <$p/cmdline; echo; done 2>/dev/null </dev/null"
  command = command " | cut -c 1-" most_command_bytes
  for (k = 1; k <= tops; k++) {
    if ((command | getline text) <= 0) break
    command_line[k] = command_of(text)
  }
  close(command)
}

function read_users(   k, entry, field, left) {
  for (k = 1; k <= tops; k++) {
    split(row[top[k]], field, "\t")
    if (!(field[3] in user)) { user[field[3]] = ""; left++ }
  }
  while (left > 0 && (getline entry < "/etc/passwd") > 0) {
    split(entry, field, ":")
    if ((field[3] in user) && user[field[3]] == "") { user[field[3]] = printable(field[1]); left-- }
  }
}

# Adds to the rows of the first candidates what would be too much to read for all.
function complete_tops(   k, cell, n, text) {
  for (k = 1; k <= tops; k++) cgroup[k] = pid[top[k]] in member ? "" : cgroup_of(pid[top[k]])
  if (holds_nul()) {
    read_command_lines()
    RS = "\n"
  } else {
    RS = "\n"
    translate_command_lines()
  }
  read_users()
  for (k = 1; k <= tops; k++) {
    split(row[top[k]], cell, "\t")
    if (cell[11] == "") cell[11] = cgroup[k]
    cell[21] = user[cell[3]]; cell[22] = command_line[k]
    text = cell[1]
    for (n = 2; n <= 23; n++) text = text "\t" cell[n]
    row[top[k]] = text
  }
}

function read_process(p,   file, stat, status, score, adj, old_adj, parts, n, open, comm, ppid, rest,
    uid, rss, swap, tables, anon, mapped, shmem, at, caps, mems) {
  # A process may be gone at any moment, and getline leaves its variable alone then.
  stat = status = score = adj = ""
  file = p "/stat"
  if ((getline stat < file) > 0 && substr(stat, length(stat)) != "\n") stat = rest_of(file, stat)
  close(file)
  file = p "/oom_score"; getline score < file; close(file)
  file = p "/oom_score_adj"; getline adj < file; close(file)
  if (adj == "") { file = p "/oom_adj"; getline old_adj < file; close(file) }
  file = p "/status"
  if ((getline status < file) > 0 && substr(status, length(status)) != "\n") status = rest_of(file, status)
  close(file)
  if (stat == "" || status == "") return

  # A name may hold anything, brackets too: it goes from the first "(" to the last ")". Some awks split at a newline,
  # whatever the separator, so the last one has to go.
  stat = substr(stat, 1, length(stat) - 1)
  n = split(stat, parts, ")")
  open = index(stat, "(")
  comm = printable(substr(stat, open + 1, length(stat) - length(parts[n]) - open - 1))
  $0 = parts[n]
  ppid = $2
  rest = $20 "\t" $1 "\t" $17 "\t" ($12 + $13) "\t" $21
  rss = $22

  # Sizes are in kB, pages are what the kernel counts. A newline in a name is escaped here, so a line is a line.
  swap = tables = anon = mapped = shmem = caps = uid = ""
  if (at = index(status, "\nUid:")) uid = substr(status, at + 5, 16) + 0
  if (at = index(status, "\nVmRSS:")) {
    status = substr(status, at)
    $0 = substr(status, 1, 140)
    if (page_kb) {
      rss = $2 / page_kb
      if ($4 == "RssAnon:") { anon = $5 / page_kb; mapped = $8 / page_kb; shmem = $11 / page_kb }
    }
    if (at = index(status, "\nVmPTE:")) {
      status = substr(status, at)
      $0 = substr(status, 1, 110)
      tables = $2
      n = 4
      if ($4 == "VmPMD:") { tables += $5; n = 7 }
      if (page_kb && $n == "VmSwap:") swap = $(n + 1) / page_kb
      tables *= 1024
    }
  }
  if (at = index(status, "\nCapEff:")) { $0 = substr(status, at, 40); caps = $2 }
  mems = ""
  if (nodes > 1 && (at = index(status, "\nMems_allowed_list:"))) { $0 = substr(status, at, 200); mems = $2 }

  count++
  pid[count] = p
  if (score + 0 > least_score || (score + 0 == least_score && rss + swap > least_pages)) {
    insert_top(count, score + 0, rss + swap)
  }
  row[count] = p "\t" ppid "\t" uid "\t" comm "\t" rss "\t" swap "\t" tables "\t" (score == "" ? "" : score + 0) \
    "\t" (adj == "" ? "" : adj + 0) "\t" (old_adj == "" ? "" : old_adj + 0) "\t" (p in member ? member[p] : "") "\t" rest \
    "\t" anon "\t" mapped "\t" shmem "\t" caps "\t\t\t" mems
}

# Whose members are named: cgroups with a limit of their own, or below one that has.
function read_members(   i, file, number) {
  for (i = 1; i <= bound; i++) {
    file = mount (bound_path[i] == "/" ? "" : bound_path[i]) "/cgroup.procs"
    while ((getline number < file) > 0) member[number] = bound_path[i]
    close(file)
  }
}

function read_bound_cgroups(   line, word) {
  while ((getline line) > 0 && line != ".") {
    split(line, word, " ")
    if (line == "" || word[1] == "more" || word[1] == "free") continue
    bound_path[++bound] = printable(substr(line, length(word[1]) + length(word[2]) + 3))
  }
}

BEGIN {
  # Some awks write large whole numbers as 2.1e+09.
  CONVFMT = "%.0f"
  page_kb = page_bytes / 1024
  most_tops = 30
  least_score = least_pages = -1
  most_command_bytes = 1000
  read_bound_cgroups()
  while ((getline number) > 0) numbers[++found] = number
  read_members()
  RS = "\001"
  for (i = 1; i <= found; i++) read_process(numbers[i])
  complete_tops()
  out = "pid\tppid\tuid\tcomm\trss_pages\tswap_pages\tpgtables_bytes\toom_score\toom_score_adj\toom_adj\tcgroup" \
    "\tstart_ticks\tstate\tnice\tcpu_ticks\tvsize_bytes\trss_anon_pages\trss_file_pages\trss_shmem_pages\tcap_eff" \
    "\tuser\tcommand_line\tmems_allowed\n"
  for (i = 1; i <= count; i++) {
    out = out row[i] "\n"
    if (length(out) > 16000) { printf "%s", out; out = "" }
  }
  printf "%s", out
}
'

# lowmark_pass NUMBER TIERS: answers one request.
lowmark_pass() {
  uptime=
  read -r uptime 2>/dev/null </proc/uptime
  lowmark_mark section uptime
  printf '%s\n' "$uptime"
  case $2 in
    *host-wide*)
      lowmark_give meminfo /proc/meminfo
      lowmark_give buddyinfo /proc/buddyinfo
      lowmark_give zoneinfo /proc/zoneinfo
      lowmark_give vmstat /proc/vmstat
      lowmark_give pressure_memory /proc/pressure/memory
      ;;
  esac
  case $2 in
    *processes*)
      sweeps=$((sweeps + 1))
      # Settings are changed by hand, once in a while.
      [ $((sweeps % 4)) -eq 1 ] && lowmark_give_settings
      # Counting blocks by type holds a lock of the zone, so it is asked for rarely.
      if [ $((sweeps % 20)) -eq 1 ] && [ -r /proc/pagetypeinfo ]; then
        lowmark_give pagetypeinfo /proc/pagetypeinfo
      fi
      if [ $((sweeps % 2)) -eq 1 ]; then
        lowmark_give_cgroups all
      else
        lowmark_give_cgroups bound
      fi
      lowmark_sweep
      ;;
    *) lowmark_give_cgroups near ;;
  esac
  lowmark_mark end "$1"
}

lowmark_main() {
  # Neither the token nor anything else may reach the environment of a child by a setting of this account.
  set +a
  unset lowmark_token page_bytes cgroups cgroup_mount cgroup_version nodes sweeps IFS TMOUT GREP_OPTIONS POSIXLY_CORRECT
  unset log_folder log_job log_sudo SYSTEMD_COLORS SYSTEMD_PAGER
  lowmark_token=$1
  log_folder=${2:-/var/log}
  # Bytes are bytes. It also takes a quarter off the time of gawk.
  LC_ALL=C
  export LC_ALL
  PATH=${PATH:+$PATH:}/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
  cd /proc 2>/dev/null || cd /
  lowmark_hello </dev/null
  lowmark_find_cgroups
  lowmark_count_nodes
  sweeps=0
  # Whoever finds this there knows that standard error is a way of its own, as reading the log needs. It is no marker.
  echo "log $lowmark_token" >&2
  lowmark_mark ready
  while read -r request_number request_tiers request_rest; do
    lowmark_is_number "$request_number" || continue
    case $request_tiers in
      log)
        # Split on purpose, into words.
        lowmark_log "$request_number" $request_rest </dev/null >&2 2>/dev/null &
        log_job=$!
        ;;
      log-stop) lowmark_log_stop ;;
      *) lowmark_pass "$request_number" "$request_tiers" ;;
    esac
  done
  lowmark_log_stop
}
