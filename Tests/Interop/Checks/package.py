"""`frictionless validate` passes on what a run writes, and fails when a cell of any type is broken."""

import csv
import os
import shutil
import sys
import tempfile

import frictionless
import tables


def errors(directory):
    report = frictionless.validate(os.path.join(directory, "datapackage.json"))
    return [error for task in report.tasks for error in task.errors] + report.errors


def broken(directory, name, change):
    """Returns the errors after `change` of the lines of a table."""
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(directory, copy, dirs_exist_ok=True)
        path = os.path.join(copy, name + ".csv")
        with open(path, encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        change(lines)
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(lines)
        return [error.type for error in errors(copy)]


for directory in sys.argv[1:]:
    found = errors(directory)
    if found:
        sys.exit(f"{directory}: {found}")

plain = sys.argv[1]
for name, resource in tables.resources(plain).items():
    wrong = {"integer": ["x", "-1", "1.5"], "number": ["x"], "datetime": ["2026-13-01T00:00:00Z"], "boolean": ["2"]}
    for kind, cells in wrong.items():
        places = [i for i, field in enumerate(resource["schema"]["fields"]) if field["type"] == kind]
        for cell in cells if places else []:
            def change(lines):
                lines[1][places[0]] = cell
            assert broken(plain, name, change), f"{name}: {kind} {cell} passed"
    if "primaryKey" in resource["schema"]:
        tables.same(["primary-key"], broken(plain, name, lambda lines: lines.append(lines[1])), f"{name}: row twice")
