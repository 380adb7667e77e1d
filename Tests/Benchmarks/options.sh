# The mode `options`: a run with all options, compared with a plain one. Read by `run`.
# shellcheck shell=bash disable=SC2154 # `run` sets the undefined variables

options() {
  local directory workers hours=$scratch/hours.json
  directory=$(dump_of "${form:-chatwoot}" "$conversations")
  cat > "$hours" << 'END'
{"timezone": "Europe/Berlin", "holidays": ["2026-01-01"],
 "week": {"mon": [["09:00", "17:00"]], "tue": [["09:00", "17:00"]], "wed": [["09:00", "17:00"]],
          "thu": [["09:00", "12:00"], ["13:00", "17:00"]], "fri": [["09:00", "17:00"]], "sat": [["22:00", "06:00"]]}}
END
  local everything=(--by queue,day --timezone Europe/Berlin --hours "$hours" --within 30s,1m,5m --responses
    --buckets default --attributes --max-groups 100000 --since 2020-01-01 --anchor conversation
    --where 'queue!=none' --first-response-from conversation)
  printf '%s conversations, %s MB, %s, medians of %s rounds. Everything: `%s`\n' "$conversations" \
    "$(($(bytes_of "$directory") / 1000000))" "${form:-chatwoot}" "$rounds" \
    "$(printf '%s ' "${everything[@]/$hours/hours.json}" | sed 's/ $//')"
  for workers in 1 2; do
    echo
    {
      printf 'everything, workers: %s\t%s %s\n' "$workers" \
        "$(convostat "$directory" "$scratch/out-everything" "$workers")" "$(quoted "${everything[@]}")"
      printf 'plain, workers: %s\t%s\n' "$workers" "$(convostat "$directory" "$scratch/out-plain" "$workers")"
    } | python3 "$here/measure.py" peers "$rounds"
  done
}
