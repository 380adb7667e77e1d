#!/usr/bin/env bash
# Exports conversations of ASAPP by a list of your own ids: a directory for the night, a file for each id.
#
#   asapp.sh [OPTION...] DUMP IDS        writes DUMP/2026-01-05/asapp-ID.ndjson for each line of the file IDS (or -)
#
# ASAPP lists conversations by `externalId` only. So IDS names what moved since the last export: one external id per
# line. A last line without a newline, CRLF, blank lines and repetitions do no harm.
#
#   --night NAME     name of the directory (default: the date of today in UTC)
#   --rate N         at most N requests per second, on average (20)
#   --jobs N         N requests at once (4)
#   --retries N      tries again after 429, 5xx, no answer, or an answer that is not whole (5)
#   --max-wait S     longest time in seconds that the server may make us wait for one answer (900)
#   --max-pages N    most pages of one id (10000)
#   --quiet          print what is wrong only
#
# Environment:
#   ASAPP_URL      the API (default https://api.asapp.com; the sandbox is https://api.sandbox.asapp.com)
#   ASAPP_ID       the id of the key, or ASAPP_ID_FILE, the name of a file with it
#   ASAPP_SECRET   the secret of the key, or ASAPP_SECRET_FILE
#
# An export that was stopped goes on when it is started again: files that are there are skipped. Exit status: 0 all is
# there; 64 wrong usage; 69 something is missing, and errors-asapp.ndjson names each request that failed (convostat
# rejects it as api_error); 75 another export is writing there. Needs bash 4, curl 7.67, jq 1.6.
set -euo pipefail
# shellcheck source=common.sh
source "${BASH_SOURCE[0]%/*}/common.sh"

read_options "$@"
[ "${#operands[@]}" -eq 2 ] || wrong "asapp.sh takes a directory and a list of ids"
[ -z "$since" ] || wrong "asapp.sh has no --since: the list of ids says what moved"
list=${operands[1]}
[ "$list" = - ] || [ -r "$list" ] || { complain "cannot read $list"; exit 66; }
id=$(secret ASAPP_ID)
key=$(secret ASAPP_SECRET)
headers=("asapp-api-id: $id" "asapp-api-secret: $key")
base=${ASAPP_URL:-https://api.asapp.com} base=${base%/}

# shellcheck disable=SC2016
step='
# An answer with a cursor has a further page.
def cursor: if .nextCursor // .cursor // (.pagination | objects | .nextCursor) // "" | . != "" then
    {cursor: (.nextCursor // .cursor // .pagination.nextCursor)}
  elif .nextPageToken // .pageToken // "" | . != "" then {pageToken: (.nextPageToken // .pageToken)}
  else {} end | to_entries | map("\(.key)=\(.value | tostring | @uri)") | first // "";
def further: (.body | cursor) as $cursor
  | (.path | sub("[?&](cursor|pageToken)=[^&]*$"; "")) as $plain
  | if $cursor == "" or .body.items == [] then []
    else [$plain + (if $plain | contains("?") then "&" else "?" end) + $cursor] end;
def conversations:
  if any(.body.items[]; type != "object" or text(.id // .externalId) == null) then again("a conversation without an id")
  elif any(.body.items[]; .id // "" | tostring | test("^[A-Za-z0-9._~-]*$") | not) then failed("an id that is no part of a path")
  elif .body.items == [] and .page == 1 then .code = "404" | failed("no conversation has this external id")
  else (if .body.items == [] then empty else "keep\t\(.name)\t\(.body | tojson)" end),
    next(further + [.body.items[] | if text(.id) != null then "/conversation/v1/conversations/\(.id)/messages"
      else "/conversation/v1/conversation/messages?externalId=\(.externalId | tostring | @uri)" end]) end;
def messages: (.path | capture("/conversations/(?<id>[^/]+)/messages") // null) as $in
  | if any(.body.items[]; type != "object" or text(.messageId) == null) then again("a message without an id")
    else .about as $about
    # A page hands what it says about the conversation to its messages.
    | (if $in then .about = ($about | .conversationId = $in.id) else . end)
    | (if .body.items == [] then empty else kept(.body) end),
      (.about = $about | next(further)) end;
def step: if .body.items | type != "array" then again("no list \"items\"")
  elif further == [.path] then failed("the page repeats")
  elif .path | contains("/messages") then messages else conversations end;
'

begin_night "${operands[0]}" asapp
find "$night" -maxdepth 1 -name 'asapp-*.ndjson' | sed 's|.*/||' > "$work/have"
awk '{ gsub(/^(\357\273\277)?[ \t]+|[ \t\r]+$/, ""); sub(/^\357\273\277/, "") } $0 != "" && !seen[$0]++' "$list" |
  jq -Rr '"asapp-\(@uri)\t/conversation/v1/conversations?externalId=\(@uri)\t0\t1\t\({conversationExternalId: .} | tojson)"' |
  awk -F'\t' -v have="$work/have" 'BEGIN { while ((getline name < have) > 0) there[name] = 1 }
    { total++ }
    length($1) > 240 { print $2 > (have ".long"); next }
    !($1 ".ndjson" in there) { print }
    END { print total + 0 > (have ".total") }' > "$work/tasks"
touch "$work/have.long"
while IFS= read -r path; do missing "$path" "the id is too long for the name of a file"; done < "$work/have.long"
unchanged=$(($(cat "$work/have.total") - $(wc -l < "$work/tasks") - $(wc -l < "$work/have.long")))
say "$(cat "$work/have.total") ids, $unchanged of them there already"
run_tasks "$work/tasks"
end_night "$unchanged"
