#!/bin/sh
# Saves the inboxes, conversations and messages of a Chatwoot account into dump/. Needs curl, jq, ACCOUNT and CHATWOOT_TOKEN.
set -eu

api=https://chatwoot.example.com/api/v1/accounts/$ACCOUNT   # your installation
get() { curl -sS -H "api_access_token: $CHATWOOT_TOKEN" "$@"; }
mkdir -p dump
get "$api/inboxes" | jq -c . > dump/chatwoot-inboxes.ndjson

page=1                                                      # conversations, until a page is empty
while :; do
  get "$api/conversations?status=all&assignee_type=all&page=$page" | jq -c . > page.tmp
  cat page.tmp
  jq -e '.data.payload | length > 0' page.tmp > /dev/null || break
  page=$((page + 1))
done > dump/chatwoot-conversations.ndjson

jq -r '.data.payload[]?.id' dump/chatwoot-conversations.ndjson | sort -u |
  while read -r id; do                                      # messages, the newest first
    before=
    while :; do
      get "$api/conversations/$id/messages${before:+?before=$before}" |
        jq -c --arg c "$id" '. + {conversation_id: $c}' > page.tmp
      cat page.tmp
      before=$(jq -r '[.payload[]?.id] | min // empty' page.tmp)
      [ -n "$before" ] || break
    done
  done > dump/chatwoot-messages.ndjson
rm page.tmp
