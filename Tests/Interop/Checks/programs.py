"""pandas and DuckDB read the correct values with the types of datapackage.json."""

import decimal
import os
import sys

import duckdb
import pandas
import tables

PANDAS = {"string": "string", "integer": "Int64", "number": "float64", "boolean": "string", "datetime": "string"}
DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DECIMAL(38,4)", "boolean": "BOOLEAN",
          "datetime": "TIMESTAMP"}
database = duckdb.connect()


def plain(value, kind):
    if value is None or value is pandas.NA or (isinstance(value, float) and value != value):
        return None
    if kind == "number":
        return decimal.Decimal(repr(float(value)))
    if kind == "boolean" and isinstance(value, str):
        return value == "1"
    if kind == "integer":
        return int(value)
    if kind == "datetime":
        if isinstance(value, str):
            value = pandas.Timestamp(value).to_pydatetime()
        return value.replace(tzinfo=None)
    return tables.value(value, {"type": "string"}) if kind == "string" else value


for directory in sys.argv[1:]:
    for name, resource in tables.resources(directory).items():
        fields = resource["schema"]["fields"]
        path = os.path.join(directory, resource["path"])
        expected = tables.rows(directory, name)[1]
        wanted = [[plain(v, f["type"]) if f["type"] == "number" else v for v, f in zip(row, fields)] for row in expected]

        frame = pandas.read_csv(
            path, dtype={f["name"]: PANDAS[f["type"]] for f in fields}, keep_default_na=False, na_values=[""])
        got = [[plain(v, f["type"]) for v, f in zip(row, fields)] for row in frame.itertuples(index=False, name=None)]
        tables.same_table(wanted, got, f"pandas: {name}")

        types = {f["name"]: DUCKDB[f["type"]] for f in fields}
        got = database.execute(
            "SELECT * FROM read_csv(?, header = true, columns = ?, quote = '\"', escape = '\"')", [path, types]
        ).fetchall()
        got = [[plain(v, f["type"]) for v, f in zip(row, fields)] for row in got]
        tables.same_table(wanted, got, f"duckdb: {name}")
