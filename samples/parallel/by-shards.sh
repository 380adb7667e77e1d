#!/usr/bin/env bash
# Makes the tables of a dump on many processors or machines: each reads the whole dump and keeps a share of its
# conversations.
#   by-shards.sh DUMP TABLES N [OPTION...]   options of `convostat summarize` that change tables
set -euo pipefail
convostat=${CONVOSTAT:-convostat}
dump=$1 tables=$2 shares=$3
shift 3
# Options about how tables are written go to merge, all others to the parts. A file of options goes to both: each takes what it knows.
merge=() parts=()
while (($# > 0)); do
  case $1 in
  --xlsx | --durations=* | --report | --dialect=* | --split-rows=*) merge+=("$1") ;;
  --config=*) merge+=("$1") parts+=("$1") ;;
  --config) merge+=("$1" "${2-}") parts+=("$1" "${2-}") && shift ;;
  --dialect | --split-rows | --durations) merge+=("$1" "${2-}") && shift ;;
  *) parts+=("$1") ;;
  esac
  shift
done
mkdir -p "$tables.work"
work=$(mktemp -d "$tables.work/XXXXXX")
trap 'rm -rf "$work"; rmdir "$tables.work" 2> /dev/null || true' EXIT

seq 0 $((shares - 1)) |
  parallel --quote --will-cite --halt now,fail=1 ${NODES:+--sshloginfile "$NODES" --workdir .} \
    "$convostat" summarize "$dump" --partial "$work/{}.ndjson" --shard "{}/$shares" --jobs 1 --quiet ${parts[@]+"${parts[@]}"}

"$convostat" merge "$work" --out "$tables" --quiet ${merge[@]+"${merge[@]}"}
# All shares have the same rejects.
mv "$work/0.ndjson.rejects" "$tables.rejects"
