"""Compares the published tables of a page with the targets: targets.py PAGE prints a Markdown table.

A table that the page does not have, or a row that it lacks, counts as not measured, never as met.
"""

import re
import sys


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def rows(page, name):
    """The rows of all tables that `run NAME` published, as dictionaries."""
    found = re.search(rf"<!-- run {re.escape(name)} -->\n(.*?)<!-- end -->", page, re.DOTALL)
    result, head = [], None
    for line in found[1].splitlines() if found else []:
        if not line.startswith("|"):
            head = None
        elif head is None:
            head = cells(line)
        elif not set(line) <= set("|-"):
            result.append(dict(zip(head, cells(line))))
    return result


def number(text):
    return float(re.match(r"[\d,.]+", text)[0].replace(",", ""))


def row(table, start):
    return next(row for row in table if row["what"].startswith(start))


def peer(page, name, start):
    value = number(row(rows(page, name), start)["the first one's wall by this one's"])
    return value, f"{value:.3f}"


def workers(page):
    table = [r for r in rows(page, "scaling") if r["workers"] == "2"]
    if not table:
        raise StopIteration
    largest = {r["form"]: r for r in table if number(r["conversations"]) <= 200_000}
    factors = {form: number(r["times one worker's speed"]) for form, r in largest.items()}
    return min(factors.values()), ", ".join(f"{factor:.2f} {form}" for form, factor in factors.items())


def growth(page):
    """The growth of wall time at the largest size, of all forms that were measured there."""
    column = "times the smaller size's wall"
    table = [r for r in rows(page, "scaling") if r[column] and r["workers"] == "2"]
    largest = max((number(r["conversations"]) for r in table), default=None)
    if largest is None:
        raise StopIteration
    factors = [(number(r[column]), r["form"]) for r in table if number(r["conversations"]) == largest]
    return max(factors)[0], f"{', '.join(f'{f:.1f} {form}' for f, form in factors)}, to {largest:,.0f} conversations"


def peak(page, name, start):
    text = row(rows(page, name), start)["peak memory"]
    return number(text), text


def version(page):
    text = row(rows(page, "start"), "`convostat --version`")["wall, median"]
    return number(text), text


def allocations(page):
    table = rows(page, "allocations")
    figures = [(number(r["allocations per record"]), f"{r['form']}, {r['workers']}") for r in table if "workers" in r]
    if not figures:
        raise StopIteration
    return max(figures)[0], f"at most {max(figures)[0]:.5f} ({max(figures)[1]} workers)"


def several(page):
    eight = rows(page, "compressed")
    value = number(row(eight, "eight `.gz`: convostat, 1 worker")["wall, median"])
    value /= number(row(eight, "eight `.gz`: convostat, 2 workers")["wall, median"])
    return value, f"{value:.2f} times one worker's speed"


def everything(page):
    table = rows(page, "options")
    if not table:
        raise StopIteration
    ratios = [number(r["the first one's wall by this one's"]) for r in table if r["what"].startswith("plain")]
    return max(ratios), ", ".join(f"{ratio:.2f}" for ratio in ratios) + " on one worker and on two"


def share(page, name, start, workers):
    """The wall of a row as a multiple of the first one's in the table with that number of workers."""
    value = 1 / number(row(rows(page, name), f"{start}, workers: {workers}")["the first one's wall by this one's"])
    return value, f"{value:.2f}"


def per_message(page, pairs):
    """The time per message of a form as a multiple of that of lines, on one worker, at the largest size."""
    table = [r for r in rows(page, "scaling") if r["workers"] == "1" and number(r["conversations"]) <= 200_000]
    times = {r["form"]: number(r["ns per message"]) for r in table}
    if not all(form in times for pair in pairs for form in pair):
        raise StopIteration
    factors = [(times[form] / times[lines], form) for form, lines in pairs]
    return max(factors)[0], ", ".join(f"{factor:.2f} {form}" for factor, form in factors)


def bounded(page):
    value = number(row(rows(page, "memory"), "without a bound")["the first one's wall by this one's"])
    return value, f"{value:.2f}"


# Name, measurement, and bound: at most, or at least.
TARGETS = [
    ("wall by the C++ peer's, time-ordered, at most 0.40", lambda p: peer(p, "peers", "C++"), "most", 0.40),
    ("wall by the C++ peer's, grouped, at most 0.40", lambda p: peer(p, "peers --form grouped", "C++"), "most", 0.40),
    ("wall by DuckDB's, at most 0.13", lambda p: peer(p, "peers", "DuckDB"), "most", 0.13),
    ("peak memory of that run at most 200 MB", lambda p: peak(p, "peers", "convostat"), "most", 200),
    ("two workers at least 1.8 times one", workers, "least", 1.8),
    ("10 times the input in at most 10.5 times the wall", growth, "most", 10.5),
    ("`--memory 256M` on 10 times the input: at most 2.5 times the wall", bounded, "most", 2.5),
    ("the same: peak at most 400 MB", lambda p: peak(p, "memory", "`--memory"), "most", 400),
    ("one `.gz` as fast as `gzip -dc` to nowhere (within 5 %)",
     lambda p: (lambda v: (1 / v, f"{1 / v:.2f} times as fast"))(peer(p, "compressed", "one `.gz`: `gzip -dc` to nowhere")[0]),
     "least", 0.95),
    ("eight `.gz` on all workers: faster than on one", several, "least", 1.2),
    ("every option at once: at most 1.5 times the wall of a plain run", everything, "most", 1.5),
    ("`summarize` of facts: at most 0.35 of the dump's wall",
     lambda p: share(p, "ledger", "`summarize` of the facts", 2), "most", 0.35),
    ("`summarize` of a ledger of 365 nights: at most 0.4 of the dump's wall",
     lambda p: share(p, "ledger", "`summarize` of the ledger", 2), "most", 0.4),
    ("`facts`: at most 1.2 times the wall of `summarize`",
     lambda p: share(p, "ledger", "`facts` of the dump", 2), "most", 1.2),
    ("pages: at most 1.10 times the time of lines for each message",
     lambda p: per_message(p, [("pages", "time-ordered"), ("chatwoot-pages", "chatwoot")]), "most", 1.10),
    ("arrays and pretty-printed files: at most 1.5 times the time of lines",
     lambda p: per_message(p, [("arrays", "time-ordered"), ("pretty", "time-ordered")]), "most", 1.5),
    ("`--xlsx`: at most 2.5 times the wall of a plain run",
     lambda p: share(p, "workbook", "`--xlsx`", 2), "most", 2.5),
    ("`--xlsx --responses --report`: at most 4 times the wall of a plain run",
     lambda p: share(p, "workbook", "`--xlsx --responses --report`", 2), "most", 4),
    ("`convostat --version` in 3 ms", version, "most", 3),
    ("allocations per record in steady state below 0.01", allocations, "most", 0.01),
]


def main():
    with open(sys.argv[1]) as file:
        page = file.read()
    print("| target | measured | met |")
    print("|---|---|---|")
    for what, measure, side, bound in TARGETS:
        try:
            value, text = measure(page)
        except StopIteration:
            print(f"| {what} | not measured | |")
            continue
        met = value <= bound if side == "most" else value >= bound
        print(f"| {what} | {text} | {'yes' if met else 'no'} |")


main()
