# The mode `scaling`: convostat alone, over forms, workers and sizes. Read by `run`.
# shellcheck shell=bash disable=SC2154 # `run` sets the undefined variables

scaling() {
  local shape size workers directory messages first=yes
  for shape in ${form:-time-ordered grouped pages arrays pretty chatwoot chatwoot-pages}; do
    for size in $((conversations / 10)) "$conversations" ${large:+$((conversations * 10))}; do
      directory=$(dump_of "$shape" "$size")
      messages=$(messages_of "$directory")
      for workers in 1 2; do
        printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$shape" "$size" "$workers" "$messages" "$(bytes_of "$directory")" \
          "$(convostat "$directory" "$scratch/tables-$shape-$size" "$workers")"
      done
    done > "$scratch/commands"
    # The table's head once.
    python3 "$here/measure.py" scaling "$rounds" < "$scratch/commands" | if [ -n "$first" ]; then cat; else tail -n +3; fi
    first=""
    same_tables "$shape"
    case $dump in "$scratch"/*) rm -rf "${dump:?}"/* ;; esac
  done
}

# The same conversations in another order or in pages must result in the same tables, byte for byte.
same_tables() { # FORM
  local size table first
  case $1 in grouped | pages | arrays | pretty) first=time-ordered ;; chatwoot-pages) first=chatwoot ;; *) return 0 ;; esac
  for size in $((conversations / 10)) "$conversations" ${large:+$((conversations * 10))}; do
    [ -d "$scratch/tables-$first-$size" ] || return 0
    for table in conversations by_queue by_agent by_day roles summary; do
      cmp "$scratch/tables-$first-$size/$table.csv" "$scratch/tables-$1-$size/$table.csv"
    done
  done
  say "$1: the same tables as $first, byte for byte"
}
