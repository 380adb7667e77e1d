"""openpyxl reads convostat.xlsx back equal to the CSV files; header frozen and high enough, filters, widths, definitions."""

import datetime
import decimal
import os
import re
import sys
import zipfile

import openpyxl
import tables


def plain(value, field):
    if value is None:
        return None
    kind = field["type"]
    if kind == "string":
        assert isinstance(value, str), (field["name"], value)
        return tables.unescaped(value)
    if kind == "datetime":
        assert isinstance(value, datetime.datetime), (field["name"], value)
        return value
    assert isinstance(value, (int, float)), (field["name"], value)
    if kind == "boolean":
        return {0: False, 1: True}[value]
    return decimal.Decimal(repr(value)) if kind == "number" else value


def map_row(row):
    """Returns numbers as doubles, as in a sheet, and texts without the two characters that XML does not allow."""
    return [
        decimal.Decimal(repr(float(cell))) if isinstance(cell, decimal.Decimal)
        else re.sub("[\ufffe\uffff]", "\ufffd", cell) if isinstance(cell, str) else cell
        for cell in row
    ]


for directory in sys.argv[1:]:
    path = os.path.join(directory, "convostat.xlsx")
    tables.same(None, zipfile.ZipFile(path).testzip(), "checksums of the archive")
    book = openpyxl.load_workbook(path)
    resources = tables.resources(directory)
    tables.same([*resources, "definitions"], book.sheetnames, "sheets")
    for name, resource in resources.items():
        fields = resource["schema"]["fields"]
        columns, expected = tables.rows(directory, name)
        sheet = book[name]
        tables.same("A2", sheet.freeze_panes, f"{name}: frozen")
        height = sheet.row_dimensions[1].height
        for place, column in enumerate(columns):
            width = sheet.column_dimensions[openpyxl.utils.get_column_letter(place + 1)].width
            assert height > 15 * -(-len(column) // width), (name, column, height)
        tables.same(sheet.dimensions, sheet.auto_filter.ref, f"{name}: filter")
        for place, column in enumerate(columns):
            width = sheet.column_dimensions[openpyxl.utils.get_column_letter(place + 1)].width
            assert width >= max(10, *map(len, column.removesuffix(" (UTC)").split("_"))), (name, column, width)
        lines = list(sheet.iter_rows())
        tables.same([c.removesuffix(" (UTC)") for c in columns], [cell.value for cell in lines[0]], f"{name}: header")
        for line in lines:
            for cell in line:
                assert cell.data_type in ("s", "inlineStr", "n", "d"), (name, cell.coordinate, cell.data_type)
        got = [[plain(c.value, f) for c, f in zip(line, fields, strict=True)] for line in lines[1:]]
        tables.same_table([map_row(row) for row in expected], [map_row(row) for row in got], f"workbook: {name}")
    defined = {(row[0], row[1]): row[3] for row in book["definitions"].iter_rows(min_row=2, values_only=True)}
    described = {(name, field["name"].removesuffix(" (UTC)")): field["description"]
                 for name, resource in resources.items() for field in resource["schema"]["fields"]}
    tables.same(described, defined, "definitions")
