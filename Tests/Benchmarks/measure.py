"""Times commands in turn, and prints a Markdown table.

measure.py peers ROUNDS        reads lines NAME <tab> COMMAND; the first is the one that the others are held against
measure.py start ROUNDS        the same, for what takes milliseconds
measure.py scaling ROUNDS      reads lines FORM <tab> SIZE <tab> WORKERS <tab> MESSAGES <tab> BYTES <tab> COMMAND

Each command runs once before the rounds and once in each round. Figures are medians of the rounds; ratios are
computed round by round, then the median is taken. Peak memory is that of the process with its page cache mappings.
"""

import os
import shlex
import subprocess
import sys
import time
from statistics import median


def run(command):
    """Runs a command; returns wall and processor seconds, and peak memory in bytes."""
    with open(os.devnull, "w") as nowhere:
        start = time.monotonic()
        process = subprocess.Popen(shlex.split(command), stdin=subprocess.DEVNULL, stdout=nowhere, stderr=subprocess.PIPE)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command}: status {process.returncode}\n{errors.decode(errors='replace')[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit


def measure(commands, rounds):
    """Returns the list of rounds for each command."""
    results = [[] for _ in commands]
    for number in range(rounds + 1):
        for result, command in zip(results, commands):
            figures = run(command)
            if number > 0:
                result.append(figures)
        print(f"round {number} of {rounds}" if number else "warm-up", file=sys.stderr)
    return results


def middle(result, figure):
    return median(row[figure] for row in result)


def ratio(one, other):
    """Returns the median of the ratios of wall times, round by round."""
    return median(a[0] / b[0] for a, b in zip(one, other))


def spread(result):
    walls = [row[0] for row in result]
    return f"{min(walls):.2f} to {max(walls):.2f}"


def peers(lines, rounds):
    names, commands = zip(*lines)
    results = measure(commands, rounds)
    print("| what | wall, median | wall, range | cpu | peak memory | the first one's wall by this one's |")
    print("|---|---|---|---|---|---|")
    for name, result in zip(names, results):
        held = "" if result is results[0] else f"{ratio(results[0], result):.3f}"
        print(f"| {name} | {middle(result, 0):.2f} s | {spread(result)} s | {middle(result, 1):.2f} s "
              f"| {middle(result, 2) / 1e6:.0f} MB | {held} |")


def start(lines, rounds):
    results = measure([command for _, command in lines], rounds)
    print("| what | wall, median | wall, least | peak memory |")
    print("|---|---|---|---|")
    for (name, _), result in zip(lines, results):
        print(f"| {name} | {middle(result, 0) * 1000:.1f} ms | {min(row[0] for row in result) * 1000:.1f} ms "
              f"| {middle(result, 2) / 1e6:.0f} MB |")


def scaling(lines, rounds):
    results = measure([line[-1] for line in lines], rounds)
    one_worker = {(form, size): result for (form, size, workers, *_), result in zip(lines, results) if workers == "1"}
    smaller = {}
    print("| form | conversations | MB | workers | wall, median | MB/s | ns per message | cpu | peak memory | times one worker's speed | times the smaller size's wall |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for (form, size, workers, messages, size_in_bytes, _), result in zip(lines, results):
        wall = middle(result, 0)
        speedup = "" if workers == "1" else f"{ratio(one_worker[form, size], result):.2f}"
        growth = f"{ratio(result, smaller[form, workers]):.1f}" if (form, workers) in smaller else ""
        smaller[form, workers] = result
        print(f"| {form} | {int(size):,} | {int(size_in_bytes) / 1e6:.0f} | {workers} | {wall:.2f} s "
              f"| {int(size_in_bytes) / 1e6 / wall:.0f} | {wall * 1e9 / int(messages):.0f} | {middle(result, 1):.2f} s "
              f"| {middle(result, 2) / 1e6:.0f} MB | {speedup} | {growth} |")


def main():
    lines = [line.rstrip("\n").split("\t") for line in sys.stdin]
    {"peers": peers, "start": start, "scaling": scaling}[sys.argv[1]](lines, int(sys.argv[2]))


main()
