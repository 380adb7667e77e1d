"""The pandas and DuckDB snippets of a page keep a queue called NA, and give numbers for columns without values.

`python snippets.py CONVOSTAT PAGE`
"""

import json
import os
import re
import subprocess
import sys
import tempfile

import duckdb
import pandas

command, page = (os.path.abspath(path) for path in sys.argv[1:])
with open(page, encoding="utf-8") as file:
    text = file.read()
(python,) = re.findall(r"^```python\n(.*?)^```", text, re.S | re.M)
(sql,) = re.findall(r"^```sql\n(.*?)^```", text, re.S | re.M)


def message(conversation, number, role, minute):
    return {"conversationId": conversation, "messageId": number, "sender": {"role": role},
            "createdTimestamp": f"2026-01-05T09:{minute:02}:00Z"}


# No message has a client time, so all columns of that clock are empty. The second queue has a guard.
records = [
    {"id": "007", "customer": {}, "metadata": {"queue": "NA"}}, {"id": "8", "customer": {}, "metadata": {"queue": "=1+1"}},
    message("007", "a", "customer", 0), message("007", "b", "agent", 2), message("8", "c", "customer", 1)]
with tempfile.TemporaryDirectory() as work:
    os.chdir(work)
    with open("dump.ndjson", "w", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)
    subprocess.run([command, "summarize", "dump.ndjson", "--out", "notebooks-out", "--quiet"], check=True)
    scope = {}
    exec(python, scope)
    table = scope["table"].set_index("conversation_id")
    assert list(table.index) == ["007", "8"], table.index
    assert list(table["queue"]) == ["NA", "=1+1"], table["queue"]
    assert table["first_response_created_s"]["007"] == 120, table["first_response_created_s"]
    assert table["first_response_client_s"].dtype == "float64" and table["first_response_client_s"].isna().all()
    assert table["responses"].dtype == "Int64" and pandas.isna(table["waiting_s"]["007"])
    assert str(table["first_message_at"].dtype).startswith("datetime64"), table["first_message_at"].dtype
    rows = duckdb.connect().execute(sql).fetchall()
    assert sorted(rows, key=str) == sorted([("NA", 1, 120.0, None), ("'=1+1", 1, None, 60.0)], key=str), rows
