#!/usr/bin/env bash
# Exports the conversations of a Chatwoot account: a directory for the night, a file for each conversation.
#
#   chatwoot.sh [OPTION...] DUMP         writes DUMP/2026-01-05/chatwoot-ACCOUNT-ID.ndjson and the list of inboxes
#
#   --since WHEN     only conversations with activity since WHEN: a date, a time such as 2026-01-05T09:00:00Z, a span
#                    such as 26h or 7d, or `last`: since the last export that was complete (all, if there was none)
#   --night NAME     name of the directory (default: the date of today in UTC)
#   --rate N         at most N requests per second, on average (20)
#   --jobs N         N requests at once (4)
#   --retries N      tries again after 429, 5xx, no answer, or an answer that is not whole (5)
#   --max-wait S     longest time in seconds that the server may make us wait for one answer (900)
#   --max-pages N    most pages of one conversation or of the list (10000)
#   --quiet          print what is wrong only
#
# Environment:
#   CHATWOOT_URL       the installation, such as https://app.chatwoot.com
#   CHATWOOT_ACCOUNT   the number of the account
#   CHATWOOT_TOKEN     the access token of an administrator, or CHATWOOT_TOKEN_FILE, the name of a file with it
#
# An export that was stopped goes on when it is started again: files that are there are skipped if the list shows no
# change of the conversation. Exit status: 0 all is there; 64 wrong usage; 69 something is missing, and
# errors-chatwoot-ACCOUNT.ndjson names each request that failed (convostat rejects it as api_error); 75 another export
# is writing there. Needs bash 4, curl 7.67, jq 1.6.
set -euo pipefail
# shellcheck source=common.sh
source "${BASH_SOURCE[0]%/*}/common.sh"

read_options "$@"
[ "${#operands[@]}" -eq 1 ] || wrong "chatwoot.sh takes one directory"
[ -n "${CHATWOOT_URL:-}" ] || wrong "CHATWOOT_URL must be set"
[[ ${CHATWOOT_ACCOUNT:-} =~ ^[0-9]+$ ]] || wrong "CHATWOOT_ACCOUNT must be set, to a number"
token=$(secret CHATWOOT_TOKEN)
headers=("api_access_token: $token")
base=${CHATWOOT_URL%/} api=/api/v1/accounts/$CHATWOOT_ACCOUNT

# shellcheck disable=SC2016
step='
def moment: if type == "number" then . elif type != "string" then null
  elif test("^[0-9]+([.][0-9]+)?$") then tonumber
  else try (sub("[.][0-9]+"; "") | sub("[+]00:00$"; "Z") | fromdateiso8601) catch null end;
