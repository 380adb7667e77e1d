"""measures.csv has every figure of the tables, and load.sql gives DuckDB the tables with their values and types.

`python tidy.py DIRECTORY...`
"""

import collections
import csv
import datetime
import decimal
import json
import os
import re
import sys

import duckdb
import pandas
import tables

LONG = {"conversations", "responses", "distribution", "measures"}
TYPES = {"string": "VARCHAR", "integer": "BIGINT", "boolean": "BIGINT", "number": "DOUBLE", "datetime": "TIMESTAMP"}
STATISTICS = re.compile(r"(.*)_(mean|median|p90|p95|p99|max)((?:_in)?(?:_hours)?)_s$")


def count_column(column, cells):
    """Returns the column that counts the values of a figure, by its name; None if the figure is a count or a quotient."""
    figure = STATISTICS.match(column)
    if figure and figure[1] == "waiting" and figure[3] != "_in_hours":
        return "unanswered" if "unanswered" in cells else "waiting"
    if figure:
        return f"{figure[1]}{figure[3]}_count"
    return "csat_count" if column == "csat_mean" else None


def group(keys):
    return tuple(keys.items())


def name_of(column):
    """Returns measure, clock and statistic of a column, worked out from its name."""
    split = re.compile(r"_(created|client)(?=_|$)")
    if column.endswith("_hours_outside"):
        stem, statistic = column.removesuffix("_hours_outside"), ("outside", "_hours")
    elif figure := STATISTICS.match(column):
        stem, statistic = figure[1], (figure[2], figure[3])
    elif figure := re.match(r"(.*)_(?:(within|pending)_(\d+\w))$", column):
        stem, statistic = figure[1], (f"{figure[2]}_{figure[3]}", "")
    elif figure := re.match(r"waiting_(over_\d+\w)$", column):
        stem, statistic = "waiting", (figure[1], "")
    elif figure := re.match(r"(.*?)((?:_in)?(?:_hours)?)_count$", column):
        stem, statistic = figure[1], ("count", figure[2])
    else:
        special = {
            "csat_mean": ("csat", "mean"), "ingest_lags_negative": ("ingest_lag", "negative"),
            "message_share": ("messages", "share"), "turn_share": ("turns", "share"),
            "messages_per_turn": ("messages", "per_turn"), "turns_per_conversation": ("turns", "per_conversation")}
        measure, statistic = special.get(column, (column, "count"))
        return measure, "", statistic
    clock = split.search(stem)
    return split.sub("", stem) + statistic[1], clock[1] if clock else "", statistic[0]


def number(value):
    return None if value is None else decimal.Decimal(value)


def check_measures(directory):
    resources = tables.resources(directory)
    header, rows = tables.rows(directory, "measures")
    tables.same(["table", "keys", "measure", "clock", "statistic", "value", "n"], header, directory)
    got = {}
    for table, keys, measure, clock, statistic, value, n in rows:
        key = (table, group(json.loads(keys)), measure, clock or "", statistic)
        assert key not in got, key
        got[key] = (value, n)
    found = collections.Counter(row[0] for row in rows)
    days = set()
    for name in resources.keys() - LONG:
        fields = resources[name]["schema"]["fields"]
        columns, wide = tables.rows(directory, name)
        texts = [index for index, field in enumerate(fields) if field["type"] == "string"]
        assert texts == list(range(len(texts))), name
        for row in wide:
            keys = group({columns[i]: row[i] or "" for i in texts})
            if name == "by_day":
                days.add(row[0])
            cells = dict(zip(columns, row))
            for column in columns[len(texts):]:
                if (name, keys, *name_of(column)) not in got:
                    sys.exit(f"{directory}: {name} {keys} {column} is not in measures.csv")
                value, n = got.pop((name, keys, *name_of(column)))
                tables.same(number(cells[column]), number(value), f"{directory}: {name} {keys} {column}")
                if value is None:
                    tables.same(0, n, f"{directory}: n of {name} {keys} {column}")
                elif count_column(column, cells):
                    tables.same(cells[count_column(column, cells)], n, f"{directory}: n of {name} {keys} {column}")
                elif "_share" in column or "_per_" in column or "_within_" in column:
                    # A share times its denominator is a whole number, as near as four decimals tell.
                    assert n > 0 and abs(value * n - round(value * n)) <= decimal.Decimal("0.00005") * n, (column, value, n)
                else:
                    tables.same(value, n, f"{directory}: n of {name} {keys} {column}")
    # The rest are the days between others.
    between = {dict(keys)["day"] for (table, keys, *_) in got}
    assert all(key[0] == "by_day" for key in got), list(got)[:3]
    assert all(value in (0, None) and n == 0 for value, n in got.values())
    dated = sorted(datetime.date.fromisoformat(day) for day in days if day != "(none)")
    missing = set()
    for first, second in zip(dated, dated[1:]):
        if (second - first).days <= 365:
            missing |= {str(first + datetime.timedelta(n)) for n in range(1, (second - first).days)}
    tables.same(missing, between, f"{directory}: days between")
    assert set(found) == {name for name in resources.keys() - LONG if tables.rows(directory, name)[1]}, found


def check_script(directory):
    home = os.getcwd()
    os.chdir(directory)
    try:
        database = duckdb.connect()
        for _ in range(2):
            with open("load.sql", encoding="utf-8") as file:
                database.execute(file.read())
    finally:
        os.chdir(home)
    for name, resource in tables.resources(directory).items():
        fields = resource["schema"]["fields"]
        described = database.execute(f'DESCRIBE "{name}"').fetchall()
        tables.same([TYPES[field["type"]] for field in fields], [row[1] for row in described], f"{directory}: {name}")
        got = database.execute(f'SELECT * FROM "{name}"').fetchall()
        wanted = [
            [float(v) if isinstance(v, decimal.Decimal) else int(v) if isinstance(v, bool) else v for v in row]
            for row in tables.rows(directory, name)[1]]
        tables.same_table(wanted, [list(row) for row in got], f"{directory}: {name} in DuckDB")


def check_pandas(directory):
    frame = pandas.read_csv(
        os.path.join(directory, "measures.csv"), keep_default_na=False, na_values={"value": [""]},
        dtype={"value": "float64", "n": "int64"})
    assert str(frame["value"].dtype) == "float64" and str(frame["n"].dtype) == "int64"
    with open(os.path.join(directory, "measures.csv"), encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == len(frame)
    assert [line["keys"] for line in lines] == list(frame["keys"])


GUARD = tables.GUARD
for directory in sys.argv[1:]:
    with open(os.path.join(directory, "run.json"), encoding="utf-8") as file:
        options = json.load(file)["options"]
    # Raw texts have no guards: an apostrophe in them is one.
    tables.GUARD = GUARD if options["csv_text"] == "guarded" else re.compile("(?!)")
    check_script(directory)
    if not options["columns"]:
        check_measures(directory)
    if options["dialect"] == "default" and options["split_rows"] is None:
        check_pandas(directory)
