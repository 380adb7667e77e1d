"""Times the stages of runs in turn, and prints a Markdown table.

stages.py ROUNDS   reads lines FORM <tab> WORKERS <tab> MESSAGES <tab> BYTES <tab> COMMAND, which prints run.json as a line

The stages' times are those that the run itself gives as `stages_s`. What the process took beyond them is its start,
the syncing and renaming of its outputs, and its end.
"""

import json
import shlex
import subprocess
import sys
import time
from statistics import median

REST = "start, sync, rename, end"


def stages_of(command):
    """Runs a command; seconds by stage."""
    start = time.monotonic()
    done = subprocess.run(shlex.split(command), stdin=subprocess.DEVNULL, capture_output=True)
    wall = time.monotonic() - start
    if done.returncode != 0:
        sys.exit(f"{command}: status {done.returncode}\n{done.stderr.decode(errors='replace')[-2000:]}")
    stages = json.loads(done.stdout)["stages_s"]
    return stages | {REST: wall - sum(stages.values()), "**all**": wall}


def main():
    rounds = int(sys.argv[1])
    lines = [line.rstrip("\n").split("\t") for line in sys.stdin]
    results = [[] for _ in lines]
    for number in range(rounds + 1):
        for line, result in zip(lines, results):
            stages = stages_of(line[-1])
            if number > 0:
                result.append(stages)
        print(f"round {number} of {rounds}" if number else "warm-up", file=sys.stderr)
    print("| form | stage | 1 worker | ns per byte | ns per message | 2 workers | ns per byte | ns per message | times faster |")
    print("|---|---|---|---|---|---|---|---|---|")
    for one, two in zip(range(0, len(lines), 2), range(1, len(lines), 2)):
        form, _, messages, size, _ = lines[one]
        for stage in results[one][0]:
            cells = []
            for result in (results[one], results[two]):
                wall = median(row[stage] for row in result)
                cells += [f"{wall * 1000:.0f} ms", f"{wall * 1e9 / int(size):.3f}", f"{wall * 1e9 / int(messages):.0f}"]
            faster = median(a[stage] / b[stage] if b[stage] else 1 for a, b in zip(results[one], results[two]))
            print(f"| {form} | {stage} | {' | '.join(cells)} | {faster:.2f} |")


main()
