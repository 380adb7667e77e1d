#!/usr/bin/env bash
# Makes the tables of a dump with many files on many processors or machines: writes the facts of the files in parallel,
# then summarizes all facts in one run.
#   by-files.sh DUMP TABLES [OPTION...]      options of `convostat summarize` that change tables
set -euo pipefail
convostat=${CONVOSTAT:-convostat}
export convostat
dump=$1 tables=$2
shift 2
mkdir -p "$tables.work"
work=$(mktemp -d "$tables.work/XXXXXX")
trap 'rm -rf "$work"; rmdir "$tables.work" 2> /dev/null || true' EXIT

# A file without usable records ends with 65: its rejects are kept, and the final run decides.
facts() {
  "$convostat" facts "$2" --out "$1/$3.ndjson" --jobs 1 --quiet || { status=$?; [ $status = 65 ] || return $status; }
}
export -f facts
mkdir "$work/facts"
find "$dump" -mindepth 1 -name '.*' -prune -o -type f -regextype posix-extended ! -name run.json \
  -iregex '.*\.(ndjson|jsonl|json)(\.(gz|zst|xz|bz2))?' -print0 |
  parallel --null --will-cite --halt now,fail=1 ${NODES:+--sshloginfile "$NODES" --workdir .} \
    --env facts --env convostat facts "$work/facts" {} {#}

"$convostat" summarize "$work/facts" --out "$tables" --quiet "$@"
find "$work/facts" -name '*.rejects' -exec cat {} + > "$tables.rejects"
