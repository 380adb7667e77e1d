# The mode `allocations`: how many allocations a record costs in steady state, counted. Read by `run`.
# shellcheck shell=bash disable=SC2154 # `run` sets the undefined variables

# Two dumps of one seed, the smaller being the beginning of the larger: common costs cancel out.
allocations() {
  local shape workers size symbolizer small=$((conversations / 10)) large=$((conversations / 5))
  if ! clang -O2 -shared -fPIC "$here/allocations.c" -o "$build/allocations.so" 2> "$scratch/allocations.log"; then
    echo "- missing: allocations are counted only where the C library is GNU's"
    return 0
  fi
  printf 'From %s to %s conversations:\n\n' "$small" "$large"
  echo '| form | workers | more records | more allocations | allocations per record | bytes per allocation |'
  echo '|---|---|---|---|---|---|'
  for shape in ${form:-time-ordered grouped pages chatwoot chatwoot-pages}; do
    for workers in 2 1; do
      for size in "$small" "$large"; do allocations_of "$shape" "$size" "$workers"; done |
        awk -v form="$shape" -v workers="$workers" '
          { records = $1 - records; calls = $2 - calls; bytes = $3 - bytes }
          END {
            printf "| %s | %d | %d | %d | %.5f | %.0f |\n", form, workers, records, calls, calls / records, calls ? bytes / calls : 0
            print records > "'"$scratch/records-$shape"'"
          }'
    done
  done
  symbolizer=$(command -v llvm-symbolizer || true)
  if [ -z "$symbolizer" ]; then
    printf '\n- missing: the callers need llvm-symbolizer\n'
    return 0
  fi
  printf '\nAllocations per 1,000 records by caller, one worker (every 61st looked at):\n\n'
  for shape in ${form:-time-ordered grouped pages chatwoot chatwoot-pages}; do
    printf '%s\t%s\t%s\t%s\n' "$shape" "$(cat "$scratch/records-$shape")" "$scratch/chains-$shape-$small" "$scratch/chains-$shape-$large"
  done | python3 "$here/callers.py" "$binary" "$symbolizer"
}

# Prints the records of a run, its allocations and their bytes; leaves the call chains of the last run.
allocations_of() { # FORM CONVERSATIONS WORKERS
  local directory
  directory=$(dump_of "$1" "$2")
  ALLOCATIONS=$scratch/allocations ALLOCATION_CHAINS=$scratch/chains-$1-$2 LD_PRELOAD=$build/allocations.so \
    "$binary" summarize "$directory" --out "$scratch/out-allocations" --jobs "$3" --quiet --json |
    python3 -c 'import json, sys
counts = json.load(sys.stdin)["counts"]
print(counts["records"] + counts["elements"], end=" ")'
  cat "$scratch/allocations"
}
