"""Python's csv reads the same values from every dialect, and each has the marks of its spreadsheet."""

import os
import sys

import tables

plain, excel, semicolon, split = sys.argv[1:]
for name, resource in tables.resources(plain).items():
    columns, expected = tables.rows(plain, name)
    for directory, separator in ((excel, b","), (semicolon, b";")):
        tables.same_table(expected, tables.rows(directory, name)[1], f"{directory}: {name}")
        with open(os.path.join(directory, resource["path"]), "rb") as file:
            content = file.read()
        tables.same(b"\xef\xbb\xbf", content[:3], f"{directory}: {name}: byte-order mark")
        header, rest = content.split(b"\r\n", 1)
        tables.same(len(columns), len(header.split(separator)), f"{directory}: {name}: separator")
        tables.same(b"\r\n", content[-2:], f"{directory}: {name}: end of the last line")
        zoned = [c + " (UTC)" if f["type"] == "datetime" else c for c, f in zip(columns, resource["schema"]["fields"])]
        tables.same(zoned, tables.rows(directory, name)[0], f"{directory}: {name}: header")
    tables.same_table(expected, tables.rows(split, name)[1], f"{split}: {name}")
parts = tables.resources(split)["conversations"]["path"]
assert isinstance(parts, list) and len(parts) > 2, parts
