# The mode `workbook`: a run that writes a workbook, the responses and a report, compared with a plain one. Read by `run`.
# shellcheck shell=bash disable=SC2154 # `run` sets the undefined variables

workbook() {
  local directory workers
  directory=$(dump_of "${form:-time-ordered}" "$conversations")
  printf '%s conversations, %s MB, %s, medians of %s rounds:\n' "$conversations" \
    "$(($(bytes_of "$directory") / 1000000))" "${form:-time-ordered}" "$rounds"
  for workers in 1 2; do
    echo
    {
      printf 'plain, workers: %s\t%s\n' "$workers" "$(convostat "$directory" "$scratch/out-plain" "$workers")"
      printf '`--report`, workers: %s\t%s --report\n' "$workers" \
        "$(convostat "$directory" "$scratch/out-report" "$workers")"
      printf '`--xlsx`, workers: %s\t%s --xlsx\n' "$workers" \
        "$(convostat "$directory" "$scratch/out-xlsx" "$workers")"
      printf '`--xlsx --responses --report`, workers: %s\t%s --xlsx --responses --report\n' "$workers" \
        "$(convostat "$directory" "$scratch/out-all" "$workers")"
    } | python3 "$here/measure.py" peers "$rounds"
  done
  printf '\n| file | MB |\n|---|---|\n'
  printf '| `convostat.xlsx` of `--xlsx` | %s |\n' "$(($(wc -c < "$scratch/out-xlsx/convostat.xlsx") / 1000000))"
  printf '| the same with `--responses` | %s |\n' "$(($(wc -c < "$scratch/out-all/convostat.xlsx") / 1000000))"
}
