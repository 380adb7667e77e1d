"""A run warns of exactly those cells that LibreOffice changes when it opens a CSV file."""

import csv
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import warnings

import openpyxl

ENGLISH, GERMAN = 1033, 1031


def candidates(path, language):
    """Returns the texts of the file, and texts composed of their pieces."""
    with open(path, encoding="utf-8") as file:
        texts = [line.rstrip("\n") for line in file]
    pieces = re.findall(r"\d+|[^\W\d]+|\W", " ".join(texts))
    dice = random.Random(language)
    made = {"".join(dice.choices(pieces, k=dice.randint(1, 5))) for _ in range(500)}
    # Whether 29 February is a date depends on the year in which the test runs.
    fit = lambda some: [text for text in dict.fromkeys(some) if text.strip() and "29" not in text]
    return fit(texts), fit(sorted(made - set(texts)))


def warned(command, texts, dialect):
    """Returns the warning of a run for each text: a column for each, so that the warning distinguishes them."""
    directory = tempfile.mkdtemp()
    dump = os.path.join(directory, "in.ndjson")
    keys = [f"k{number}" for number in range(len(texts))]
    with open(dump, "w", encoding="utf-8") as file:
        file.write(json.dumps({"id": "C", "customer": {}, "metadata": dict(zip(keys, texts))}) + "\n")
    options = [f"--metadata={key}" for key in keys]
    line = subprocess.run(
        [command, "summarize", dump, "--out", os.path.join(directory, "out"), "--csv-text", "raw", "--dialect", dialect,
         "--json", "--quiet"] + options, check=True, capture_output=True, text=True).stdout
    found = {}
    for warning in json.loads(line)["warnings"]:
        for number, kind in re.findall(r"metadata\.k(\d+) \(([^:]*): 1, such as", warning):
            found[int(number)] = kind
    return [found.get(number) for number in range(len(texts))]


def opened(texts, separator, language):
    """Returns each text as LibreOffice reads it."""
    directory = tempfile.mkdtemp()
    path = os.path.join(directory, "t.csv")
    with open(path, "w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file, delimiter=separator, lineterminator="\r\n").writerows([text, "x"] for text in texts)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{directory}/profile", "--headless", "--convert-to", "xlsx", "--outdir",
         directory, f"--infilter=CSV:{ord(separator)},34,76,1,,{language},false,true", path],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(os.path.join(directory, "t.xlsx")).active
    return [sheet.cell(number + 1, 1) for number in range(len(texts))]


def is_same(text, cell, point):
    """Returns true if the cell still shows the text: it is the text, or a number with that spelling."""
    if cell.data_type == "s":
        return cell.value == text
    digits = re.sub(r"\D", "", text)
    plain = re.fullmatch(rf"-?(0|[1-9]\d*)({re.escape(point)}\d*[1-9])?", text)
    return cell.data_type == "n" and plain is not None and len(digits) <= 15 and text != "-0"


command, path, dialect = sys.argv[1:]
separator, language, point = (",", ENGLISH, ".") if dialect == "excel" else (";", GERMAN, ",")
known, made = candidates(path, language)
texts = known + made
cells = opened(texts, separator, language)
wrong = []
for text, kind, cell in zip(texts, warned(command, texts, dialect), cells, strict=True):
    changed = not is_same(text, cell, point)
    if changed != (kind is not None):
        wrong.append((text, kind, cell.data_type, str(cell.value)))
assert not [text for text in wrong if text[0] in known], (dialect, wrong)
# LibreOffice takes a few texts that nobody writes, such as 2026- %, for numbers.
assert len(wrong) <= len(made) // 100, (dialect, len(made), wrong)
assert sum(not is_same(text, cell, point) for text, cell in zip(texts, cells)) > 100
