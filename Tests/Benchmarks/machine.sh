# The mode `machine`: what memory, page cache and disk allow at most. Read by `run`.
# shellcheck shell=bash disable=SC2154 # `run` sets the undefined variables

machine() {
  local directory
  directory=$(dump_of "${form:-time-ordered}" "$conversations")
  clang -O2 -pthread "$here/machine.c" -o "$build/machine"
  "$build/machine" "$directory/messages.ndjson" "$scratch" "$rounds"
}
