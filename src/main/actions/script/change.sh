# The one program that writes on a host. It is given to `sh -c` as it is, and what it is to do as words, so that nothing of a
# plan ever becomes text of a shell:
#
#     adj PID START COMM FILE BEFORE AFTER
#     unit-set UNIT CHECKSUM VALUE
#     unit-remove UNIT CHECKSUM
#     restart UNIT INVOCATION
#
# It prints "begin" and then a line for each of them: its place, the outcome, the value and the score that stand there now (`-`:
# none), and what the system said. Lines that begin like this one are left out of what is sent.
#
# POSIX, for dash, bash and busybox; it needs cat, cut and tr, and for units mkdir, mv, rm, rmdir, cksum and systemctl.
set -f
LC_ALL=C
export LC_ALL
unset IFS CDPATH
umask 022
PATH=${PATH:+$PATH:}/usr/bin:/bin:/usr/sbin:/sbin
procs=/proc
units=/etc/systemd/system
index=-1

# Where nobody hears it any more, nothing further is written.
say() {
  printf "%s\n" "$index $*" || exit 1
}

# One line of printable text, of whatever was printed.
line_of() {
  printf "%s" "$*" | tr "\011\012\015" "   " | tr -cd "\040-\176" | cut -c 1-300
}

# failed VALUE TEXT: in the words of the system.
failed() {
  case $2 in
    *"ermission denied"* | *"not permitted"* | *"ead-only file system"* | *"ccess denied"* | *"uthentication required"* | *"uthentication is required"*)
      say denied "$1" - "$(line_of "$2")" ;;
    *) say failed "$1" - "$(line_of "$2")" ;;
  esac
}

is_count() {
  case $1 in
    "" | *[!0-9]*) return 1 ;;
  esac
}

is_value() {
  is_count "${1#-}"
}

# Reads stat of the folder that the shell stands in. A name may hold anything: it goes from the first "(" to the last ")". It
# is compared by its printable part, as the plan has it.
read_identity() {
  found_name= found_start=
  stat=$(cat stat 2>/dev/null)
  case $stat in
    *"("*")"*) ;;
    *) return 1 ;;
  esac
  found_name=${stat#*"("}
  found_name=$(printf "%s" "${found_name%")"*}" | tr -cd "\040-\176")
  set -- ${stat##*")"}
  found_start=${20}
  case $1 in
    # It has ended, and only waits for its parent to notice.
    Z | X | x) return 1 ;;
  esac
}

# is_same START NAME
is_same() {
  [ "$found_start" = "$1" ] || return 1
  case $found_name in
    "$2") return 0 ;;
  esac
  return 1
}

# The folder of a process that has ended answers nothing more, even when its number is in use again: after cd, no other
# process can be hit.
adj() {
  is_count "$1" && is_count "$2" && is_value "$5" && is_value "$6" || {
    say failed - - "bad words"
    return
  }
  case $4 in
    oom_score_adj | oom_adj) ;;
    *)
      say failed - - "bad file"
      return ;;
  esac
  said=$(cd "$procs/$1" 2>&1) && cd "$procs/$1" 2>/dev/null || {
    case $said in
      *denied* | *permitted*) failed - "$said" ;;
      *) say gone - - ;;
    esac
    return
  }
  read_identity || {
    say gone - -
    return
  }
  is_same "$2" "$3" || {
    say another-process - - "$found_name"
    return
  }
  now=$(cat "$4" 2>&1)
  is_value "$now" || {
    read_identity || now=
    if [ -n "$now" ]; then failed - "$now"; else say gone - -; fi
    return
  }
  if [ "$now" = "$6" ]; then
    say already "$now" "$(score)"
    return
  fi
  if [ "$now" != "$5" ]; then
    say changed-meanwhile "$now" "$(score)"
    return
  fi
  write_adj "$@"
}

score() {
  text=$(cat oom_score 2>/dev/null)
  is_value "$text" || text=-
  printf "%s" "$text"
}

write_adj() {
  said=$({ printf "%s\n" "$6" | cat >"$4"; } 2>&1)
  # Before 2.6.32 each thread has a knob of its own.
  if [ "$4" = oom_adj ]; then
    set +f
    for task in task/[0-9]*/oom_adj; do
      { printf "%s\n" "$6" | cat >"$task"; } 2>/dev/null
    done
    set -f
  fi
  now=$(cat "$4" 2>/dev/null)
  is_value "$now" || now=-
  now_score=$(score)
  read_identity || {
    say gone "$now" -
    return
  }
  if ! is_same "$2" "$3"; then
    say another-process "$now" "$now_score" "$found_name"
  elif [ "$now" = "$6" ]; then
    say done "$now" "$now_score"
  elif [ -n "$said" ]; then
    failed "$now" "$said"
  else
    say not-kept "$now" "$now_score"
  fi
}

