"""openpyxl reads convostat.xlsx back equal to the CSV files, without a warning: every figure, the order of the sheets, heads
that are high enough, panes, Excel tables, number formats, pages and the chart."""

import datetime
import decimal
import json
import os
import re
import sys
import warnings
import zipfile

import openpyxl
import tables

warnings.simplefilter("error")
FIRST, LAST = ["summary", "by_queue", "by_day", "by_agent", "roles"], ["conversations", "responses", "definitions"]
CLOCK = {"day", "week", "month", "quarter", "year", "hour", "weekday", "period"}
FORMATS = {
    "text": "@", "count": "#,##0", "flag": "#,##0", "seconds": "#,##0.000", "share": "0.00%", "ratio": "#,##0.00",
    "mean": "#,##0.00", "h:mm:ss": '[h]:mm:ss;\\-0.000000" d"', "day": "yyyy\\-mm\\-dd", "hour": "yyyy\\-mm\\-dd\\ hh:mm",
    "time": "yyyy\\-mm\\-dd\\ hh:mm:ss.000",
}
DAY = datetime.timedelta(days=1)


def double(number):
    return decimal.Decimal(repr(float(number)))


def plain(value, field, is_hms):
    """Returns the value of a cell as its CSV file has it."""
    if value is None:
        return None
    kind = field["type"]
    if isinstance(value, datetime.datetime):
        if kind == "datetime":
            return value
        assert field["name"] in ("day", "period"), (field["name"], value)
        return value.date().isoformat() if value.time() == datetime.time() else value
    if kind == "string":
        assert isinstance(value, str), (field["name"], value)
        return tables.unescaped(value)
    if is_hms and field.get("unit") == "s":
        days = value / DAY if isinstance(value, datetime.timedelta) else value
        return double(round(days * 86_400, 3))
    assert isinstance(value, (int, float)), (field["name"], value)
    if kind == "boolean":
        return {0: False, 1: True}[value]
    return double(value) if kind == "number" else value


def expected_row(row):
    """Returns numbers as doubles, as in a sheet, and texts without the two characters that XML does not allow."""
    return [
        double(cell) if isinstance(cell, decimal.Decimal)
        else re.sub("[\ufffe\uffff]", "\ufffd", cell) if isinstance(cell, str) else cell
        for cell in row
    ]


def hours(row, fields):
    """Returns a row with the hour of backlog.csv as its date and time."""
    is_hour = lambda cell, field: field["name"] == "period" and isinstance(cell, str) and "T" in cell
    hour = lambda cell: datetime.datetime.fromisoformat(cell)
    # Midnight is the hour of a day without one.
    return [(hour(cell) if hour(cell).hour else cell[:10]) if is_hour(cell, field) else cell
            for cell, field in zip(row, fields)]


def days_first(rows, columns):
    """Returns rows as the sheet has them: after those with a day, the rest of the same keys before it."""
    if "day" not in columns:
        return rows
    place = columns.index("day")
    ordered, late = [], []
    for row in rows:
        if late and late[0][:place] != row[:place]:
            ordered, late = ordered + late, []
        (ordered if re.fullmatch(r"\d{4}-\d\d-\d\d", row[place]) else late).append(row)
    return ordered + late


def head(name, field, zone):
    return f"{name} ({zone})" if field["type"] == "datetime" or name in CLOCK else name


def different(heads):
    """Returns heads with a number after each that is there already, in whatever case: an Excel table needs that."""
    seen = []
    for name in heads:
        number, text = 1, name
        while text.lower() in seen:
            number, text = number + 1, f"{name} ({number + 1})"
        seen.append(text.lower())
        yield text


