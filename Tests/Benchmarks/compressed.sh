# The mode `compressed`: one gzipped dump, and several at once, compared with gzip alone. Read by `run`.
# shellcheck shell=bash disable=SC2154 # `run` sets the undefined variables

compressed() {
  local plain directory size=$((conversations / 4))
  plain=$(dump_of "${form:-time-ordered}" "$size")
  directory=$scratch/compressed
  mkdir -p "$directory/one" "$directory/eight"
  say "compressing"
  cat "$plain"/*.ndjson | gzip > "$directory/one/dump.ndjson.gz"
  cat "$plain"/*.ndjson > "$directory/whole"
  split -n l/8 --additional-suffix=.ndjson "$directory/whole" "$directory/eight/part-"
  gzip "$directory"/eight/*.ndjson
  rm "$directory/whole"
  printf '%s conversations, %s MB, %s MB compressed, medians of %s rounds:\n\n' "$size" \
    "$(($(bytes_of "$plain") / 1000000))" "$(($(wc -c < "$directory/one/dump.ndjson.gz") / 1000000))" "$rounds"
  {
    printf 'one `.gz`: convostat, 2 workers\t%s\n' "$(convostat "$directory/one" "$scratch/out-gz" 2)"
    printf 'one `.gz`: `gzip -dc` to nowhere\t%s\n' "$(quoted gzip -dc "$directory/one/dump.ndjson.gz")"
    printf 'one `.gz`: `gzip -dc` into a pipe that is read\t%s\n' \
      "$(quoted bash -c 'gzip -dc "$1" | cat > /dev/null' gzip "$directory/one/dump.ndjson.gz")"
  } | python3 "$here/measure.py" peers "$rounds"
  echo
  {
    printf 'eight `.gz`: convostat, 2 workers\t%s\n' "$(convostat "$directory/eight" "$scratch/out-gz8" 2)"
    printf 'eight `.gz`: convostat, 1 worker\t%s\n' "$(convostat "$directory/eight" "$scratch/out-gz8" 1)"
    printf 'eight `.gz`: `gzip -dc` to nowhere, two at once\t%s\n' \
      "$(quoted bash -c 'printf "%s\0" "$@" | xargs -0 -n 1 -P 2 gzip -dc > /dev/null' gzip "$directory"/eight/*.gz)"
  } | python3 "$here/measure.py" peers "$rounds"
  same_as_plain "$plain" "$scratch/out-gz" "$scratch/out-gz8"
}

# Compressed input must result in the same tables as plain input, byte for byte.
same_as_plain() { # DUMP OUT...
  local out table
  bash -c "$(convostat "$1" "$scratch/out-plain" 2)"
  shift
  for out in "$@"; do
    for table in conversations by_queue by_agent by_day roles summary; do
      cmp "$scratch/out-plain/$table.csv" "$out/$table.csv"
    done
  done
  say "the same tables as from the plain dump, byte for byte"
}
