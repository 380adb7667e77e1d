#!/bin/sh
# Saves the conversations and messages of asapp into dump/. Needs curl, jq, ASAPP_ID, ASAPP_SECRET and external-ids.txt.
set -eu

api=https://api.sandbox.asapp.com/conversation/v1     # production: https://api.asapp.com
get() { curl -sS -H "asapp-api-id: $ASAPP_ID" -H "asapp-api-secret: $ASAPP_SECRET" "$@"; }
mkdir -p dump

while read -r external; do                            # conversation records, in pages
  get -G "$api/conversations" --data-urlencode "externalId=$external" | jq -c .
done < external-ids.txt > dump/asapp-conversations.ndjson

jq -r '.items[]?.id' dump/asapp-conversations.ndjson |   # the messages of each
  while read -r id; do
    get "$api/conversations/$id/messages" | jq -c --arg c "$id" '. + {conversationId: $c}'
  done > dump/asapp-messages.ndjson
