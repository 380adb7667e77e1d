"""Facts of hostile sizes: dumps that become facts, forged lines of facts, and parts with exaggerated claims."""

import json

from dumps import KINDS as DUMPS
from kind import START, Kind, lines, message

GOOD = '{"convostat_fact":1,"asapp":"good","ids":["m"],"senders":"c","created":[1767603600000]}'


def line(**members):
    return json.dumps({"convostat_fact": 1, "asapp": "C", **members}, separators=(",", ":"))


def one_line(members):
    """A file of one long line of facts, and a good one."""
    return lambda out, n: lines(out, [line(**members(n)), GOOD])


def messages(n, **others):
    return {"ids": [str(i) for i in range(n)], "senders": "a" * n, "created": [START * 1000] + [1] * (n - 1), **others}


def ids_that_differ_in_the_middle(out, n):
    half = "x" * (1 << 19)
    ids = (message("c", i).replace(f'"m{i}"', f'"{half}{i:07}{half}"') for i in range(n))
    lines(out, ids)


def cut_off(out, n):
    whole = line(**messages(8, said=[{"from": ["p", 1], "queue": "q"}]))
    lines(out, [whole[: 1 + i % (len(whole) - 1)] for i in range(n - 1)] + [GOOD])


def other_versions(out, n):
    versions = ["3", "0", "-1", "99999999999999999999", "1.0", "1e0", '"1"', "null", "[1]", "true"]
    lines(out, [GOOD.replace(":1,", f":{versions[i % len(versions)]},", 1) for i in range(n - 1)] + [GOOD])


# What breaks a line of version 2: lengths, widths, digits, moments and agents that cannot be.
PACKED = [
    {"ids": "mno"}, {"ids": ""}, {"steps": "1"}, {"steps": "1AA"}, {"steps": "9AAAAAAAAA"}, {"steps": "0"}, {"steps": "1="},
    {"steps": "8________"}, {"lags": "1A"}, {"lags": "1A\n"}, {"lags": "8________________"}, {"updates": "2AAAAA"},
    {"created": -1}, {"created": [1, 0]}, {"by": "1B"}, {"by": "1AA"}, {"agents": ["a"], "by": "1_"}, {"steps": [1]},
]


def impossible(out, n):
    """Lines whose lists do not fit together, with impossible times, agents and positions."""
    claims = [
        {"ids": ["m"], "senders": "cc", "created": [1]},
        {"ids": ["m", "n"], "senders": "cc", "created": [999999999999999, 999999999999999]},
        {"ids": ["m"], "senders": "c", "created": [1], "lags": [-999999999999999]},
        {"ids": ["m"], "senders": "c", "created": [1], "updates": [999999999999999]},
        {"ids": ["m"], "senders": "a", "created": [1], "agents": ["a"], "by": [999999999999999]},
        {"said": [{"from": ["p", 999999999999999, 2147483647], "queue": "q"}]},
        {"said": [{"from": [None, -1]}], "links": [[[[]]]]},
        *({"convostat_fact": 2, "ids": "mn", "senders": "ca", "created": 1, "steps": "1A", **wrong} for wrong in PACKED),
        {"prefix": "p" * 300, "ids": ["m"], "senders": "c", "created": [1]},
    ]
    lines(out, [line(**claims[i % len(claims)]) for i in range(n - 1)] + [GOOD])


def shares(out, n):
    part = {"version": "0.2.0", "options": [], "shares": [[i, n] for i in range(n - 1)], "newest": None}
    lines(out, [line(part={**part, "conversations": 0}, asapp="").replace('"asapp":"",', "")])


def keys(out, n):
    part = {"version": "0.2.0", "options": [], "shares": [], "newest": None, "conversations": n}
    lines(out, ['{"convostat_fact":1,"part":' + json.dumps(part) + "}"])
    for start in range(0, n, 1000):
        some = ",".join(f'"{i:x}"' for i in range(start, min(start + 1000, n)))
        lines(out, ['{"convostat_fact":1,"part_keys":[' + some + "]}"])
    lines(out, (GOOD.replace('"good"', f'"c{i}"') for i in range(n)))


def said(n):
    return {"said": [{"from": ["p", n - i], "metadata": {"k": f"v{i}"}} for i in range(n)]}


ONE = ["--max-line-bytes", "1G"]

KINDS = {
    # Dumps that become facts.
    **{
        f"facts-of-{name}": Kind(DUMPS[name].write, DUMPS[name].size // 2, DUMPS[name].options, "facts")
        for name in ["one-conversation", "agents-and-queues", "one-external-id-for-all", "keys-without-end"]
    },
    "facts-beyond-memory": Kind(DUMPS["agents-and-queues"].write, 100_000, ["--memory", "4M"], "facts"),
    "facts-of-ids-that-differ-late": Kind(ids_that_differ_in_the_middle, 40, [], "facts"),
    # Lines of facts.
    "fact-lines-cut-off": Kind(cut_off, 250_000),
    "fact-lines-of-other-versions": Kind(other_versions, 250_000),
    "fact-lines-that-cannot-be": Kind(impossible, 250_000),
    "a-fact-line-of-messages": Kind(one_line(messages), 250_000, ONE),
    "a-fact-line-of-agents": Kind(
        one_line(lambda n: messages(n, agents=[f"a{i}" for i in range(n)], by=list(range(n)))), 250_000, ONE
    ),
    "a-fact-line-of-sayings": Kind(one_line(said), 100_000, [*ONE, "--metadata", "k"]),
    "a-fact-line-of-metadata": Kind(
        one_line(lambda n: {"said": [{"from": ["p", 0], "metadata": {f"k{i}": "v" for i in range(n)}}]}),
        250_000,
        [*ONE, "--metadata", "k5", "--metadata", "none"],
    ),
    "a-fact-line-of-links": Kind(one_line(lambda n: {"links": [f"e{i}" for i in range(n)]}), 250_000, ONE),
    "a-fact-line-of-a-long-prefix": Kind(one_line(lambda n: messages(n, prefix="p" * n)), 20_000, ONE),
    "facts-of-sayings": Kind(one_line(said), 100_000, ONE, "facts"),
    # Parts.
    "a-part-of-many-keys": Kind(keys, 250_000, [], "merge"),
    "a-part-of-many-shares": Kind(shares, 50_000, [], "merge", status=65),
}
