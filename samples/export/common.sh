# What both exports share: options, requests, the proof of answers, files. asapp.sh and chatwoot.sh source it.
#
# An export is a list of tasks. A task asks for pages, one after the other, and becomes one file. In a round, the next
# pages of up to `window` tasks are fetched by one curl, proved by one jq, and added to the files of their tasks. A file
# is written in $work and moved into $night when its task is done.
#
# A task is a line of fields with tabs between them:
#   name     the file's name, without .ndjson
#   paths    what must still be asked, in order, separated by blanks
#   try      how often the first path gave an answer without a proof
#   page     the number of pages so far, from 1
#   about    a JSON object that names the conversation; pages and error records get it
# A platform defines `step` in jq: from an answer to lines for `sort_verdicts`.
# shellcheck shell=bash
set -euo pipefail
export LC_ALL=C

window=100       # tasks in a round
rate=20          # requests per second
jobs=4           # requests at once
retries=5        # further tries of one request
max_wait=900     # seconds that the server may ask us to wait, for one request
max_pages=10000  # pages of one task
since='' night_name=$(date -u +%F) quiet=''

say() { [ -n "$quiet" ] || printf '%s: %s\n' "${0##*/}" "$*" >&2; }
complain() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
wrong() { # SENTENCE
  complain "$1"
  complain "--help shows the usage"
  exit 64
}

# Reads the options into the variables above, and the other arguments into `operands`.
read_options() { # ARGUMENT...
  operands=()
  while [ $# -gt 0 ]; do
    case $1 in
      --help | -h) sed -n '2,/^[^#]/{/^#/s/^# \{0,1\}//p;}' "$0"; exit 0 ;;
      --quiet) quiet=1; shift; continue ;;
      --since | --night | --rate | --jobs | --retries | --max-wait | --max-pages)
        [ $# -ge 2 ] || wrong "$1 needs a value" ;;
      --) shift; operands+=("$@"); break ;;
      -?*) wrong "unknown option $1" ;;
      *) operands+=("$1"); shift; continue ;;
    esac
    case $1 in
      --since) since=$2 ;;
      --night) night_name=$2 ;;
      *)
        [[ $2 =~ ^[1-9][0-9]{0,8}$ || "$1 $2" = "--retries 0" ]] || wrong "$1 needs a whole number, not \"$2\""
        case $1 in
          --rate) rate=$2 ;; --jobs) jobs=$2 ;; --retries) retries=$2 ;;
          --max-wait) max_wait=$2 ;; --max-pages) max_pages=$2 ;;
        esac ;;
    esac
    shift 2
  done
  [[ $night_name =~ ^[0-9A-Za-z][0-9A-Za-z._-]*$ ]] || wrong "--night needs a date such as 2026-01-05, not \"$night_name\""
  local tool
  for tool in curl jq awk; do
    command -v "$tool" > /dev/null || { complain "$tool is not installed"; exit 69; }
  done
}

# Prints the value of an environment variable, or the content of the file that NAME_FILE names.
secret() { # NAME
  local file=$1_FILE value=${!1:-}
  [ -n "$value" ] || [ -z "${!file:-}" ] || value=$(cat "${!file}")
  value=$(printf '%s' "$value") value=${value%$'\r'}
  [ -n "$value" ] || wrong "$1 or $1_FILE must be set"
  [[ $value != *[[:cntrl:]]* ]] || wrong "$1 has a line break or another control character"
  printf '%s' "$value"
}

