# The mode `start`: what a run costs that has next to nothing to do. Read by `run`.
# shellcheck shell=bash disable=SC2154 # `run` sets what stands here without a beginning

starting() {
  local many=$((rounds * 5))
  printf 'Medians of %s rounds:\n\n' "$many"
  {
    printf '`convostat --version`\t%s\n' "$(quoted "$binary" --version)"
    printf '`convostat summarize samples`\t%s\n' "$(convostat "$package/samples" "$scratch/out-start" 2)"
    printf 'a program that does nothing (`true`)\ttrue\n'
  } | python3 "$here/measure.py" start "$many"
}
