"""LibreOffice opens every dialect and the workbook, gives the same cells back, runs no cell as a formula, and prints the
workbook with all its measures and the chart."""

import datetime
import decimal
import os
import re
import subprocess
import sys
import tempfile
import zipfile

import openpyxl
import tables

profile = tempfile.mkdtemp()
ENGLISH, GERMAN = 1033, 1031


def convert(paths, kind, target, infilter=None):
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind,
               "--outdir", target]
    if infilter:
        command.append("--infilter=" + infilter)
    subprocess.run(command + paths, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240)


def opened(directory, names, separator, language, text_columns=None):
    """Returns CSV files as LibreOffice reads them: all columns as it recognises them, or some of them as text."""
    formats = "/".join(f"{c + 1}/2" for c in text_columns or [])
    target = tempfile.mkdtemp()
    convert([os.path.join(directory, name + ".csv") for name in names], "xlsx", target,
            f"CSV:{ord(separator)},34,76,1,{formats},{language},false,true")
    return {name: openpyxl.load_workbook(os.path.join(target, name + ".xlsx")).active for name in names}


def no_formula(sheet, where):
    for line in sheet.iter_rows():
        for cell in line:
            assert cell.data_type not in ("f", "e"), (where, cell.coordinate, cell.value)


def seconds(value):
    return None if value is None else round(decimal.Decimal(repr(float(value))), 4)


def near(expected, got):
    """Returns true if a time came back; a spreadsheet's times are fractions of a day."""
    return expected == got or (expected and got and abs((expected - got).total_seconds()) < 0.0015)


plain, excel, semicolon = sys.argv[1:]
for directory, separator, language in ((plain, ",", ENGLISH), (excel, ",", ENGLISH), (semicolon, ";", GERMAN)):
    resources = tables.resources(directory)
    for name, sheet in opened(directory, list(resources), separator, language).items():
        where = f"{directory}: {name}"
        no_formula(sheet, where)
        fields = resources[name]["schema"]["fields"]
        expected = tables.rows(directory, name)[1]
        got = list(sheet.iter_rows(min_row=2, max_col=len(fields), values_only=True))
        tables.same(len(expected), len(got), f"{where}: rows")
        for number, (left, right) in enumerate(zip(expected, got)):
            for field, wanted, cell in zip(fields, left, right):
                place = f"{where}: row {number + 1}, {field['name']}"
                if field["type"] in ("integer", "number", "boolean"):
                    tables.same(seconds(wanted), seconds(cell), place)
                elif field["type"] == "datetime" and directory != plain:
                    assert near(wanted, cell), (place, wanted, cell)

    names = ["conversations"]
    fields = resources["conversations"]["schema"]["fields"]
    texts = [i for i, field in enumerate(fields) if field["type"] == "string"]
    sheet = opened(directory, names, separator, language, texts)["conversations"]
    no_formula(sheet, directory)
    expected = [[row[i] for i in texts] for row in tables.rows(directory, "conversations")[1]]
    got = [[row[i] for i in texts] for row in sheet.iter_rows(min_row=2, max_col=len(fields), values_only=True)]
    got = [[cell if cell is None else tables.value(tables.unescaped(cell), fields[0]) for cell in row] for row in got]
    # Its own escapes are ambiguous: it writes _x0001_ for a character that XML does not allow and for that very text.
    shown = lambda rows: [
        [cell and tables.unescaped(cell).replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows]
    tables.same_table(shown(expected), shown(got), f"{directory}: text columns")

target = tempfile.mkdtemp()
convert([os.path.join(plain, "convostat.xlsx")], "ods", target)
convert([os.path.join(target, "convostat.ods")], "xlsx", target)
book = openpyxl.load_workbook(os.path.join(target, "convostat.xlsx"))
with zipfile.ZipFile(os.path.join(target, "convostat.xlsx")) as archive:
    chart = archive.read("xl/charts/chart1.xml").decode()
days = sum(not row[0].startswith("(") for row in tables.rows(plain, "by_day")[1])
# LibreOffice writes the values that it read from the cells into the chart: those of the days and of both measures, twice.
tables.same([str(days)] * 4, re.findall('<c:numCache>.*?<c:ptCount val="([0-9]+)"/>', chart), "values of the chart")
for name, resource in tables.resources(plain).items():
    sheet = book[name]
    no_formula(sheet, name)
    fields = resource["schema"]["fields"]
    got = list(sheet.iter_rows(min_row=2, max_col=len(fields), values_only=True))
    columns, expected = tables.rows(plain, name)
    if name == "summary":
        tables.same(columns, [row[0] for row in got], "measures of the summary")
        got = [[row[1] for row in got]]
    if name == "by_day":
        # The days are dates, and what has none is last.
        expected.sort(key=lambda row: row[0].startswith("("))
        got = [[row[0].date().isoformat() if isinstance(row[0], datetime.datetime) else row[0], *row[1:]] for row in got]
    tables.same(len(expected), len(got), f"workbook: {name}: rows")
    for number, (left, right) in enumerate(zip(expected, got)):
        for field, wanted, cell in zip(fields, left, right):
            place = f"workbook: {name}: row {number + 1}, {field['name']}"
            if field["type"] in ("integer", "number", "boolean"):
                tables.same(seconds(wanted), seconds(cell), place)
            elif field["type"] == "datetime":
                assert near(wanted, cell), (place, wanted, cell)
            elif wanted is not None and all(32 <= ord(c) < 0xFFFE or ord(c) > 0xFFFF for c in wanted):
                tables.same(wanted, cell, place)

convert([os.path.join(plain, "convostat.xlsx")], "pdf", target)
text = subprocess.run(["pdftotext", "-layout", "-l", "6", os.path.join(target, "convostat.pdf"), "-"], check=True,
                      stdout=subprocess.PIPE).stdout.decode()
words = set(text.split())
missing = [column for column in tables.rows(plain, "summary")[0] if column not in words]
tables.same([], missing, "measures of the summary that are not on paper")
assert "conversations by day" in text, "the chart is not on paper"
