# The mode `ledger`: facts, and a ledger of 365 nights of which a tenth overlaps, compared with the dump. Read by `run`.
# shellcheck shell=bash disable=SC2154 # `run` sets the undefined variables

ledger() {
  local plain workers night nights=$scratch/nights ledger=$scratch/ledger table
  plain=$(dump_of time-ordered "$conversations")
  python3 "$here/nights.py" "$plain" "$nights" 365
  for night in "$nights"/*; do "$binary" facts "$night" --ledger "$ledger" --quiet; done
  rm -r "$nights"
  "$binary" facts "$plain" --out "$scratch/facts.ndjson" --quiet
  printf '%s conversations, %s MB, medians of %s rounds. Facts %s MB, ledger %s MB:\n' "$conversations" \
    "$(($(bytes_of "$plain") / 1000000))" "$rounds" "$(($(wc -c < "$scratch/facts.ndjson") / 1000000))" \
    "$(($(bytes_of "$ledger") / 1000000))"
  for workers in 1 2; do
    echo
    {
      printf '`summarize` of the dump, workers: %s\t%s\n' "$workers" \
        "$(convostat "$plain" "$scratch/out-dump" "$workers")"
      printf '`facts` of the dump, workers: %s\t%s\n' "$workers" \
        "$(quoted "$binary" facts "$plain" --out "$scratch/facts-again" --jobs "$workers" --quiet)"
      printf '`summarize` of the facts, workers: %s\t%s\n' "$workers" \
        "$(convostat "$scratch/facts.ndjson" "$scratch/out-facts" "$workers")"
      printf '`summarize` of the ledger, workers: %s\t%s\n' "$workers" \
        "$(convostat "$ledger" "$scratch/out-ledger" "$workers")"
    } | python3 "$here/measure.py" peers "$rounds"
  done
  for table in conversations by_queue by_agent by_day roles summary; do
    cmp "$scratch/out-dump/$table.csv" "$scratch/out-facts/$table.csv"
    cmp "$scratch/out-dump/$table.csv" "$scratch/out-ledger/$table.csv"
  done
}
