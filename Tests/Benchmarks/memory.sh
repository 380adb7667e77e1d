# The mode `memory`: ten times the dump in bounded memory, compared with the same without a bound. Read by `run`.
# shellcheck shell=bash disable=SC2154 # `run` sets the undefined variables

memory() {
  local directory size=$((conversations * 10)) table
  if ! "$binary" summarize --help | grep -q -- --memory; then
    echo "- missing: this convostat has no --memory"
    return 0
  fi
  directory=$(dump_of "${form:-time-ordered}" "$size")
  mkdir -p "$scratch/spill"
  printf '%s conversations, %s MB, %s, medians of %s rounds:\n\n' "$size" "$(($(bytes_of "$directory") / 1000000))" \
    "${form:-time-ordered}" "$rounds"
  {
    printf '`--memory %s`\t%s %s\n' "$bound" "$(convostat "$directory" "$scratch/out-bounded" 2)" \
      "$(quoted --memory "$bound" --tmp "$scratch/spill")"
    printf 'without a bound\t%s %s\n' "$(convostat "$directory" "$scratch/out-unbounded" 2)" "$(quoted --memory 1T)"
  } | python3 "$here/measure.py" peers "$rounds"
  for table in conversations.csv by_queue.csv by_agent.csv by_day.csv roles.csv summary.csv rejects.ndjson; do
    cmp "$scratch/out-bounded/$table" "$scratch/out-unbounded/$table"
  done
  if [ -n "$(ls -A "$scratch/spill")" ]; then say "left in --tmp: $(ls -A "$scratch/spill")" && exit 1; fi
  printf '\nThe outputs of both are the same, byte for byte, and nothing is left of what was spilled.\n'
}
