"""Writes the records of a dump as arrays: reform.py DUMP OUT arrays|pretty, each file on one line or pretty-printed."""

import json
import os
import sys


def main():
    source, out, form = sys.argv[1:4]
    for name in os.listdir(source):
        with open(f"{source}/{name}", encoding="utf-8") as file:
            records = [line.rstrip("\n") for line in file]
        if form == "pretty":
            records = [json.dumps(json.loads(record), ensure_ascii=False, indent=2) for record in records]
        comma, end = (",\n", "\n") if form == "pretty" else (",", "")
        with open(f"{out}/{name.replace('.ndjson', '.json')}", "w", encoding="utf-8") as file:
            file.write("[" + end + comma.join(records) + end + "]\n")


main()
