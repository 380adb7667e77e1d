# The mode `cluster`: the cost of the steps that many machines share, compared with a plain run. Read by `run`.
# shellcheck shell=bash disable=SC2154 # `run` sets the undefined variables

cluster() {
  local plain directory=$scratch/cluster shape=${form:-time-ordered} share
  plain=$(dump_of "$shape" "$conversations")
  mkdir -p "$directory/facts" "$directory/parts"
  "$binary" facts "$plain" --out "$directory/facts/all.ndjson" --quiet
  for share in 0 1 2 3; do
    "$binary" summarize "$directory/facts" --partial "$directory/parts/$share.ndjson" --shard "$share/4" --quiet
  done
  printf '%s conversations, %s MB, %s, one worker, medians of %s rounds:\n\n' "$conversations" \
    "$(($(bytes_of "$plain") / 1000000))" "$shape" "$rounds"
  {
    printf '`summarize` of the dump\t%s\n' "$(convostat "$plain" "$scratch/out-whole" 1)"
    printf '`facts` of the dump\t%s\n' "$(quoted "$binary" facts "$plain" --out "$scratch/facts" --jobs 1 --quiet)"
    printf '`summarize` of the facts\t%s\n' "$(convostat "$directory/facts" "$scratch/out-facts" 1)"
    printf '`summarize --partial` of the facts\t%s\n' \
      "$(quoted "$binary" summarize "$directory/facts" --partial "$scratch/part" --jobs 1 --quiet)"
    printf '`merge` of four parts\t%s\n' \
      "$(quoted "$binary" merge "$directory/parts" --out "$scratch/out-merged" --jobs 1 --quiet)"
  } | python3 "$here/measure.py" peers "$rounds"
  for share in conversations by_queue by_agent by_day roles summary; do
    cmp "$scratch/out-whole/$share.csv" "$scratch/out-merged/$share.csv"
  done
  printf '\n| what | MB | of the dump |\n|---|---|---|\n'
  size_line 'facts' "$directory"/facts/all.ndjson
  size_line 'facts, gzipped' <(gzip -c "$directory/facts/all.ndjson")
  size_line 'four parts' "$directory"/parts/*.ndjson
  size_line 'rows of conversations' "$scratch/out-whole/conversations.csv"
  [ ! -x "$package/.build/spark/bin/python" ] ||
    "$package/.build/spark/bin/python" -I -B "$here/shuffle.py" "$binary" "$plain" "$scratch/spark"
}

size_line() { # NAME FILE...
  local name=$1 bytes whole
  shift
  bytes=$(cat "$@" | wc -c)
  whole=$(bytes_of "$plain")
  printf '| %s | %s | %s |\n' "$name" "$((bytes / 1000000))" \
    "$(python3 -c 'import sys; print(f"{int(sys.argv[1]) / int(sys.argv[2]):.3f}")' "$bytes" "$whole")"
}