# is_unit NAME: nothing in it that could lead out of the folder.
is_unit() {
  case $1 in
    *[!A-Za-z0-9:_.\\@-]* | -* | .*) return 1 ;;
    *.service) return 0 ;;
  esac
  return 1
}

show() {
  text=$(systemctl --no-pager show -p "$1" "$2" 2>/dev/null </dev/null)
  printf "%s" "${text#*=}"
}

show_adj() {
  text=$(show OOMScoreAdjust "$1")
  is_value "$text" || text=-
  printf "%s" "$text"
}

checksum() {
  if [ ! -e "$1" ]; then
    printf absent
    return
  fi
  set -- $(cksum <"$1")
  printf "%s-%s" "$1" "$2"
}

# change_unit UNIT CHECKSUM VALUE: an empty value takes the drop-in away.
change_unit() {
  unit=$1 folder=$units/$1.d
  is_unit "$1" || {
    say failed - - "bad name of a unit"
    return
  }
  command -v systemctl >/dev/null 2>&1 || {
    say failed - - "there is no systemctl"
    return
  }
  file=$folder/90-lowmark-oom.conf
  wanted=
  [ -z "$3" ] || wanted="# Set through Lowmark. Remove this file and run systemctl daemon-reload to undo.
[Service]
OOMScoreAdjust=$3"
  before=$(cat "$file" 2>/dev/null)
  now=$(show_adj "$1")
  if [ "$before" = "$wanted" ] && { [ -z "$3" ] || [ "$now" = "$3" ]; }; then
    say already "$now" -
    return
  fi
  if [ "$(checksum "$file")" != "$2" ]; then
    say changed-meanwhile "$now" -
    return
  fi
  said=$(put "$wanted" 2>&1) || {
    failed "$now" "$said"
    return
  }
  said=$(systemctl --no-ask-password daemon-reload 2>&1 </dev/null) || {
    # The files are again what systemd has read.
    put "$before" >/dev/null 2>&1
    failed "$now" "$said"
    return
  }
  now=$(show_adj "$1")
  if [ "$(cat "$file" 2>/dev/null)" != "$wanted" ]; then
    say not-kept "$now" - "the file reads otherwise"
  elif [ -n "$3" ] && [ "$now" != "$3" ]; then
    say not-kept "$now" - "$(line_of "$(show DropInPaths "$unit")")"
  else
    say done "$now" -
  fi
}

# put TEXT: makes the drop-in say that, at once or not at all; nothing: there is none.
put() {
  if [ -z "$1" ]; then
    rm -f "$file" || return 1
    # Unless somebody has put something else there.
    rmdir "$folder" 2>/dev/null
    return 0
  fi
  mkdir -p "$folder" || return 1
  printf "%s\n" "$1" >"$file.$$" && mv -f "$file.$$" "$file" && return 0
  rm -f "$file.$$"
  rmdir "$folder" 2>/dev/null
  return 1
}

restart() {
  is_unit "$1" || {
    say failed - - "bad name of a unit"
    return
  }
  found=$(show InvocationID "$1")
  if [ "${found:--}" != "$2" ]; then
    say changed-meanwhile - - "$(line_of "$(show ActiveState "$1")")"
    return
  fi
  said=$(systemctl --no-ask-password restart "$1" 2>&1 </dev/null)
  status=$?
  state=$(show ActiveState "$1")
  if [ "$status" -ne 0 ]; then
    failed - "$state, $(show Result "$1"): $said"
  else
    case $state in
      failed | "") say failed - - "$(line_of "$state, $(show Result "$1")")" ;;
      *) say done - - "$(line_of "$state")" ;;
    esac
  fi
}

echo begin || exit 1
while [ "$#" -gt 0 ]; do
  index=$((index + 1))
  case $1,$# in
    adj,[0-6] | unit-set,[0-3] | unit-remove,[0-2] | restart,[0-2])
      say failed - - "too few words"
      break ;;
    adj,*)
      adj "$2" "$3" "$4" "$5" "$6" "$7" </dev/null
      cd /
      shift 7 ;;
    unit-set,*)
      if is_value "$4"; then change_unit "$2" "$3" "$4"; else say failed - - "bad value"; fi
      shift 4 ;;
    unit-remove,*)
      change_unit "$2" "$3" ""
      shift 3 ;;
    restart,*)
      restart "$2" "$3"
      shift 3 ;;
    *)
      say failed - - "unknown word"
      break ;;
  esac
done
exit 0
