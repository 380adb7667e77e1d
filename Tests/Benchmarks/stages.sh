# The mode `stages`: where the time goes, stage by stage, and part by part if `perf` is available. Read by `run`.
# shellcheck shell=bash disable=SC2154 # `run` sets the undefined variables

stages() {
  local shape directory workers messages form_messages=()
  printf '%s conversations, medians of %s rounds:\n\n' "$conversations" "$rounds"
  for shape in ${form:-time-ordered grouped pages chatwoot}; do
    directory=$(dump_of "$shape" "$conversations")
    messages=$(messages_of "$directory")
    form_messages+=("$shape=$messages")
    for workers in 1 2; do
      printf '%s\t%s\t%s\t%s\t%s --json\n' "$shape" "$workers" "$messages" "$(bytes_of "$directory")" \
        "$(convostat "$directory" "$scratch/out-stages" "$workers")"
    done
  done > "$scratch/commands"
  python3 "$here/stages.py" "$rounds" < "$scratch/commands"
  profile "${form_messages[@]}"
}

# Folds a sampled profile of two workers by stage and source file; three runs, since a run is short.
profile() { # FORM=MESSAGES...
  local pair shape number symbolizer
  symbolizer=$(command -v llvm-symbolizer || true)
  if ! command -v perf > /dev/null || [ -z "$symbolizer" ]; then
    printf '\n- missing: the profile by parts needs perf and llvm-symbolizer\n'
    return 0
  fi
  for pair in "$@"; do
    shape=${pair%=*}
    for number in 1 2 3; do
      if ! perf record --quiet -e cpu-clock -F 4999 --call-graph fp -o "$scratch/perf.data" -- \
        "$binary" summarize "$(dump_of "$shape" "$conversations")" --out "$scratch/out-stages" --jobs 2 --quiet \
        > "$scratch/perf.log" 2>&1; then
        printf '\n- missing: the profile by parts: perf may not record here\n'
        return 0
      fi
      perf script -i "$scratch/perf.data" -F period,ip,sym,dso 2> /dev/null
    done > "$scratch/profile-$shape"
  done
  printf '\nProcessor time of two workers by part, in ns per message (sampled, three runs):\n\n'
  for pair in "$@"; do printf '%s\t%s\t%s\n' "${pair%=*}" "${pair#*=}" "$scratch/profile-${pair%=*}"; done |
    python3 "$here/profile.py" "$binary" "$symbolizer" 3
}
