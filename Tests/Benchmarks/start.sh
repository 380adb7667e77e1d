# The mode `start`: the cost of a run with almost nothing to do. Read by `run`.
# shellcheck shell=bash disable=SC2154 # `run` sets the undefined variables

starting() {
  local many=$((rounds * 5))
  printf 'Medians of %s rounds:\n\n' "$many"
  {
    printf '`convostat --version`\t%s\n' "$(quoted "$binary" --version)"
    printf '`convostat summarize samples`\t%s\n' "$(convostat "$package/samples" "$scratch/out-start" 2)"
    printf 'a program that does nothing (`true`)\ttrue\n'
  } | python3 "$here/measure.py" start "$many"
}
