"""Compares the output of a peer with convostat's tables: agree.py PEER OURS THEIRS all|counts

PEER is the name of a peer's script. `all` compares every column that both have, and is for a dump on which the
definitions coincide; `counts` compares only the counts of messages. Prints one line; ends with 1 on a difference.
"""

import csv
import re
import sys

WITH_HEADER = ["duck", "ch", "pol"]
HEADER = (
    "id externalId agent customer queue messages customer_messages agent_messages system_messages started ended lag "
    "customer_turns agent_turns first_created first_client mean_created mean_client p50_created p50_client "
    "max_created max_client responses"
).split()
COUNTS = ["messages", "customer_messages", "agent_messages"]
MORE_COUNTS = ["system_messages", "customer_turns", "agent_turns", "responses"]
TEXTS = {"externalId": "external_id", "agent": "assigned_agent_id", "customer": "customer_id", "queue": "queue"}
# Peers write milliseconds, convostat rounded seconds.
TIMES = {
    "lag": "ingest_lag_mean_s",
    "first_created": "first_response_created_s", "first_client": "first_response_client_s",
    "mean_created": "response_created_mean_s", "mean_client": "response_client_mean_s",
    "p50_created": "response_created_median_s", "p50_client": "response_client_median_s",
    "max_created": "response_created_max_s", "max_client": "response_client_max_s",
}
STATISTICS = [f"response_{clock}_{which}_s" for clock in ("created", "client") for which in ("median", "p90", "p95", "p99")]


def same_time(milliseconds, seconds):
    """Returns whether milliseconds equal our cell, which has three decimals, up to two roundings."""
    return seconds != "" and milliseconds != "" and abs(float(milliseconds) / 1000 - float(seconds)) < 0.00051


def is_same(column, theirs, ours):
    """Returns whether a cell of the peer agrees with our row. Peers fill cells without a response differently."""
    if column in TEXTS:
        return theirs == ours[TEXTS[column]]
    if column in TIMES:
        return same_time(theirs, ours[TIMES[column]]) or (column != "lag" and ours["responses"] == "0")
    return int(theirs or 0) == int(ours[column])


def conversations(peer, ours, theirs, how):
    """Compares the tables of conversations; returns the numbers of rows and of columns."""
    with open(f"{ours}/conversations.csv", newline="") as file:
        rows = {row["conversation_id"]: row for row in csv.DictReader(file)}
    count = 0
    columns = []
    with open(f"{theirs}/conversations.csv", newline="") as file:
        for row in csv.DictReader(file, fieldnames=None if peer in WITH_HEADER else HEADER):
            row = {name.split(".")[-1]: value for name, value in row.items()}
            columns = [c for c in COUNTS + (how == "all") * (MORE_COUNTS + list(TEXTS) + list(TIMES)) if c in row]
            key = row["id"] if "id" in row else row["cid"]
            if key not in rows:
                sys.exit(f"{peer}: conversation {key} is not in convostat's table")
            for column in columns:
                if not is_same(column, row[column], rows[key]):
                    mine = rows[key][TEXTS.get(column) or TIMES.get(column) or column]
                    sys.exit(f"{peer}: conversation {key}, {column}: {row[column]}, convostat {mine}")
            count += 1
    if count != len(rows):
        sys.exit(f"{peer}: {count} conversations, convostat {len(rows)}")
    return count, len(columns)


def queues(peer, ours, theirs):
    """Compares the tables of queues: the number of responses, four percentiles on each clock."""
    with open(f"{ours}/by_queue.csv", newline="") as file:
        rows = {row["queue"]: row for row in csv.DictReader(file) if row["responses"] != "0"}
    count = 0
    with open(f"{theirs}/queues.csv", newline="") as file:
        for line in list(file)[1 if peer in WITH_HEADER else 0:]:
            name, rest = line.split(",", 1)
            mine = rows[name.strip('"') or "(none)"]
            number, *times = re.findall(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", rest)
            equal = number == mine["responses"] and all(map(same_time, times, [mine[s] for s in STATISTICS]))
            if not equal:
                sys.exit(f"{peer}: queue {line.strip()}, convostat {mine['responses']} {[mine[s] for s in STATISTICS]}")
            count += 1
    if count != len(rows):
        sys.exit(f"{peer}: {count} queues, convostat {len(rows)}")
    return count


def main():
    peer, ours, theirs, how = sys.argv[1:]
    rows, columns = conversations(peer, ours, theirs, how)
    text = f"{peer} agrees: {rows} conversations in {columns} columns"
    if how == "all" and peer != "pyloop":
        text += f", {queues(peer, ours, theirs)} queues in {1 + len(STATISTICS)}"
    print(text)


main()
