"""The tables of a run as Python's csv reads them, each cell as the value that it represents.

All checks compare with these. A check is `python CHECK.py DIRECTORY...` and fails with what differs.
"""

import csv
import datetime
import decimal
import json
import os
import re
import sys

csv.field_size_limit(1 << 30)
GUARD = re.compile("(?:^|(?<=[;,\t\r\n]))'(?='*[=+\\-@＝＋－＠])|^'(?='*[\t\r\n])")


def package(directory):
    with open(os.path.join(directory, "datapackage.json"), encoding="utf-8") as file:
        return json.load(file)


def resources(directory):
    return {resource["name"]: resource for resource in package(directory)["resources"]}


def paths(directory, resource):
    path = resource["path"]
    return [os.path.join(directory, name) for name in ([path] if isinstance(path, str) else path)]


def value(text, field):
    """Returns the value of a cell's text; None for an empty cell."""
    if text == "":
        return None
    kind = field["type"]
    if kind == "string":
        return GUARD.sub("", text)
    if kind == "integer":
        return int(text)
    if kind == "boolean":
        return {"0": False, "1": True}[text]
    if kind == "number":
        return decimal.Decimal(text.replace(field.get("decimalChar", "."), "."))
    if field["format"] == "default":
        if text.endswith("Z"):
            return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
        moment = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z")
        return moment.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    return datetime.datetime.strptime(text, field["format"])


def rows(directory, name):
    """Returns the header as text and the rows as values."""
    resource = resources(directory)[name]
    fields = resource["schema"]["fields"]
    dialect = resource["dialect"]
    table = []
    for path in paths(directory, resource):
        with open(path, encoding=resource["encoding"], newline="") as file:
            lines = list(csv.reader(file, delimiter=dialect["delimiter"], strict=True))
        assert lines[0] == [field["name"] for field in fields], (path, lines[0])
        table += [[value(text, field) for text, field in zip(line, fields, strict=True)] for line in lines[1:]]
    return [field["name"] for field in fields], table


def same(expected, got, where):
    if expected != got:
        sys.exit(f"{where}\nexpected {expected!r}\ngot      {got!r}")


def same_table(expected, got, where):
    """Compares row by row, so that a difference is small enough to read."""
    same(len(expected), len(got), f"{where}: rows")
    for number, (left, right) in enumerate(zip(expected, got)):
        same(left, right, f"{where}: row {number + 1}")


def unescaped(text):
    """Decodes `_xHHHH_`, the escape of a workbook for characters that XML does not allow; openpyxl leaves it to its caller."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
