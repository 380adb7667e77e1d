"""Folds sampled call chains by stage and source file, and prints a Markdown table of processor time per message.

profile.py BINARY SYMBOLIZER RUNS   reads lines FORM <tab> MESSAGES <tab> FILE, a file of `perf script -F period,ip,sym,dso`

A sample belongs to the outermost frame that is a stage's, and there to the innermost frame of the package's sources
(inlined functions count as frames), or to what the kernel, the C library or the Swift runtime did.
"""

import json
import os
import re
import subprocess
import sys
from collections import defaultdict

FRAME = re.compile(r"^\s+([0-9a-f]+) (.*?) \((.*)\)$")
# Files that make no stage of their own, though they stand outermost.
BETWEEN = {"main", "Summarize", "Pipeline", "Workers", "RunAccount"}
# What a file's directory says of the stage, where no file says it.
ROOMS = {
    "Ingest": "read", "JSON": "read", "Records": "read", "Conversations": "join", "Metrics": "measure",
    "Summaries": "measure", "Output": "start, sync, rename, end",
}
KERNEL = [
    ("first touch of pages", ("page_fault",)), ("unmapping", ("munmap", "exit_mmap", "madvise")),
    ("sync", ("fsync", "sync_file_range")), ("writing", ("ksys_write", "pwrite", "vfs_write")),
    ("reading", ("ksys_read", "pread", "vfs_read")), ("starting the program", ("execve", "bprm")),
]
LEAST = 0.01


def samples(path):
    """The call chains of a file, innermost frame first: (weight, [(address, symbol, object)])."""
    weight, frames = 0, []
    with open(path, errors="replace") as file:
        for line in file:
            frame = FRAME.match(line)
            if frame:
                frames.append((int(frame[1], 16), frame[2], os.path.basename(frame[3])))
            elif line.strip().isdigit():
                weight, frames = int(line), []
            elif not line.strip() and frames:
                yield weight, frames
                frames = []
    if frames:
        yield weight, frames


def symbolize(binary, symbolizer, addresses):
    """For each address its frames, innermost first: (function, path in Sources)."""
    asked = sorted(addresses)
    answer = subprocess.run(
        [symbolizer, f"--obj={binary}", "--output-style=JSON", "--no-demangle"],
        input="\n".join(map(hex, asked)), capture_output=True, text=True, check=True).stdout
    places = {}
    for address, line in zip(asked, answer.splitlines()):
        frames = [(f["FunctionName"], f["FileName"]) for f in json.loads(line).get("Symbol", [])]
        places[address] = [(name, file.split("/Sources/")[1]) for name, file in frames if "/Sources/" in file]
    return places


def stage_of(frames):
    """The stage of a chain of frames of the sources, innermost first."""
    for function, path in reversed(frames):
        name = os.path.splitext(os.path.basename(path))[0]
        if name in BETWEEN or path.startswith("Command/"):
            continue
        if name == "ReadStage":
            return "read"
        if name == "MeasureStage":
            return "tables" if "6tables" in function else "join" if "6latest" in function or "13latest" in function else "measure"
        for room, stage in ROOMS.items():
            if f"/{room}/" in path:
                return stage
    return "start, sync, rename, end"


def part_of(chain, frames):
    """What a sample's innermost frame was busy with."""
    _, symbol, place = chain[0]
    symbols = " ".join(frame[1] for frame in chain if "kernel" in frame[2])
    if "kernel" in place:
        return "kernel: " + next((name for name, words in KERNEL if any(w in symbols for w in words)), "other")
    if "libswiftCore" in place and ("retain" in symbol or "release" in symbol):
        return "reference counts"
    if re.search(r"mem(cpy|move|set|cmp|chr)", symbol):
        return "memory copied, compared, searched"
    if re.search(r"alloc|free|_int_", symbol) and "convostat" not in place:
        return "allocation"
    if frames and "convostat" in place:
        return os.path.splitext(os.path.basename(frames[0][1]))[0]
    return re.sub(r"[-.0-9]*\.so.*", "", place)


def fold(path, binary, symbolizer):
    """Nanoseconds of processor time by (stage, part)."""
    name = os.path.basename(binary)
    chains = list(samples(path))
    # Callers are known by the address behind the call.
    own = [[a - (place > 0) for place, (a, _, o) in enumerate(chain) if o == name] for _, chain in chains]
    places = symbolize(binary, symbolizer, {address for addresses in own for address in addresses})
    times = defaultdict(int)
    for (weight, chain), addresses in zip(chains, own):
        frames = [frame for address in addresses for frame in places.get(address, [])]
        times[stage_of(frames), part_of(chain, frames)] += weight
    return times


def main():
    binary, symbolizer, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    forms, columns = [], []
    for line in sys.stdin:
        form, messages, path = line.rstrip("\n").split("\t")
        forms.append(form)
        times = fold(path, binary, symbolizer)
        columns.append({key: value / runs / int(messages) for key, value in times.items()})
    print(f"| stage | part | {' | '.join(forms)} |")
    print("|---|---|" + "---|" * len(forms))
    totals = [sum(column.values()) for column in columns]
    for stage in ["read", "join", "measure", "tables", "start, sync, rename, end"]:
        keys = {key for column in columns for key in column if key[0] == stage}
        large = {k for k in keys if any(c.get(k, 0) > LEAST * t for c, t in zip(columns, totals))}
        rows = [(f"**{stage}**", "**all**", [sum(c.get(k, 0) for k in keys) for c in columns])]
        rows += sorted(((stage, key[1], [c.get(key, 0) for c in columns]) for key in large), key=lambda row: -sum(row[2]))
        rest = [sum(c.get(k, 0) for k in keys - large) for c in columns]
        if large and keys - large:
            rows.append((stage, f"rest, in {len(keys - large)} parts below {LEAST:.0%}", rest))
        for first, part, figures in rows:
            print(f"| {first} | {part} | {' | '.join(f'{figure:.1f}' for figure in figures)} |")
    print(f"| **all** | | {' | '.join(f'{total:.0f}' for total in totals)} |")


main()