def moved: .last_activity_at // .timestamp | moment;
# What tells a change of a conversation.
def state: [(.last_activity_at // .timestamp), .updated_at, .status, .labels, .priority, .inbox_id, .meta.assignee.id,
  .meta.team.id, .custom_attributes, (.messages | arrays | map([.id, .status, .updated_at]))] | tojson;
def ids: map(if type == "object" then .id else null end | if type == "number" or type == "string" then tostring else "" end);
def digits: all(test("^[0-9]+$"));
def inboxes: if .body.payload | type != "array" then again("no list \"payload\"")
  else (.about.account_id) as $account
  | kept({payload: .body.payload | map({account_id: $account} + .)}), next([]) end;
def messages: if .body.payload | type != "array" then again("no list \"payload\"") else
  (.body.payload | ids) as $ids | (.path | capture("[?]before=(?<id>[0-9]+)").id // null) as $before
  | if $ids | digits | not then again("a message without an id")
    elif $ids == [] then next([])
    else ($ids | min_by([length, .])) as $least
    | if $before != null and (less($least; $before) | not) then failed("the page repeats")
      else kept(.body), next([(.path | sub("[?].*"; "")) + "?before=\($least)"]) end
    end
  end;
# The list is sorted by the last activity. Pages of several tasks alternate: each takes every $stride-th page.
def list: if .body | (.data.payload | type) != "array" then again("no list \"data.payload\"") else
  .body.data.payload as $all | ($all | ids) as $ids | (.path | capture("page=(?<n>[0-9]+)$").n | tonumber) as $n
  | .body.data.meta.all_count as $count
  | if $ids | digits | not then again("a conversation without an id") else
    ($count | numbers | "count\t\(.)"),
    ($all[] | select($since == null or (moved | . == null or . >= $since)) | "item\tchatwoot-\($account)-\(.id)\t\(moved)\t\(state)\t\({account_id: $account} + . | tojson)"),
    if $ids == [] then "end"
    elif ($ids | join(",")) == .about.previous or ($count != null and $n > $count + $stride) then "stop\t\(.path)"
    elif $since != null and ($all[-1] | moved | . != null and . < $since) then "end"
    else .about.previous = ($ids | join(",")) | next([.path | sub("[0-9]+$"; "\($n + $stride)")]) end
    end
  end;
def step: if .path | endswith("/inboxes") then inboxes elif .path | test("/messages([?]|$)") then messages else list end;
'

# Adds the conversations of the list with activity since a moment (or all) to $work/item.
walk() { # SINCE STRIDE
  local page
  for ((page = 1; page <= $2; page++)); do
    printf 'list-%d\t%s/conversations?status=all&assignee_type=all&sort_by=last_activity_at_desc&page=%d\t0\t1\t{}\n' \
      "$page" "$api" "$page"
  done > "$work/list"
  run_tasks "$work/list" --arg account "$CHATWOOT_ACCOUNT" --argjson since "$1" --argjson stride "$2"
}

begin_night "${operands[0]}" "chatwoot-$CHATWOOT_ACCOUNT"
mark=$dump/.$label.since
case $since in
  '') since=null ;;
  last) since=null; [ ! -s "$mark" ] || since=$(cat "$mark") ;;
  *)
    since=$(jq -n --arg when "$since" '$when
      | if test("^[0-9]+[hd]$") then now - (.[:-1] | tonumber) * (if endswith("h") then 3600 else 86400 end)
        elif test("^[0-9]{4}-[0-9]{2}-[0-9]{2}$") then "\(.)T00:00:00Z" | fromdateiso8601
        elif test("^[0-9]{9,11}$") then tonumber
        else fromdateiso8601 end' 2> /dev/null) || wrong "--since needs a date, a time, a span or last" ;;
esac
[[ $since =~ ^(null|[0-9.]+)$ ]] || wrong "the mark of the last export is broken: $mark"

printf 'inboxes-%s\t%s/inboxes\t0\t1\t{"account_id":"%s"}\n' "$label" "$api" "$CHATWOOT_ACCOUNT" > "$work/tasks"
run_tasks "$work/tasks" --arg account "$CHATWOOT_ACCOUNT" --argjson since null --argjson stride 1
touch "$work/item" "$work/count"
walk "$since" "$([ "$since" = null ] && echo "$jobs" || echo 1)"
# A conversation with new activity goes to the front of the list, perhaps from a page not yet read to one already read.
newest=$(awk -F'\t' '$2 != "null" && $2 + 0 > n + 0 { n = $2 } END { print n }' "$work/item")
[ -z "$newest" ] || [ -s "$work/errors" ] || walk "$newest" 1

# The list proves itself by its number of conversations.
listed=$(cut -f 1 "$work/item" | sort -u | wc -l)
count=$(tail -n 1 "$work/count")
if [ "$since" = null ] || [ -s "$work/stop" ]; then
  if [ -z "$count" ]; then
    [ ! -s "$work/stop" ] || missing "$(head -n 1 "$work/stop")" "the page repeats, and nothing says how many conversations there are"
  elif [ "$listed" -lt "$count" ]; then
    missing "$api/conversations" "the list names $listed of $count conversations"
  fi
fi

# What is there already, with the state that the list showed then.
find "$night" -maxdepth 1 -name "$label-*.ndjson" -exec awk 'FNR == 1 {
    name = FILENAME; sub(/.*\//, "", name); sub(/[.]ndjson$/, "", name); print name "\t" $0; nextfile }' {} + |
  jq -Rr "$verdicts $step"'index("\t") as $at | "\(.[:$at])\t\(.[$at + 1:] | (try fromjson catch {}) | try state catch "")"' \
    --argjson stride 1 --argjson since null --arg account '' --argjson retries 0 --argjson max_pages 0 \
    --argjson max_wait 0 > "$work/have"
: > "$work/tasks"
unchanged=$(awk -F'\t' -v work="$work" -v have="$work/have" -v api="$api" -v account="$CHATWOOT_ACCOUNT" '
  FILENAME == have { state[$1] = $2; next }
  { if (!($1 in latest)) order[++count] = $1; latest[$1] = $3; record[$1] = substr($0, length($1 $2 $3) + 4) }
  END {
    for (i = 1; i <= count; i++) {
      name = order[i]
      if (name in state && state[name] == latest[name]) { unchanged++; continue }
      id = name; sub(/.*-/, "", id)
      file = work "/" name ".ndjson"
      print record[name] > file
      close(file)
      printf "%s\t%s/conversations/%s/messages\t0\t1\t{\"conversation_id\":\"%s\",\"account_id\":\"%s\"}\n",
        name, api, id, id, account > (work "/tasks")
    }
    print unchanged + 0
  }' "$work/have" "$work/item")
say "$listed conversations, $unchanged of them unchanged"
run_tasks "$work/tasks" --arg account "$CHATWOOT_ACCOUNT" --argjson since null --argjson stride 1

if [ ! -s "$work/errors" ] && [ -n "$newest" ]; then
  printf '%s\n' "$newest" > "$mark.new"
  mv -f "$mark.new" "$mark"
fi
end_night "$unchanged"
