# The mode `allocations`: how many allocations a record costs in steady state, counted. Read by `run`.
# shellcheck shell=bash disable=SC2154 # `run` sets what stands here without a beginning

# Two dumps of one seed, of which the smaller is the beginning of the larger: what both need falls out.
allocations() {
  local shape workers size directory
  local small=$((conversations / 10)) large=$((conversations / 5))
  if ! clang -O2 -shared -fPIC "$here/allocations.c" -o "$build/allocations.so" 2> "$scratch/allocations.log"; then
    echo "- missing: allocations are counted only where the C library is GNU's"
    return 0
  fi
  printf 'From %s to %s conversations:\n\n' "$small" "$large"
  echo '| form | workers | more records | more allocations | allocations per record | bytes per allocation |'
  echo '|---|---|---|---|---|---|'
  for shape in ${form:-time-ordered grouped pages chatwoot chatwoot-pages}; do
    for workers in 1 2; do
      for size in "$small" "$large"; do
        directory=$(dump_of "$shape" "$size")
        ALLOCATIONS=$scratch/allocations LD_PRELOAD=$build/allocations.so \
          "$binary" summarize "$directory" --out "$scratch/out-allocations" --jobs "$workers" --quiet --json |
          python3 -c 'import json, sys
counts = json.load(sys.stdin)["counts"]
print(counts["records"] + counts["elements"], end=" ")'
        cat "$scratch/allocations"
      done | awk -v form="$shape" -v workers="$workers" '
        { records = $1 - records; calls = $2 - calls; bytes = $3 - bytes }
        END { printf "| %s | %d | %d | %d | %.5f | %.0f |\n", form, workers, records, calls, calls / records, calls ? bytes / calls : 0 }'
    done
  done
}
