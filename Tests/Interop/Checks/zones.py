"""The times in a zone are those that Python's zoneinfo computes from the dump, read by openpyxl, csv or Chromium.

`zones.py ZONE DUMP workbook PLAIN EXCEL` or `zones.py ZONE DUMP report PLAIN UTC`, where PLAIN is a run with
`--timezone ZONE`, EXCEL one in the dialect excel, and UTC the same run without a zone.
"""

import collections
import csv
import datetime
import json
import os
import sys
import zoneinfo

import openpyxl
import tables

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
name, dump = sys.argv[1:3]
zone = zoneinfo.ZoneInfo(name)


def local(milliseconds):
    return (EPOCH + datetime.timedelta(milliseconds=milliseconds)).astimezone(zone)


def naive(milliseconds):
    return None if milliseconds is None else local(milliseconds).replace(tzinfo=None)


def written(moment):
    return moment.isoformat(timespec="milliseconds")


with open(dump, encoding="utf-8") as file:
    records = [json.loads(line) for line in file]
messages = {record["messageId"]: record for record in records if "messageId" in record}
conversations = collections.defaultdict(list)
for message in messages.values():
    conversations[message["conversationId"]].append(message["createdTimestamp"])
offsets = {local(at).utcoffset() for times in conversations.values() for at in times}
assert len(offsets) == 2, "the dump goes over a change of clock"


def spoken(moment):
    return f"{moment.day} {moment:%b %Y, %H:%M}"


def sheet(book, table):
    """Returns the rows by column; the zone, which the heads of times and days name, is left out."""
    lines = list(book[table].iter_rows(values_only=True))
    heads = [head.removesuffix(f" ({name})") for head in lines[0]]
    zoned = {head for head, whole in zip(heads, lines[0]) if head != whole}
    wanted = {head for head in heads if head.endswith("_at") or head in ("day", "waiting_since")}
    tables.same(wanted, zoned, f"heads of {table} with the zone")
    return [dict(zip(heads, line)) for line in lines[1:]]


def check_workbook(directory, excel):
    book = openpyxl.load_workbook(os.path.join(directory, "convostat.xlsx"))
    rows = sheet(book, "conversations")
    tables.same(len(conversations), len(rows), "conversations")
    for row in rows:
        times = conversations[row["conversation_id"]]
        tables.same([naive(min(times)), naive(max(times))], [row["first_message_at"], row["last_message_at"]],
                    row["conversation_id"])
    compared = 0
    for row in sheet(book, "responses"):
        for end in ("opening", "closing"):
            message = messages.get(row[f"{end}_message_id"], {})
            wanted = [naive(message.get("createdTimestamp")), naive(message.get("clientTimestamp"))]
            tables.same(wanted, [row[f"{end}_created_at"], row[f"{end}_client_at"]], f"{row['wait']} {end}")
            compared += sum(time is not None for time in wanted)
    assert compared > 1000, compared
    midnight = datetime.time()
    days = collections.Counter(datetime.datetime.combine(local(min(times)).date(), midnight) for times in conversations.values())
    tables.same(dict(days), {row["day"]: row["conversations"] for row in sheet(book, "by_day") if row["conversations"]},
                "days")
    units = {row["column"]: row["unit"] for row in sheet(book, "definitions")}
    heads = {column for column, unit in units.items() if unit == f"time ({name})"}
    tables.same({column for column in units if column.endswith("_at") or column.endswith("_since")}, heads, "units of times")

    with open(os.path.join(excel, "conversations.csv"), encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    tables.same(len(conversations), len(lines), "conversations of the dialect")
    for line in lines:
        first = line[f"first_message_at ({name})"]
        wanted = naive(min(conversations[line["conversation_id"]])).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
        tables.same(wanted, first, line["conversation_id"])


def check_report(directory, utc):
    import report

    driver = report.browser()
    report.look(driver, os.path.abspath(os.path.join(directory, "report.html")), 1280, "light")
    footer = driver.find_element("css selector", "footer").get_attribute("textContent")
    assert f"Times are in {name}." in footer, footer
    latest = max(max(times) for times in conversations.values())
    shown = [(e.get_attribute("datetime"), e.get_attribute("textContent")) for e in driver.find_elements("css selector", "time")]
    assert (written(local(latest)), spoken(local(latest))) in shown, (written(local(latest)), shown[:5])

    with open(os.path.join(utc, "conversations.csv"), encoding="utf-8", newline="") as file:
        since = {row["conversation_id"]: row["waiting_since"] for row in csv.DictReader(file) if row["waiting_since"]}
    rows = driver.execute_script(
        "return Array.from(document.querySelectorAll('#waiting tbody tr'))"
        ".map(r => [JSON.parse(r.dataset.key)[2], r.cells[2].dataset.v, r.cells[2].textContent])")
    assert len(rows) >= min(50, len(since)) > 10, (len(rows), len(since))
    for key, value, text in rows:
        moment = datetime.datetime.fromisoformat(since[key]).astimezone(zone)
        tables.same([written(moment), spoken(moment)], [value, text], key)

    week = collections.Counter()
    for message in messages.values():
        if message["sender"]["role"] == "customer":
            at = local(message["createdTimestamp"])
            week[(at.hour, at.weekday())] += 1
    caption, cells = driver.execute_script(
        "var t = Array.from(document.querySelectorAll('table')).find(t => t.caption && t.caption.textContent.startsWith('Customer messages by'));"
        "return [t.caption.textContent, Array.from(t.tBodies[0].rows).map(r => Array.from(r.cells).slice(1)"
        ".filter(c => c.dataset.n).map(c => Number(c.dataset.n)))]")
    assert caption.endswith(f"in {name}"), caption
    tables.same([[week[(hour, day)] for day in range(7)] for hour in range(24)], cells, "the week")
    driver.quit()


{"workbook": check_workbook, "report": check_report}[sys.argv[3]](*sys.argv[4:])
