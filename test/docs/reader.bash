# The shell of somebody who reads a page and types what stands there. Sourced before the blocks of the page, with
# NOTES: a folder for what is to be known of them afterwards, and
# EXPECTED: the status that the last request of a block is to be answered with, or nothing.
set -euo pipefail

# curl, which fails besides when a request is refused, and keeps the answer.
curl() {
  local answer outcome=0 status
  answer=$(mktemp "$NOTES/answers/XXXXXXXX")
  command curl -sS -w '%{stderr}\n%{http_code}' "$@" >"$answer" 2>"$answer.stderr" || outcome=$?
  cat "$answer"
  status=$(tail -n 1 "$answer.stderr")
  head -n -1 "$answer.stderr" >&2
  if ((outcome != 0)); then return "$outcome"; fi
  if [[ -n $EXPECTED && $status == "$EXPECTED" ]]; then
    touch "$NOTES/was-refused"
  elif [[ $status != 2* ]] || grep -qE '^\{"code":(-|[1-9])' "$answer"; then
    echo "curl: answered with $status: $(cat "$answer")" | tee -a "$NOTES/refusals" >&2
    return 22
  fi
}

# What a page says of npm, by the last build: a reader's checkout is built when the tests run.
npm() {
  case "$*" in
    ci | 'run build') ;;
    start) start_server ;;
    'run admin:reset' | 'run admin:reset -- '*) node --enable-source-maps dist/admin-reset.js "${@:4}" ;;
    'run audit:verify' | 'run audit:verify -- '*) node --enable-source-maps dist/audit-verify.js "${@:4}" ;;
    *)
      echo "npm $* is nothing that test/docs/reader.bash knows" >&2
      return 1
      ;;
  esac
}

# Who starts a server in the terminal where one runs has stopped that one; one behind `&` has a terminal of its own.
start_server() {
  local log
  if ((BASH_SUBSHELL == 0)); then stop_server; fi
  log=$(mktemp "$NOTES/server.XXXXXXXX")
  node --enable-source-maps dist/main.js >"$log" 2>&1 &
  SERVER=$!
  echo "$SERVER" >>"$NOTES/servers"
  until grep -q 'is ready' "$log"; do
    if ! kill -0 "$SERVER" 2>/dev/null; then
      cat "$log"
      return 1
    fi
    sleep 0.05
  done
  SETUP_TOKEN=$(sed -n 's/.*#token=//p' "$log")
  cat "$log"
}

SERVER=
stop_server() {
  if [[ -z $SERVER ]]; then return; fi
  kill "$SERVER"
  wait "$SERVER" || true
  SERVER=
}

# Postgres goes with its server, if that is let.
stop_all() {
  local pid
  if [[ ! -f $NOTES/servers ]]; then return; fi
  while read -r pid; do
    if kill "$pid" 2>/dev/null; then tail --pid="$pid" -f /dev/null; fi
  done <"$NOTES/servers"
}
trap stop_all EXIT

# begin LINE STATUS: the block of that line is next.
begin() {
  echo "$1" >"$NOTES/line"
  EXPECTED=$2
  rm -rf "$NOTES/answers" "$NOTES/was-refused" "$NOTES/refusals"
  mkdir "$NOTES/answers"
}

# finish LINE: that block is done. What an assignment hid from the shell is told now.
finish() {
  if [[ -e $NOTES/refusals ]]; then
    cat "$NOTES/refusals" >&2
    return 1
  fi
  if [[ -n $EXPECTED && ! -e $NOTES/was-refused ]]; then
    echo "Nothing was answered with $EXPECTED" >&2
    return 1
  fi
  mv "$NOTES/answers" "$NOTES/answers.$1"
}