# Makes the night's directory and takes its lock. Nobody else may write the files of `label`.
begin_night() { # DUMP LABEL
  dump=$1 label=$2 night=$1/$night_name
  mkdir -p "$night"
  night=$(cd "$night" && pwd)
  if command -v flock > /dev/null; then
    exec 9> "$night/.$label.lock"
    flock -n 9 || { complain "another export writes $night"; exit 75; }
  fi
  work=$night/.$label errors=$night/errors-$label.ndjson pace=''
  rm -rf "$work" "$errors"
  mkdir "$work"
  : > "$work/errors"
  trap 'rm -rf "$work"; [ -z "$pace" ] || kill "$pace" 2> /dev/null || true' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

# Escapes a text for a quoted value of curl's configuration.
for_curl() { local text=${1//\\/\\\\}; printf '%s' "${text//\"/\\\"}"; }

# Fetches the first path of every open task into $work/answer-N, N from 1: the head, an empty line and the body. Curl
# reads keys from a pipe, because every user of the machine sees a command line.
download() {
  local count
  count=$(wc -l < "$work/open")
  [ -z "$pace" ] || wait "$pace" || true
  # The time that these requests take of the allowed rate, in seconds.
  sleep "$((count / rate)).$(printf %03d $((count * 1000 / rate % 1000)))" 9>&- &
  pace=$!
  rm -f "$work"/answer-*
  {
    printf '%s\n' silent show-error no-progress-meter globoff include suppress-connect-headers parallel "parallel-max = $jobs" \
      "connect-timeout = 30" "max-time = 300" 'header = "Accept: application/json"' 'user-agent = "convostat-export"'
    local header
    for header in "${headers[@]}"; do printf 'header = "%s"\n' "$(for_curl "$header")"; done
    awk -F'\t' -v base="$(for_curl "$base")" \
      '{ sub(/ .*/, "", $2); printf "url = \"%s%s\"\noutput = \"answer-%d\"\n", base, $2, NR }' "$work/open"
  } | (cd "$work" && exec curl -q --config - 9>&-) > /dev/null 2> "$work/curl" || true
}

# Prints every open task with three more fields: the HTTP code (000 without an answer), Retry-After, and the body on one
# line. Numbers of 16 digits and more become texts, because jq 1.6 would round them. Line breaks become blanks: a JSON
# text has none inside its strings.
# shellcheck disable=SC2016
gather='
BEGIN { FS = "\t" }
{
  file = work "/answer-" NR; code = "000"; after = body = ""; head = 0
  while ((getline line < file) > 0) {
    if (!head && body == "" && line ~ /^HTTP\/[0-9.]+ [0-9][0-9][0-9]/) {
      # A head may follow an interim one.
      code = substr(line, index(line, " ") + 1, 3); after = ""; head = 1
    } else if (head) {
      sub(/\r$/, "", line)
      if (line == "") head = 0
      else if (tolower(line) ~ /^retry-after:/) { after = line; sub(/^[^:]*:[ \t]*/, "", after) }
    } else body = body line " "
  }
  close(file)
  sub(/^\357\273\277/, "", body)
  gsub(/[\t\r]/, " ", body)
  gsub(/\t/, " ", after)
  printf "%s\t%s\t%s\t", $0, code, after
  if (body ~ /[0-9][0-9.][0-9.][0-9.][0-9.][0-9.][0-9.][0-9.][0-9.][0-9.][0-9.][0-9.][0-9.][0-9.][0-9.][0-9.]/)
    print_exact(body)
  else printf "%s", body
  print ""
}
function print_exact(text,   count, part, i, inside) {
  count = split(text, part, "\"")
  for (i = 1; i <= count; i++) {
    if (i > 1) printf "\""
    if (inside) {
      # A quote after an odd number of backslashes does not end the string.
      match(part[i], /\\*$/)
      if (RLENGTH % 2 == 0) inside = 0
      printf "%s", part[i]
    } else {
      inside = 1
      print_numbers(part[i])
    }
  }
}
function print_numbers(text) {
  while (match(text, /-?[0-9][0-9.]*/)) {
    printf (RLENGTH > 15 && substr(text, RSTART + RLENGTH, 1) !~ /[eE]/ ? "%s\"%s\"" : "%s%s"),
      substr(text, 1, RSTART - 1), substr(text, RSTART, RLENGTH)
    text = substr(text, RSTART + RLENGTH)
  }
  printf "%s", text
}'

# What `step` of a platform may print: lines that begin with the word of a verdict.
# shellcheck disable=SC2016
verdicts='
def text($any): if $any == null or $any == "" then null else $any | tostring end;
def known: .about | del(.previous);
def kept($page): "keep\t\(.name)\t\(known + $page | tojson)";
def failed($what): (.body | if type == "object" then .error else null end) as $error
  | "fail\t\(.name)\t" + (known + {error: {code: .code, message: "GET \(.path): \($what)",
      requestId: text($error | .requestId?)} | del(.[] | nulls), request: .path} | tojson);
def task($paths; $tried; $page): "open\t\(.name)\t\($paths | join(" "))\t\($tried)\t\($page)\t\(.about | tojson)";
# Seconds that the server asks us to wait. If it says nothing: more and more, and longer after "too many requests".
def wait: .after as $after | ((if .code == "429" then [1, 2, 4, 8, 16] else [0.25, 1, 4, 15] end)[.tried] // 30)
  | if $after | test("^[0-9]+$") then $after | tonumber
    elif $after == "" then .
    else try ($after | strptime("%a, %d %b %Y %H:%M:%S GMT") | mktime - now | ceil | if . < 0 then 0 else . end) catch 1 end;
def again($what): wait as $wait
  | if .tried >= $retries then failed($what)
    elif $wait > $max_wait then failed("\($what); the server asks us to wait \($wait) s")
    else "wait\t\($wait)", task([.path] + .rest; .tried + 1; .page) end;
def next($paths): ($paths + .rest) as $all
  | if $all == [] then "done\t\(.name)"
    elif .page >= $max_pages then failed("more than \($max_pages) pages")
    else task($all; 0; .page + 1) end;
def said: [.body | objects | .error | (objects | .message, .code) // strings] + [.body | objects | .message, .errors, .description]
  | map(text(.)) | map(values) | first // "";
def less($a; $b): ($a | length) < ($b | length) or (($a | length) == ($b | length) and $a < $b);
'
# shellcheck disable=SC2016
main='
split("\t") as [$name, $paths, $tried, $page, $about, $code, $after, $text]
| ($paths | split(" ")) as $all
| {name: $name, path: $all[0], rest: $all[1:], tried: ($tried | tonumber), page: ($page | tonumber),
   about: ($about | fromjson), code: $code, after: $after, body: (try ($text | fromjson) catch null)}
| said as $said
| if .code == "000" then again("no answer: \($problem)")
  elif .code != "200" then
    "HTTP \(.code)\(if $said != "" then ": \($said)" elif .body == null then ", not JSON" else "" end)" as $what
    | if .code | test("^(408|425|429|5..)$") then again($what) else failed($what) end
  elif .body == null then again("HTTP 200, but the answer is empty, cut off or not JSON")
  else . as $answer | try ([step] | .[]) catch ($answer | again("an answer of another form: \(.)"))
  end'

# Sends the lines of `step` to the files of their tasks.
# shellcheck disable=SC2016
sort_verdicts='
BEGIN { FS = "\t" }
{ rest = substr($0, length($1) + 2) }
$1 == "keep" { file = work "/" $2 ".ndjson"; print substr(rest, length($2) + 2) >> file; close(file) }
$1 == "open" { print rest > (work "/open") }
$1 == "done" { print $2 > (work "/done") }
$1 == "fail" { print substr(rest, length($2) + 2) >> (work "/errors"); bad++ }
$1 == "item" || $1 == "count" || $1 == "stop" { print rest >> (work "/" $1) }
$1 == "open" || $1 == "done" || $1 == "fail" || $1 == "stop" || $1 == "end" { settled++ }
$1 == "wait" && $2 > longest { longest = $2 }
$1 == "keep" || $1 == "done" || $1 == "stop" || $1 == "end" || ($1 == "open" && $4 == 0) { good++ }
END { print settled + 0, good + 0, bad + 0, longest + 0 }'

# Runs tasks until all are done or failed. Options for jq follow.
run_tasks() { # TASKS OPTION...
  local tasks=$1 line count settled good bad longest=0 names
  shift
  : > "$work/open"
  exec 3< "$tasks"
  while :; do
    count=$(wc -l < "$work/open")
    while [ "$count" -lt "$window" ] && IFS= read -r -u 3 line; do
      printf '%s\n' "$line" >> "$work/open"
      count=$((count + 1))
    done
    [ "$count" -gt 0 ] || break
    sleep "$longest" 9>&-
    download
    awk -v work="$work" "$gather" "$work/open" |
      jq -Rr --argjson retries "$retries" --argjson max_pages "$max_pages" --argjson max_wait "$max_wait" \
        --arg problem "$(sed -n 's/^curl: //p' "$work/curl" | tail -n 1)" "$@" "$verdicts $step $main" > "$work/verdicts"
    rm -f "$work/done"
    : > "$work/open"
    read -r settled good bad longest < <(awk -v work="$work" "$sort_verdicts" "$work/verdicts")
    [ "$settled" -eq "$count" ] || { complain "$count answers gave $settled verdicts: a defect of this script"; exit 70; }
    if [ -e "$work/done" ]; then
      mapfile -t names < "$work/done"
      names=("${names[@]/%/.ndjson}")
      mv -f -- "${names[@]/#/$work/}" "$night/"
      fetched=$((fetched + ${#names[@]}))
    fi
    # The platform is down, or the key is no longer good: the remaining tasks are not asked, but named.
    if [ "$good" -eq 0 ] && [ "$bad" -ge 10 ]; then
      cat "$work/open" - <&3 | jq -Rr 'split("\t") as [$name, $paths, $tried, $page, $about]
        | ($paths | split(" ")[0]) as $path
        | ($about | fromjson) + {error: {code: "000", message: "GET \($path): not asked, because nothing was answered before"},
            request: $path} | tojson' >> "$work/errors"
      break
    fi
  done
  exec 3<&-
}
fetched=0

# Adds a record for something that is missing without a request of its own.
missing() { # REQUEST SENTENCE
  jq -nc --arg request "$1" --arg what "$2" \
    '{error: {code: "200", message: "GET \($request): \($what)"}, request: $request}' >> "$work/errors"
}

# Says what is missing, or that all is there, and ends the export.
end_night() { # UNCHANGED
  local count
  count=$(wc -l < "$work/errors")
  if [ "$count" -eq 0 ]; then
    say "$fetched files written, $1 unchanged, nothing is missing: $night"
    exit 0
  fi
  mv -f "$work/errors" "$errors"
  # The last lines of the log, even if everything is missing.
  head -n 10 "$errors" | jq -r '.error.message' | while IFS= read -r line; do complain "$line"; done
  complain "incomplete: $errors has each request that failed ($count). $fetched files written, $1 unchanged. Run it again to go on"
  exit 69
}
