"""Call chains of a program, as `perf script -F period,ip,sym,dso` prints them: parsed, symbolised, and assigned to a stage.

A chain belongs to the outermost of its frames that is a stage's. Inlined functions count as frames.
"""

import json
import os
import re
import subprocess

START = "start, sync, rename, end"
FRAME = re.compile(r"^\s+([0-9a-f]+) (.*?) \((.*)\)$")
# Outermost files that are not a stage.
BETWEEN = {"main", "Summarize", "Pipeline", "Workers", "RunAccount"}
# The stage of a directory, if no file of it has its own.
ROOMS = {
    "Ingest": "read", "JSON": "read", "Records": "read", "Conversations": "join", "Metrics": "measure",
    "Summaries": "measure", "Output": START,
}
STAGES = ["read", "join", "measure", "tables", START]


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
    """Returns the frames of each address, innermost first: (function, path in Sources)."""
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
        if name in ("Summaries+Tables", "DistributionTable"):
            return "tables"
        if name == "MeasureStage":
            return "join" if "6latest" in function or "13latest" in function else "measure"
        for room, stage in ROOMS.items():
            if f"/{room}/" in path:
                return stage
    return START


def named(path, binary, symbolizer):
    """The chains of a file with their frames in the sources: (weight, chain, frames), innermost first."""
    name = os.path.basename(binary)
    chains = list(samples(path))
    # A caller is recorded by the address after the call.
    own = [[a - (place > 0) for place, (a, _, o) in enumerate(chain) if o == name] for _, chain in chains]
    places = symbolize(binary, symbolizer, {address for addresses in own for address in addresses})
    for (weight, chain), addresses in zip(chains, own):
        yield weight, chain, [frame for address in addresses for frame in places.get(address, [])]


def file_of(frame):
    """The name of a frame's source file."""
    return os.path.splitext(os.path.basename(frame[1]))[0]


def table(forms, columns, digits, least=0.01):
    """Prints figures by (stage, part), a column for each form; parts below the share `least` are merged."""
    print(f"| stage | part | {' | '.join(forms)} |")
    print("|---|---|" + "---|" * len(forms))
    totals = [sum(column.values()) for column in columns]
    for stage in STAGES:
        keys = {key for column in columns for key in column if key[0] == stage}
        large = {k for k in keys if any(c.get(k, 0) > least * t for c, t in zip(columns, totals))}
        rows = [(f"**{stage}**", "**all**", [sum(c.get(k, 0) for k in keys) for c in columns])]
        rows += sorted(((stage, key[1], [c.get(key, 0) for c in columns]) for key in large), key=lambda row: -sum(row[2]))
        if large and keys - large:
            rest = [sum(c.get(k, 0) for k in keys - large) for c in columns]
            rows.append((stage, f"rest, in {len(keys - large)} parts below {least:.0%}", rest))
        for first, part, figures in rows:
            print(f"| {first} | {part} | {' | '.join(f'{figure:.{digits}f}' for figure in figures)} |")
    print(f"| **all** | | {' | '.join(f'{total:.{digits}f}' for total in totals)} |")
