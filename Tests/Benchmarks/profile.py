"""Folds sampled call chains by stage and source file, and prints a Markdown table of processor time per message.

profile.py BINARY SYMBOLIZER RUNS   reads lines FORM <tab> MESSAGES <tab> FILE, a file of chains

A part is the innermost frame of the package's sources, or what the kernel, the C library or the Swift runtime did.
"""

import re
import sys
from collections import defaultdict

import chains

KERNEL = [
    ("first touch of pages", ("page_fault",)), ("unmapping", ("munmap", "exit_mmap", "madvise")),
    ("sync", ("fsync", "sync_file_range")), ("writing", ("ksys_write", "pwrite", "vfs_write")),
    ("reading", ("ksys_read", "pread", "vfs_read")), ("starting the program", ("execve", "bprm")),
]


def part_of(chain, frames):
    """Returns the work of a sample's innermost frame."""
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
        return chains.file_of(frames[0])
    return re.sub(r"[-.0-9]*\.so.*", "", place)


def main():
    binary, symbolizer, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    forms, columns = [], []
    for line in sys.stdin:
        form, messages, path = line.rstrip("\n").split("\t")
        times = defaultdict(float)
        for weight, chain, frames in chains.named(path, binary, symbolizer):
            times[chains.stage_of(frames), part_of(chain, frames)] += weight / runs / int(messages)
        forms.append(form)
        columns.append(times)
    chains.table(forms, columns, 1)


main()
