"""Maps and business hours of hostile sizes, with dumps that cost the most time with them."""

import json
from datetime import date, timedelta
from zoneinfo import available_timezones

from kind import START, Kind, lines, message

MAP = {"conversation": "/c", "message": "/id", "created": "/at", "role": {"at": "/by", "values": {"user": "customer"}}}
OBJECT = {"c": "C", "id": 1, "at": START, "by": "user"}
MAPPED = ["--map", "map.json"]
HOURS = ["--hours", "hours.json"]
WEEK = {day: [["09:00", "17:00"]] for day in ["mon", "tue", "wed", "thu", "fri"]}


def file(content):
    """Writes the result of a function of the size, as JSON."""
    return lambda out, n: out.write(json.dumps(content(n)).encode())


def a_map(**keys):
    return {"source": "desk", "messages": [{**MAP, **keys}]}


def records(out, n, word="user"):
    every = ({**OBJECT, "c": f"C{i % 1000}", "id": i, "by": word.format(i)} for i in range(n))
    lines(out, (json.dumps(record) for record in every))


def some(out, n):
    records(out, 100)


def beginnings(out, n):
    records(out, n, "w{}~and what follows it")


def nested(depth):
    def write(out, n):
        record = json.dumps({**OBJECT, "deep": 0})[:-2]
        lines(out, (record + '{"a":' * depth + '"v"' + "}" * depth + "}" for _ in range(200)))

    return write


def lists(out, n):
    row = "[" + ",".join(json.dumps({**OBJECT, "id": i}) for i in range(1000)) + "]"
    out.write(b"[")
    for number in range(max(1, n // 1000)):
        out.write((("," if number else "") + row).encode())
    out.write(b"]\n")


def lookups(out, n):
    users = [{"id": i, "kind": "user"} for i in range(n)]
    comments = [{**OBJECT, "id": i, "by": n - i - 1} for i in range(n)]
    lines(out, [json.dumps({"users": users, "comments": comments})])


def places(n):
    return a_map(role=[{"at": "/none", "values": {f"w{i}": "bot"}} for i in range(n)] + [MAP["role"]])


def mapped(write, size, content, options=(), **others):
    return Kind(write, size, [*MAPPED, *options], beside={"map.json": file(content)}, **others)


def timed(out, n):
    """As many conversations as queues, with an answer each."""
    for first in range(0, n, 1000):
        for i in range(first, min(first + 1000, n)):
            queue = f'{{"id":"c{i}","customer":{{}},"metadata":{{"queue":"q{i}"}}}}'
            lines(out, [queue, message(f"c{i}", i * 2, "a", "customer"), message(f"c{i}", i * 2 + 86_401, "a", "agent")])


def measured(size, content, **others):
    return Kind(timed, size, HOURS, beside={"hours.json": file(content)}, **others)


def days(n):
    return [str(date(1970, 1, 1) + timedelta(days=i)) for i in range(min(n, 370_000))]


def schedules(n, **keys):
    return {"queues": {f"q{i}": {"week": WEEK, **{k: v(i) for k, v in keys.items()}} for i in range(n)}}


def zone(number, names=sorted(available_timezones()) or ["Europe/Berlin"]):
    return names[number % len(names)]


KINDS = {
    # Maps, of at most 16 MB.
    "a-map-of-a-million-roles": mapped(
        records, 125_000, lambda n: a_map(role={"at": "/by", "values": {f"w{i}": "bot" for i in range(2 * n)} | {"user": "agent"}})
    ),
    "a-map-of-beginnings": mapped(
        beginnings, 50_000, lambda n: a_map(role={"at": "/by", "values": {f"w{i}~*": "agent" for i in range(n)}})
    ),
    "a-map-of-rules": mapped(some, 25_000, places),
    "a-map-of-places": mapped(some, 100_000, lambda n: a_map(conversation=["/none"] * n + ["/c"])),
    "a-map-of-entries": mapped(some, 5_000, lambda n: {"source": "desk", "messages": [{**MAP, "each": "/none/*"}] * n + [MAP]}),
    "a-map-of-metadata": mapped(
        some, 25_000, lambda n: a_map(metadata={f"k{i}": "/none" for i in range(n)}), ["--metadata", "k1"]
    ),
    "a-map-of-a-deep-pointer": mapped(nested(400), 500_000, lambda n: a_map(conversation=["/deep" + "/a" * n, "/c"])),
    "a-map-of-many-elements": mapped(some, 500_000, lambda n: {"source": "desk", "messages": [{**MAP, "each": "/*" * n}, MAP]}),
    "a-map-into-lists-in-lists": mapped(lists, 250_000, lambda n: a_map(each="/*/*"), ["--max-line-bytes", "1G"]),
    "a-map-of-lookups": mapped(
        lookups,
        100_000,
        lambda n: a_map(
            each="/comments/*",
            role={"at": {"at": "/by", "in": "^/users", "key": "/id", "take": "/kind"}, "values": {"user": "agent"}},
        ),
        ["--max-line-bytes", "1G"],
    ),
    "a-map-of-brackets": Kind(
        some, 1_000_000, MAPPED, beside={"map.json": lambda o, n: o.write(b'{"about":' + b"[" * n)}, status=64
    ),
    # Business hours.
    "holidays-without-end": measured(50_000, lambda n: {"week": WEEK, "holidays": days(n)}),
    "spans-without-end": measured(
        25_000,
        lambda n: {"week": {"mon": [[f"{i // 60 % 24:02}:{i % 60:02}", f"{i // 97 % 24:02}:{(i + 31) % 60:02}"] for i in range(n) if i // 60 % 24 != i // 97 % 24]}},
    ),
    "a-schedule-for-each-queue": measured(10_000, lambda n: {"week": WEEK} | schedules(n)),
    "holidays-for-each-queue": measured(5_000, lambda n: {"holidays": days(n)} | schedules(n)),
    "a-zone-for-each-queue": measured(1_000, lambda n: schedules(n, timezone=lambda i: zone(i % 8))),
    "hours-of-brackets": Kind(
        some, 1_000_000, HOURS, beside={"hours.json": lambda o, n: o.write(b'{"week":' + b"[" * n)}, status=64
    ),
}
