"""Folds the call chains of allocations, and prints a Markdown table of allocations per 1,000 records by stage and file.

callers.py BINARY SYMBOLIZER   reads lines FORM <tab> RECORDS <tab> FILE <tab> FILE: by how many records the second
                               run was larger than the first, and a file of chains of each
"""

import sys
from collections import defaultdict

import chains


def main():
    binary, symbolizer = sys.argv[1:]
    forms, columns = [], []
    for line in sys.stdin:
        form, records, smaller, larger = line.rstrip("\n").split("\t")
        calls = defaultdict(float)
        for path, sign in ((smaller, -1), (larger, 1)):
            for weight, _, frames in chains.named(path, binary, symbolizer):
                part = chains.file_of(frames[0]) if frames else "outside the sources"
                calls[chains.stage_of(frames), part] += sign * weight * 1000 / int(records)
        forms.append(form)
        columns.append(calls)
    # The sample is small: a part below a quarter is only one or two allocations.
    chains.table(forms, columns, 2, least=0.25)


main()
