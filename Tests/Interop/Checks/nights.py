"""A night on which nobody waits has the types of every other night, and the snippets of the page run over it.

`python nights.py CONVOSTAT PAGE`
"""

import json
import os
import re
import subprocess
import sys
import tempfile

import duckdb

command, page = (os.path.abspath(path) for path in sys.argv[1:])
with open(page, encoding="utf-8") as file:
    text = file.read()
(python,) = re.findall(r"^```python\n(.*?)^```", text, re.S | re.M)
(sql,) = re.findall(r"^```sql\n(.*?)^```", text, re.S | re.M)


def message(conversation, number, role, day, minute):
    return {"conversationId": conversation, "messageId": number, "sender": {"role": role},
            "createdTimestamp": f"2026-01-{day:02}T09:{minute:02}:00Z"}


queues = [{"id": "007", "customer": {}, "metadata": {"queue": "NA"}}, {"id": "8", "customer": {}, "metadata": {"queue": "=1+1"}}]
busy = queues + [
    message("007", "a", "customer", 5, 0), message("007", "b", "agent", 5, 2),
    message("8", "c", "customer", 7, 1), message("8", "d", "agent", 7, 5), message("8", "e", "customer", 7, 6)]
# Nobody waits, and nobody is answered: almost all columns are empty.
quiet = queues + [message("007", "a", "agent", 5, 0)]
# Queries of yesterday, which compute with columns that are empty tonight.
queries = [
    'SELECT sum(waiting_s) / 60, count(*) FILTER (waiting_s > 3600) FROM conversations',
    'SELECT date_trunc(\'hour\', waiting_since), count(*) FROM conversations GROUP BY 1',
    'SELECT queue, round(first_response_created_median_s / 60, 1) FROM by_queue WHERE queue = \'=1+1\'',
    'SELECT sum(resolved) + sum(unanswered) FROM conversations', sql]
with tempfile.TemporaryDirectory() as work:
    types = []
    for name, records in [("busy", busy), ("quiet", quiet)]:
        os.makedirs(os.path.join(work, name))
        os.chdir(os.path.join(work, name))
        with open("dump.ndjson", "w", encoding="utf-8") as file:
            file.writelines(json.dumps(record) + "\n" for record in records)
        subprocess.run([command, "summarize", "dump.ndjson", "--out", "out", "--tidy", "--quiet"], check=True)
        scope = {}
        exec(python, scope)
        os.chdir("out")
        database = duckdb.connect()
        with open("load.sql", encoding="utf-8") as file:
            database.execute(file.read())
        types.append(database.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns ORDER BY ALL").fetchall())
        results = [database.execute(query).fetchall() for query in queries]
        if name == "busy":
            assert results[2] == [("=1+1", 4.0)], results[2]
            assert results[4] == [("=1+1", 240.0, 1), ("NA", 120.0, 1)], results[4]
            days = scope["days"]
            assert [str(day.date()) for day in days.index] == ["2026-01-05", "2026-01-06", "2026-01-07"], days
            assert list(days["median"].fillna(-1)) == [120, -1, 240], days
    assert types[0] == types[1] and len(types[0]) > 300, set(types[0]) ^ set(types[1])
