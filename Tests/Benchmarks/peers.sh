# The mode `peers`: convostat and every installed peer in turn, once their numbers agree. Read by `run`.
# shellcheck shell=bash disable=SC2154 # `run` sets the undefined variables

# Reports that a peer cannot run, now and below the table.
missing() { # PEER WHY
  say "missing: $(title_of "$1"): $2"
  printf -- '- missing: %s: %s\n' "$(title_of "$1")" "$2" >> "$scratch/missing"
}

# The names of the peers that can run here.
installed_peers() {
  local peer python_package
  for peer in $only; do
    [ "$peer" != limit ] || continue
    case $peer in duck) python_package=duckdb ;; pol) python_package=polars ;; ch) python_package=chdb ;; *) python_package=orjson ;; esac
    if [ ! -f "$peers/$peer.py" ]; then
      missing "$peer" "there is no $peer.py where the peers should be"
    elif ! "$python" -c "import $python_package" 2> /dev/null; then
      missing "$peer" "no Python package $python_package (--install installs it)"
    else
      echo "$peer"
    fi
  done
  case " $only " in *" limit "*) ;; *) return 0 ;; esac
  if [ ! -f "$peers/limit.cpp" ]; then
    missing limit "there is no limit.cpp where the peers should be"
  elif ! g++ -O3 -march=native -std=c++20 "$peers/limit.cpp" -lsimdjson -lpthread -o "$build/limit" 2> "$scratch/limit.log"; then
    missing limit "it needs g++ and libsimdjson-dev"
  else
    echo limit
  fi
}

title_of() { # PEER
  local version='import sys, importlib.metadata as m; print("", m.version(sys.argv[1]), end="")'
  case $1 in
    duck) echo "DuckDB$("$python" -c "$version" duckdb 2> /dev/null)" ;;
    pol) echo "Polars$("$python" -c "$version" polars 2> /dev/null)" ;;
    ch) echo "ClickHouse (chDB$("$python" -c "$version" chdb 2> /dev/null))" ;;
    pyloop) echo "orjson$("$python" -c "$version" orjson 2> /dev/null) script" ;;
    limit) echo "C++ on simdjson, 2 threads" ;;
  esac
}

peer() { # PEER DUMP OUT
  if [ "$1" = limit ]; then
    quoted "$build/limit" "$2" "$3" 2
  else
    quoted "$python" "$peers/$1.py" "$2" "$3"
  fi
}

# Runs convostat and the peers on a dump, and compares their tables with ours.
agree() { # DUMP all|counts
  local name
  rm -rf "$scratch/out"
  mkdir -p "$scratch/out/convostat"
  bash -c "$(convostat "$1" "$scratch/out/convostat" 2)"
  for name in $names; do
    mkdir "$scratch/out/$name"
    bash -c "$(peer "$name" "$1" "$scratch/out/$name")" > /dev/null
    python3 "$here/agree.py" "$name" "$scratch/out/convostat" "$scratch/out/$name" "$2" >&2
  done
}

peers_in_turn() {
  local directory name
  python=python3
  if [ -n "$install" ]; then
    python3 -m venv "$build/venv"
    "$build/venv/bin/pip" install --quiet duckdb==2.0.0 polars==2.1.0 chdb==4.4.0 orjson==3.13.0
  fi
  if [ -x "$build/venv/bin/python" ]; then python=$build/venv/bin/python; fi
  export POLARS_MAX_THREADS=2
  names=""
  if [ -d "$peers" ]; then
    peers=$(cd "$peers" && pwd)
    names=$(installed_peers)
  else
    say "skipped: all peers, there is no $peers"
    echo "- skipped: all peers, their scripts are not there (--peers)" > "$scratch/missing"
  fi
  if [ -n "$names" ]; then
    say "do their numbers agree? All common columns, on a dump without bots, late messages and wrong clocks:"
    directory=$(dump_of plain 5000)
    agree "$directory" all
  fi
  directory=$(dump_of "${form:-time-ordered}" "$conversations")
  if [ -n "$names" ]; then
    say "and the counts of messages, on the dump that is measured:"
    agree "$directory" counts
  fi
  mkdir -p "$scratch/out/convostat"
  printf '%s conversations, %s messages, %s MB, %s, medians of %s rounds:\n\n' "$conversations" \
    "$(wc -l < "$directory/messages.ndjson" | tr -d ' ')" "$(($(bytes_of "$directory") / 1000000))" \
    "${form:-time-ordered}" "$rounds"
  {
    printf 'convostat, 2 workers\t%s\n' "$(convostat "$directory" "$scratch/out/convostat" 2)"
    for name in $names; do
      printf '%s\t%s\n' "$(title_of "$name")" "$(peer "$name" "$directory" "$scratch/out/$name")"
    done
    printf 'reading alone (cat)\t%s\n' "$(quoted bash -c 'cat "$@" > /dev/null' cat "$directory"/conversations.ndjson "$directory"/messages.ndjson)"
  } | python3 "$here/measure.py" peers "$rounds"
  if [ -s "$scratch/missing" ]; then
    echo
    cat "$scratch/missing"
  fi
}