def check_sheet(sheet, heads, keys, where):
    """Checks what does not depend on the cells: heads, widths, panes, the table and the page."""
    letters = openpyxl.utils.get_column_letter
    widths = [sheet.column_dimensions[letters(place + 1)].width for place in range(len(heads))]
    heads = list(different(heads))
    tables.same(heads, [cell.value for cell in sheet[1]], f"{where}: heads")
    height = sheet.row_dimensions[1].height
    for column, width in zip(heads, widths):
        longest = max(map(len, re.split("[_ ]", column)))
        assert width >= max(10, min(longest, 40)), (where, column, width)
        assert height > 15 * -(-len(column) // width), (where, column, height)
    frozen = 0
    while frozen < keys and sum(widths[:frozen + 1]) <= 80:
        frozen += 1
    tables.same(f"{letters(frozen + 1)}2", sheet.freeze_panes, f"{where}: frozen")
    assert frozen > 0 or keys == 0, where
    table = next(iter(sheet.tables.values()))
    tables.same(1, len(sheet.tables), f"{where}: Excel tables")
    end = max(sheet.max_row, 2)
    tables.same(f"A1:{letters(len(heads))}{end}", table.ref, f"{where}: range of the Excel table")
    tables.same(table.ref, table.autoFilter.ref, f"{where}: filter")
    tables.same(None, sheet.auto_filter.ref, f"{where}: filter of the sheet")
    tables.same(heads, [tables.unescaped(column.name) for column in table.tableColumns], f"{where}: columns")
    tables.same(len(heads), len({column.lower() for column in heads}), f"{where}: different heads")
    page = sheet.page_setup
    tables.same(("landscape", 0, True), (page.orientation, page.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage),
                f"{where}: page")
    repeated = sum(widths[:frozen])
    tables.same(max(1, -(-(sum(widths) - repeated) // (230 - repeated))), page.fitToWidth, f"{where}: pages across")
    tables.same("$1:$1", sheet.print_title_rows, f"{where}: rows on every page")
    tables.same(f"$A:${letters(frozen)}" if frozen else None, sheet.print_title_cols, f"{where}: columns on every page")


def check_chart(book, columns, days):
    """Checks that the chart is drawn from the cells of the days."""
    charts = book["summary"]._charts
    names = [name for name in ("conversations", "first_response_created_median_s") if name in columns]
    if not days or not names:
        return tables.same(0, len(charts), "charts without a day")
    tables.same(1, len(charts), "charts")
    series = [series for part in charts[0]._charts for series in part.ser]
    tables.same(len(names), len(series), "series")
    day = openpyxl.utils.get_column_letter(columns.index("day") + 1)
    for name, one in zip(names, series):
        letter = openpyxl.utils.get_column_letter(columns.index(name) + 1)
        reference = lambda letter, first, last: f"'by_day'!${letter}${first}" + (f":${letter}${last}" if last else "")
        tables.same(
            [reference(letter, 1, None), reference(day, 2, days + 1), reference(letter, 2, days + 1)],
            [one.tx.strRef.f, one.cat.numRef.f, one.val.numRef.f], f"chart: {name}")
    last = book["by_day"][f"{day}{days + 1}"]
    assert last.is_date, last.value
    tables.same(False, book["by_day"][f"{day}{days + 2}"].is_date, "the row after the last day")


def check_formats(line, units, zone, where):
    for cell, unit in zip(line, units):
        if cell.value is None:
            continue
        kind = "time" if unit == f"time ({zone})" else unit
        if isinstance(cell.value, datetime.datetime) and kind == "text":
            kind = "hour" if "hh" in cell.number_format else "day"
        tables.same(FORMATS[kind], cell.number_format, f"{where}: {cell.coordinate}")
        assert cell.data_type in ("s", "inlineStr", "n", "d"), (where, cell.coordinate, cell.data_type)


figures = 0
for directory in sys.argv[1:]:
    path = os.path.join(directory, "convostat.xlsx")
    with open(os.path.join(directory, "run.json"), encoding="utf-8") as file:
        options = json.load(file)["options"]
    zone, is_hms = options["timezone"] or "UTC", options["durations"] == "hms"
    tables.same(None, zipfile.ZipFile(path).testzip(), "checksums of the archive")
    book = openpyxl.load_workbook(path)
    resources = tables.resources(directory)
    shown = [name for name in FIRST if name in resources] + [n for n in resources if n not in FIRST + LAST]
    tables.same(shown + [n for n in LAST if n in resources] + ["definitions"], book.sheetnames, "sheets")
    tables.same("summary", book.active.title, "the sheet that is shown first")

    definitions = list(book["definitions"].iter_rows(min_row=2, values_only=True))
    check_sheet(book["definitions"], ["column", "unit", "definition", "sheets"], 1, "definitions")
    defined = {(sheet, row[0]): row for row in definitions for sheet in row[3].split(", ")}
    tables.same(len(definitions), len({row[:3] for row in definitions}), "each definition once")
    described = {(name, field["name"].removesuffix(" (UTC)")): field["description"]
                 for name, resource in resources.items() for field in resource["schema"]["fields"]}
    tables.same(described, {key: row[2] for key, row in defined.items()}, "definitions")

    for name, resource in resources.items():
        where = f"{directory}: workbook: {name}"
        fields = [dict(field, name=field["name"].removesuffix(" (UTC)")) for field in resource["schema"]["fields"]]
        columns, expected = tables.rows(directory, name)
        columns = [column.removesuffix(" (UTC)") for column in columns]
        units = [defined[(name, column)][1] for column in columns]
        sheet = book[name]
        lines = list(sheet.iter_rows())[1:]
        if name == "summary":
            check_sheet(sheet, ["measure", "value", "meaning"], 1, where)
            for place, row in enumerate(lines):
                check_formats([row[0], row[1]], ["text", units[place]], zone, where)
            tables.same(columns, [line[0].value for line in lines], f"{where}: measures")
            tables.same([field["description"] for field in fields], [line[2].value for line in lines], f"{where}: meanings")
            got = [[plain(line[1].value, field, is_hms) for line, field in zip(lines, fields, strict=True)]]
        else:
            keys = len(resource["schema"].get("primaryKey", []))
            keys += "agent_name" in columns[keys:keys + 1]
            check_sheet(sheet, [head(c, f, zone) for c, f in zip(columns, fields)], keys, where)
            for line in lines:
                check_formats(line, units, zone, where)
            links = [line[columns.index("link")] for line in lines] if "link" in columns else []
            for cell in links:
                tables.same(cell.value, cell.hyperlink and cell.hyperlink.target, f"{where}: {cell.coordinate}")
            tables.same(sum(cell.value is not None for cell in links), len(sheet._hyperlinks), f"{where}: links")
            got = [[plain(cell.value, field, is_hms) for cell, field in zip(line, fields, strict=True)] for line in lines]
        expected = [hours(row, fields) for row in days_first(expected, columns)]
        if not expected:
            tables.same([], [row for row in got if any(cell is not None for cell in row)], where)
            continue
        tables.same_table([expected_row(row) for row in expected],
                          [expected_row(row) for row in got], where)
        figures += sum(cell is not None for row in expected for cell in row)
        if name == "by_day":
            check_chart(book, columns, sum(re.fullmatch(r"\d{4}-\d\d-\d\d", row[0]) is not None for row in expected))
    names = [next(iter(sheet.tables)).lower() for sheet in book]
    tables.same(len(names), len(set(names)), "names of Excel tables")
print(f"{figures} figures")
