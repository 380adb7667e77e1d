"""report.html in Chromium: quiet, complete without JavaScript, accessible, and with the figures of the tables.

`report.py NAMES DIRECTORY...`, where NAMES is 0 for names as they are, 1 where some of them try to break out.
"""

import base64
import collections
import csv
import datetime
import glob
import io
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zoneinfo

import axe_playwright_python
import tables
from PIL import Image
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

SCRIPT = glob.glob(os.path.join(os.path.dirname(axe_playwright_python.__file__), "axe.min.js"))[0]
with open(SCRIPT, encoding="utf-8") as file:
    AXE = file.read()

LEAVES = """
function leaves(table) {
  var lower = table.tHead.rows.length > 1 ? Array.from(table.tHead.rows[1].cells) : [];
  return Array.from(table.tHead.rows[0].cells).flatMap(h => h.scope === 'colgroup' ? lower.splice(0, h.colSpan) : [h]);
}
"""
CELLS = LEAVES + """
return Array.from(document.querySelectorAll('table[data-source]')).map(table => ({
  source: table.dataset.source, caption: table.caption.textContent, total: Number(table.dataset.total),
  columns: leaves(table).map(cell => cell.dataset.column || null), units: leaves(table).map(cell => Number(cell.dataset.unit || 0)),
  heads: leaves(table).map(cell => cell.textContent), numbers: leaves(table).map(cell => cell.classList.contains('n')),
  rows: Array.from(table.tBodies[0].rows).map(row => ({
    key: JSON.parse(row.dataset.key), cells: Array.from(row.cells).map(cell => cell.dataset.v),
    texts: Array.from(row.cells).map(cell => cell.textContent), right: Array.from(row.cells).map(cell => cell.classList.contains('n')),
    few: Array.from(row.cells).map(cell => cell.querySelector('.few') !== null)}))
}));
"""


def browser():
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    # The page of a year takes axe half a minute while other tests run.
    driver.set_script_timeout(300)
    return driver


def look(driver, path, width, scheme):
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    driver.get("file://" + path)


def raw(directory):
    """Returns the cells of every table as in its file, without guards, by the key of the row."""
    found = {}
    for name, resource in tables.resources(directory).items():
        with open(os.path.join(directory, resource["path"]), encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        kinds = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        keys = resource["schema"].get("primaryKey", [])
        for line in lines[1:]:
            row = {c: (tables.value(v, {"type": "string"}) or "") if kinds[c] == "string" else v
                   for c, v in zip(lines[0], line)}
            found[(resource["path"], *[row[key] for key in keys])] = row
    return found


def shown(text):
    """Returns a text as an HTML attribute can represent it."""
    return "".join(
        " " if c in "\t\n\r" else "\ufffd" if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\ufffe\uffff" + BIDI else c
        for c in text)


def shown_in_key(text):
    """Returns the text of a key. Keys are JSON, in which control characters are escaped."""
    return "".join("\ufffd" if c in "\ufffe\uffff" + BIDI else c for c in text)


BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def check_units(table, directory):
    """A column is aligned like its head, and its lengths of time have one unit, which the head names."""
    for place, (unit, head, number) in enumerate(zip(table["units"], table["heads"], table["numbers"])):
        for row in table["rows"]:
            tables.same(number, row["right"][place], f"{directory}: alignment of {head}")
        if not unit:
            continue
        assert head.endswith({1000: "seconds", 60_000: "minutes", 3_600_000: "hours", 86_400_000: "days"}[unit]), head
        for row in table["rows"]:
            value, text = row["cells"][place], row["texts"][place].replace("\u2212", "-").replace(",", "")
            if value == "":
                tables.same("\u2013", text, f"{directory}: {head} of nothing")
            elif text[0] in "<>":
                assert 0 < abs(float(value)) * 1000 / unit < 0.05, (head, value, text)
            else:
                assert abs(float(text) - float(value) * 1000 / unit) <= 0.05 + 1e-9 and len(text.partition(".")[2]) == 1, (head, value, text)


def has_sender_clocks(directory):
    """Returns true if any message has a time by its sender's clock."""
    summary = raw(directory).get(("summary.csv",))
    return bool(summary) and (int(summary["ingest_lag_count"]) > 0 or int(summary["response_client_count"]) > 0)


def check_figures(driver, directory):
    expected = {(k[0], *map(shown_in_key, k[1:])): v for k, v in raw(directory).items()}
    compared = 0
    for table in driver.execute_script(CELLS):
        check_units(table, directory)
        for row in table["rows"]:
            wanted = expected[(table["source"], *row["key"])]
            for column, cell in zip(table["columns"], row["cells"]):
                if column:
                    tables.same(shown(wanted[column]), cell, f"{directory}: {table['source']} {row['key']} {column}")
                    least = 5 if column.endswith("_median_s") else 10 if re.search("_p9[05]_s$", column) else 0
                    if least:
                        number = int(wanted[re.sub("_(median|p90|p95)_s$", "_count", column)] or 0)
                        grey = row["few"][table["columns"].index(column)]
                        tables.same(bool(cell) and number < least, grey, f"{directory}: {row['key']} {column} of {number} values is grey")
                    compared += 1
    figures = driver.execute_script(
        "return Array.from(document.querySelectorAll('[data-figures] [data-column], [data-clocks] [data-column]'))"
        ".map(span => [span.dataset.column, span.dataset.v, span.textContent])")
    summary = expected.get(("summary.csv",), {})
    for column, value, text in figures:
        tables.same(summary[column], value, f"{directory}: {column}")
        if "_within_" in column:
            share = f"{math.floor(float(value) * 1000 + 0.5) / 10:.1f} %" if value else "\u2013"
            tables.same(share if share != "0.0 %" or not float(value) else "< 0.1 %", text, f"{directory}: {column} as shown")
        elif column.endswith("_mean"):
            tables.same(value, text, f"{directory}: {column} as shown")
        elif column.endswith("_count") or not column.endswith("_s"):
            tables.same(f"{int(value):,}", text, f"{directory}: {column} as shown")
        compared += 1
    with open(os.path.join(directory, "run.json"), encoding="utf-8") as file:
        run = json.load(file)
    counts = driver.execute_script(
        "return Array.from(document.querySelectorAll('[data-count]')).map(r => [r.dataset.count, r.cells[1].dataset.v])")
    for name, value in counts:
        tables.same(str(run["counts"][name]), value, f"{directory}: {name}")
    tables.same(14, len(counts), f"{directory}: counts")
    rejects = driver.execute_script(
        "return Array.from(document.querySelectorAll('[data-reason]')).map(r => [r.dataset.reason, r.cells[1].dataset.v])")
    tables.same({k: str(v) for k, v in run["rejects"].items()}, dict(rejects), f"{directory}: rejects")
    if run["counts"]["conversations"]:
        # The card of resolutions is there only if the dump tells any status, the clocks if it has any time of a sender.
        # Each target has a share on two cards, and ratings have a card.
        clocks = has_sender_clocks(directory)
        shares = 2 * len(run["options"]["within"] or [])
        ratings = 2 if int(summary.get("csat_count") or 0) else 0
        tables.same(9 + (5 if summary["resolved"] else 0) + (12 if clocks else 0) + shares + ratings, len(figures), f"{directory}: figures")
        tables.same(clocks, bool(driver.find_elements("css selector", "#clocks")), f"{directory}: the part about clocks")
        words = driver.execute_script(
            "var c = document.getElementById('clocks'), m = document.getElementById('measured'), q = document.getElementById('quality');"
            "return Array.from(document.querySelectorAll('main > section')).filter(s => ![c].concat(arguments[0] ? [m, q] : []).includes(s))"
            ".filter(s => /sender\u2019s clock|senders\u2019 clock|ingest lag|_client_/i.test(s.innerHTML)).map(s => s.id)", clocks)
        tables.same([], words, f"{directory}: other parts that speak of senders' clocks")
        assert compared > 40, compared


def check_charts(driver, directory):
    """The charts have as many values as the tables, and each has words and a table."""
    bare = driver.execute_script(
        "return Array.from(document.querySelectorAll('figure svg[role=img]'))"
        ".filter(s => (s.getAttribute('aria-label') || '').length < 20).length")
    tables.same(0, bare, f"{directory}: charts without words")
    summary = raw(directory)[("summary.csv",)]
    for caption, column in (("Responses", "response_created_count"), ("Ingest lag", "ingest_lag_count"),
                            ("Responses by the senders’ clocks", "response_client_count")):
        total = driver.execute_script(
            "var t = Array.from(document.querySelectorAll('table')).find(t => t.caption && t.caption.textContent === arguments[0]);"
            "return t && Array.from(t.tBodies[0].rows).reduce((n, r) => n + Number(r.cells[1].textContent.replace(/,/g, '')), 0)",
            caption)
        tables.same(int(summary[column]), total or 0, f"{directory}: {caption}")


def span(directory):
    """Returns the first and the last day of the page."""
    days = [datetime.date.fromisoformat(k[1]) for k in raw(directory)
            if k[0] == "by_day.csv" and re.fullmatch(r"\d{4}-\d\d-\d\d", k[1])]
    return max(min(days), max(days) - datetime.timedelta(days=365)), max(days)


def zone(directory):
    with open(os.path.join(directory, "run.json"), encoding="utf-8") as file:
        return zoneinfo.ZoneInfo(json.load(file)["options"]["timezone"] or "UTC")


def moments(directory):
    """Returns the moments of the first and the last message on the page."""
    rows = [v for k, v in raw(directory).items() if k[0] == "conversations.csv" and v["first_message_at"]]
    first, _ = span(directory)
    midnight = datetime.datetime.combine(first, datetime.time(), zone(directory))
    return (max(min(datetime.datetime.fromisoformat(row["first_message_at"]) for row in rows), midnight),
            max(datetime.datetime.fromisoformat(row["last_message_at"]) for row in rows))


def says(text, mean, most):
    """Returns true if a text is a mean, with as many decimals as the greatest of its kind needs."""
    least = 1 if most >= 100 else 0.1 if most >= 1 else 0.01
    if mean is None or mean == 0:
        return text == ("\u2013" if mean is None else "0")
    if text.startswith("< "):
        return float(text[2:]) == least and mean < least / 2
    places = len(text.partition(".")[2])
    return 10 ** -places == least and abs(float(text.replace(",", "")) - mean) <= least / 2 + 1e-9


def check_week(driver, directory):
    """Means of the hours: the messages of each weekday in by_day.csv, by how often each hour came; shades by round steps."""
    first, last = span(directory)
    by_weekday = [0] * 7
    for key, row in raw(directory).items():
        if key[0] == "by_day.csv" and re.fullmatch(r"\d{4}-\d\d-\d\d", key[1]):
            day = datetime.date.fromisoformat(key[1])
            by_weekday[day.weekday()] += int(row["customer_messages"]) if first <= day <= last else 0
    begin, end = (moment.astimezone(zone(directory)) for moment in moments(directory))
    hour = datetime.timedelta(hours=1)
    at = begin - datetime.timedelta(minutes=begin.minute, seconds=begin.second, microseconds=begin.microsecond)
    quarters = collections.Counter()
    moment, stop = at.astimezone(datetime.timezone.utc), end.astimezone(datetime.timezone.utc)
    stop += hour - datetime.timedelta(minutes=end.minute, seconds=end.second, microseconds=end.microsecond)
    while moment < stop:
        local = moment.astimezone(zone(directory))
        quarters[(local.hour, local.weekday())] += 1
        moment += hour / 4
    rows, foot = driver.execute_script(
        "var t = document.querySelector('table[data-week]');"
        "var cells = r => Array.from(r.cells).slice(1).map(c => [c.dataset.n, c.dataset.quarters, c.textContent]);"
        "return [Array.from(t.tBodies[0].rows).map(cells), cells(t.tFoot.rows[0])]")
    tables.same(by_weekday, [sum(int(row[day][0]) for row in rows) for day in range(7)], f"{directory}: messages by weekday")
    tables.same([[quarters[(h, d)] for d in range(7)] for h in range(24)], [[int(c[1]) for c in row[:7]] for row in rows],
                f"{directory}: how often each hour came")
    means = [[int(c[0]) * 4 / int(c[1]) if int(c[1]) else None for c in row[:7]] for row in rows]
    known = [m for row in means for m in row if m is not None]
    peak = max(known)
    days = [[row[d] for row in means if row[d] is not None] for d in range(7)]
    hours = [[m for m in row if m is not None] for row in means]
    sums = lambda parts: [sum(part) if part else None for part in parts]
    for wanted, shown_cells, most, of in (
            [(row, [c[2] for c in cells[:7]], peak, "means") for row, cells in zip(means, rows)]
            + [(sums(days), [c[2] for c in foot[:7]], max(map(sum, days)), "days"),
               (sums(hours), [row[7][2] for row in rows], max(map(sum, hours)), "hours")]):
        for value, text in zip(wanted, shown_cells):
            assert says(text, value, most), (directory, of, value, text)
    step = next(f * 10 ** p for p in range(-3, 9) for f in (1, 2, 5) if 5 * f * 10 ** p >= peak * (1 - 1e-12))
    shades = driver.execute_script(
        "return Array.from(document.querySelectorAll('#week figure > svg rect[rx]')).map(r => r.getAttribute('class'))")
    shade = lambda m: "hx" if m is None else "h0" if m == 0 else f"h{math.ceil(m / step - 1e-9)}"
    tables.same([shade(means[h][d]) for d in range(7) for h in range(24)], shades, f"{directory}: shades")
    legend = driver.find_element("css selector", "#week .legend").get_attribute("textContent")
    assert "none" in legend and f"up to {step:,.10g}" in legend, legend


def drawn(directory, measure):
    """Returns the data of a latency chart from by_day.csv: (day, median and 90th percentile in seconds, number)."""
    days = {datetime.date.fromisoformat(k[1]): v for k, v in raw(directory).items()
            if k[0] == "by_day.csv" and re.fullmatch(r"\d{4}-\d\d-\d\d", k[1])}
    last = max(days)
    first = max(min(days), last - datetime.timedelta(days=365))
    columns = [f"{measure}_{column}" for column in (
        "created_median_s", "created_p90_s", "created_count")]
    values = [(day, *[float(row[c]) if row[c] else None for c in columns])
              for day, row in sorted(days.items()) if day >= first and row[columns[0]]]
    if (last - first).days >= 92:
        # The page draws weeks. Another run of the same dump, in a directory beside its tables, has them as a table.
        weeks = {tuple(map(int, k[1].split("-W"))): v for k, v in raw(os.path.join(directory, "weeks")).items()
                 if k[0] == "by_week.csv" and k[1] != "(none)"}
        values = [(min(max(datetime.date.fromisocalendar(*week, 4), first), last),
                   *[float(row[c]) if row[c] else None for c in columns])
                  for week, row in sorted(weeks.items()) if first.isocalendar()[:2] <= week <= last.isocalendar()[:2] and row[columns[0]]]
    return first, last, values


CHART = """
var figure = Array.from(document.querySelectorAll('#days figure')).find(f => f.querySelector('figcaption').textContent === arguments[0]);
var svg = figure.querySelector('svg');
if (!svg) { return null; }
var points = (selector) => Array.from(svg.querySelectorAll(selector))
  .flatMap(e => e.points ? Array.from(e.points).map(p => [p.x, p.y]) : [[e.cx.baseVal.value, e.cy.baseVal.value]]);
return {
  marks: Array.from(svg.querySelectorAll('text.end[dy]')).map(t => [t.textContent, t.y.baseVal[0].value]),
  width: ['x1', 'x2'].map(a => svg.querySelector('line.grid')[a].baseVal.value),
  dates: Array.from(svg.querySelectorAll('text:not([dy])')).map(t => t.textContent),
  median: points('.line:not(.earlier), .dot:not(.weak)'), p90: points('.area'), weak: points('.dot.weak'),
  shades: svg.querySelectorAll('.partial').length, lines: svg.querySelectorAll('.line:not(.earlier), .dot:not(.weak)').length,
  titles: Array.from(svg.querySelectorAll('.hit title')).map(t => t.textContent)};
"""
UNITS = {"ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86400}


def check_days(driver, directory):
    """The lines match the tables, day by day or week by week, and the dates reach from first to last."""
    for title, measure in (("First response", "first_response"), ("Response", "response")):
        first, last, values = drawn(directory, measure)
        chart = driver.execute_script(CHART, title)
        if chart is None:
            tables.same([], values, f"{directory}: {title} without a chart")
            continue
        for date, text in ((first, chart["dates"][0]), (last, chart["dates"][-1])):
            assert text.startswith(f"{date.day} {date:%b}"), (date, chart["dates"])
        (low, below), (high, above) = ((float(t.split()[0]) * UNITS[t.split()[1]], y)
                                       for t, y in (chart["marks"][0], chart["marks"][-1]))
        left, right = chart["width"]

        def place(day, seconds):
            x = left + (right - left) * ((day - first).days + 0.5) / ((last - first).days + 1)
            share = (math.log(max(seconds, 0.001)) - math.log(low)) / (math.log(high) - math.log(low))
            return x, below + (above - below) * min(1, max(0, share))

        step = 7 if (last - first).days >= 92 else 1
        for kind, of in (("median", [v for v in values if v[3] >= 5]), ("weak", [v for v in values if v[3] < 5])):
            wanted = [place(v[0], v[1]) for v in of]
            tables.same(len(wanted), len(chart[kind]), f"{directory}: {title}, points of {kind}")
            for (x, y), (shown_x, shown_y) in zip(wanted, sorted(chart[kind])):
                assert abs(x - shown_x) < 0.11 and abs(y - shown_y) < 0.11, (directory, title, kind, x, y, shown_x, shown_y)
        days = [v[0] for v in values if v[3] >= 5]
        runs = sum(n == 0 or (day - days[n - 1]).days > step for n, day in enumerate(days))
        tables.same(runs, chart["lines"], f"{directory}: {title}, lines between gaps")
        tables.same(len(values), len(chart["titles"]), f"{directory}: {title}, titles of points")
        for value, words in zip(values, chart["titles"]):
            day = max(value[0] - datetime.timedelta(days=value[0].weekday()), first) if step == 7 else value[0]
            assert f"{day.day} {day:%B %Y}" in words and f"of {int(value[3]):,} value" in words, (value, words)
            assert (value[3] >= 10) == ("90th" in words), (value, words)
        assert 2 <= len(chart["marks"]) <= 10, chart["marks"]
        solid = [v for v in values if v[3] >= 5]
        if solid:
            top = max(max(v[1:3]) for v in solid)
            assert low <= min(v[1] for v in solid if v[1] > 0) and high >= min(top, high), (title, low, high)
        band = {(round(x, 1), round(y, 1)) for x, y in chart["p90"]}
        for x, y in (place(v[0], v[2]) for v in solid if band):
            assert any(abs(x - u) < 0.11 and abs(y - w) < 0.11 for u, w in band) or len(band) < 2 * len(values), (title, x, y)
        partial = check_partial(driver, directory, first, last)
        tables.same(len({d.isocalendar()[:2] for d in partial} if step == 7 else partial), chart["shades"], f"{directory}: shades")


VOLUMES = """
return Array.from(document.querySelectorAll('#days figure')).filter(f => f.querySelector('svg')).map(f => {
  var svg = f.querySelector('svg'), box = svg.viewBox.baseVal;
  return {title: f.querySelector('figcaption').textContent, width: box.width,
    grid: ['x1', 'x2'].map(a => svg.querySelector('line.grid')[a].baseVal.value),
    marks: Array.from(svg.querySelectorAll('text.end[dy]')).map(t => [t.textContent, t.y.baseVal[0].value]),
    bars: ['.bar:not(.odd)', '.bar.odd'].map(c => Array.from(svg.querySelectorAll(c)).map(
      r => [r.x, r.y, r.width, r.height].map(v => v.baseVal.value).concat(r.querySelector('title').textContent))),
    dates: Array.from(svg.querySelectorAll('text:not([dy])')).map(t => [t.textContent, t.x.baseVal[0].value]),
    shades: Array.from(svg.querySelectorAll('.partial')).map(r => [r.x.baseVal.value, r.width.baseVal.value]),
    steps: Array.from((svg.querySelector('polyline.line') || {points: []}).points).map(p => [p.x, p.y])};
});
"""


def check_volume(driver, directory):
    """The charts of a day lie below each other on one scale; their bars are the counts of by_day.csv, or means of weeks."""
    charts = driver.execute_script(VOLUMES)
    for part in ("width", "grid", "dates", "shades"):
        tables.same(1, len({json.dumps(chart[part]) for chart in charts}), f"{directory}: {part} of the charts of days")
    first, last = span(directory)
    rows = {datetime.date.fromisoformat(k[1]): v for k, v in raw(directory).items()
            if k[0] == "by_day.csv" and re.fullmatch(r"\d{4}-\d\d-\d\d", k[1])}
    days = [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]
    is_weekly = len(days) > 92
    periods = collections.defaultdict(list)
    for day in days:
        periods[day.isocalendar()[:2] if is_weekly else day].append(day)
    has_statuses = raw(directory)[("summary.csv",)]["resolved"] != ""
    end = ", mean of each week" if is_weekly else ""
    wanted = {"Conversations per day" + end: ["conversations"] + ["resolutions"] * has_statuses, "Messages per day" + end: ["messages"]}
    if has_statuses and any(int(rows[day]["reopens"] or 0) for day in days if day in rows):
        wanted["Reopenings per day" + end] = ["reopens"]
    found = {chart["title"]: chart for chart in charts if "per day" in chart["title"]}
    tables.same(sorted(wanted), sorted(found), f"{directory}: charts of counts")
    for title, columns in wanted.items():
        chart = found[title]
        (low, below), (high, above) = ((float(t.replace(",", "")), y) for t, y in (chart["marks"][0], chart["marks"][-1]))
        left, right = chart["grid"]
        step = (right - left) / len(days)
        tables.same(0, low, f"{directory}: {title} begins at 0")
        peak = 0
        for place, column in enumerate(columns):
            bars = chart["bars"][place]
            sums = [(of, sum(int(rows[day][column] or 0) for day in of if day in rows)) for of in periods.values()]
            sums = [(of, count) for of, count in sums if count]
            tables.same(len(sums), len(bars), f"{directory}: bars of {column}")
            for (of, count), (x, y, width, height, words) in zip(sums, bars):
                mean = count / len(of)
                peak = max(peak, mean)
                assert abs(y - (below + (above - below) * mean / high)) < 0.11 and abs(y + height - below) < 0.11, (title, of, mean, y)
                middle = left + step * ((of[0] - first).days + len(of) / 2)
                centre = x + width / 2 - (0 if len(columns) == 1 else (place - 0.5) * width)
                assert abs(centre - middle) < 0.8, (directory, title, of, centre, middle)
                assert f"{count:,}" in words and f"{of[0].day} {of[0]:%B %Y}" in words, (words, count, of)
        assert high >= peak and (high <= 2.5 * peak or high == 1), (directory, title, high, peak)
    check_backlog(driver, directory, [chart for chart in charts if "at the end" in chart["title"]], first, last)


def check_backlog(driver, directory, charts, first, last):
    """The steps are the sums of backlog.csv at the end of its periods, on the scale of days."""
    sums = collections.defaultdict(lambda: [0, None])
    for key, row in raw(directory).items():
        if key[0] == "backlog.csv":
            sums[key[1]][0] += int(row["waiting"])
            if row["open"]:
                sums[key[1]][1] = (sums[key[1]][1] or 0) + int(row["open"])
    if not sums:
        tables.same([], charts, f"{directory}: no chart of a backlog")
        return

    def begin(period):
        if "W" in period:
            return datetime.datetime.fromisocalendar(int(period[:4]), int(period[6:]), 1)
        return datetime.datetime.fromisoformat(period)

    length = datetime.timedelta(**{len("2026-01-05T09:00"): {"hours": 1}, 10: {"days": 1}, 8: {"days": 7}}[len(next(iter(sums)))])
    start = datetime.datetime.combine(first, datetime.time())
    end = datetime.datetime.combine(last, datetime.time()) + datetime.timedelta(days=1)
    for place, title in enumerate(("Waiting customers", "Open conversations")):
        points = [(begin(period), begin(period) + length, value[place]) for period, value in sorted(sums.items()) if value[place] is not None]
        points = [(a, b, n) for a, b, n in points if a < end and b > start]
        chart = [chart for chart in charts if chart["title"].startswith(title)]
        if not points:
            tables.same([], chart, f"{directory}: {title}")
            continue
        if len(points) > 400:
            points = [(*(a.replace(hour=0) + datetime.timedelta(days=n) for n in (0, 1)), n) for (a, _, n), after in
                      zip(points, points[1:] + [(end, end, 0)]) if after[0].date() != a.date()]
        (low, below), (high, above) = ((float(t.replace(",", "")), y) for t, y in (chart[0]["marks"][0], chart[0]["marks"][-1]))
        left, right = chart[0]["grid"]
        corners = [(left + (right - left) * min(max((moment - start) / (end - start), 0), 1), below + (above - below) * n / high)
                   for a, b, n in points for moment in (a, b)]
        tables.same(len(corners), len(chart[0]["steps"]), f"{directory}: steps of {title}")
        for (x, y), (shown_x, shown_y) in zip(corners, chart[0]["steps"]):
            assert abs(x - shown_x) < 0.11 and abs(y - shown_y) < 0.11, (directory, title, x, y, shown_x, shown_y)


def check_targets(driver, directory):
    """A line at each target in the charts of days and of response times, unless targets are in business time."""
    with open(os.path.join(directory, "run.json"), encoding="utf-8") as file:
        options = json.load(file)["options"]
    units = {"s": 1, "m": 60, "h": 3600, "d": 86400}
    wanted = [] if options["hours"] else [float(t[:-1]) * units[t[-1]] for t in options["within"] or []]
    figures = driver.find_elements("css selector", "#days figure")
    for figure in (f for f in figures if f.find_element("css selector", "figcaption").text in ("First response", "Response")):
        svg = figure.find_elements("css selector", "svg")
        if not svg:
            continue
        ticks, lines = driver.execute_script(
            "return [Array.from(arguments[0].querySelectorAll('text.end[dy]')).map(t => [t.textContent, t.y.baseVal[0].value]),"
            "Array.from(arguments[0].querySelectorAll('line.target')).map(l => l.y1.baseVal.value)]", svg[0])
        (low, below), (high, above) = ((float(t.split()[0]) * UNITS[t.split()[1]], y) for t, y in (ticks[0], ticks[-1]))
        tables.same(len(wanted), len(lines), f"{directory}: targets in the chart of days")
        for target, y in zip(wanted, lines):
            share = (math.log(target) - math.log(low)) / (math.log(high) - math.log(low))
            assert abs(below + (above - below) * share - y) < 0.11, (directory, target, y)
    edges = [0, 1, 2, 4, 8, 15, 30, 60, 120, 240, 480, 900, 1800, 3600, 7200]
    for svg in driver.find_elements("css selector", "#spread figure > svg"):
        bars, lines = driver.execute_script(
            "return [Array.from(arguments[0].querySelectorAll('rect')).map(r => [r.firstChild.textContent.split(' to ')[0], r.x.baseVal.value]),"
            "Array.from(arguments[0].querySelectorAll('line.target')).map(l => l.x1.baseVal.value)]", svg)
        starts = {float(n.split()[0]) * UNITS[n.split()[1]]: x for n, x in bars if re.fullmatch(r"\d+ (s|min|h|d)", n)}
        # A target that is an edge of bars lies between two of them; one beyond all bars has no line.
        for target in wanted:
            if target in edges and target in starts:
                assert any(abs(starts[target] - 1 - x) < 0.11 for x in lines), (directory, target, starts, lines)


def check_partial(driver, directory, first, last):
    """The first day lacks its beginning, or the last its end, if customers write a twentieth of their messages then."""
    with open(os.path.join(directory, "run.json"), encoding="utf-8") as file:
        run = json.load(file)
    begin, end = (moment.astimezone(zone(directory)) for moment in moments(directory))
    end = max(end, datetime.datetime.fromisoformat(run["as_of"]).astimezone(zone(directory)))
    hours = driver.execute_script(
        "return Array.from(document.querySelector('table[data-week]').tBodies[0].rows)"
        ".map(r => Array.from(r.cells).reduce((n, c) => n + Number(c.dataset.n || 0), 0))")
    since = run["options"]["since"]
    midnight = datetime.datetime.combine(first, datetime.time(), zone(directory))
    wanted = []
    if first != last:
        begun = since and datetime.datetime.fromisoformat(since) <= midnight
        if begin.date() == first and sum(hours[:begin.hour]) * 100 >= sum(hours) * 5 and sum(hours) and not begun:
            wanted.append(first)
        if end.date() == last and sum(hours[end.hour + 1:]) * 100 >= sum(hours) * 5 and sum(hours):
            wanted.append(last)
    note = driver.execute_script("var p = document.querySelector('[data-partial]'); return p ? p.textContent : ''")
    tables.same(len(wanted), note.count("is incomplete"), f"{directory}: incomplete days: {note}")
    for day in wanted:
        assert f"{day.day} {day:%B %Y} is incomplete" in note, note
    return wanted


def pixels(driver, x, y, width, height):
    clip = {"x": x, "y": y, "width": width, "height": height, "scale": 1}
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "clip": clip, "captureBeyondViewport": True})
    return Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")


HOURS = """
return Array.from(document.querySelectorAll('[data-hours]')).map(f => ({
  marks: Array.from(f.querySelectorAll('text.end[dy]')).map(t => [t.textContent, t.y.baseVal[0].value]),
  rows: Array.from(f.querySelectorAll('g.row')).map(g => ({title: g.querySelector('title').textContent,
    y: g.querySelector('circle').cy.baseVal.value, weak: g.querySelector('circle').classList.contains('weak'),
    whisker: g.querySelector('.whisker') ? g.querySelector('.whisker').y2.baseVal.value : null}))}));
"""
DOTS = """
var f = document.querySelector('[data-queues]');
return f && {marks: Array.from(f.querySelectorAll('text.middle')).map(t => [t.textContent, t.x.baseVal[0].value]),
  rows: Array.from(f.querySelectorAll('g.row')).map(g => ({title: g.querySelector('title').textContent,
    x: g.querySelector('circle').cx.baseVal.value, whisker: g.querySelector('.whisker') ? g.querySelector('.whisker').x2.baseVal.value : null}))};
"""


def scale_of(marks):
    """Returns the function from seconds to places on a logarithmic scale with marks."""
    (low, start), (high, end) = ((float(t.split()[0]) * UNITS[t.split()[1]], at) for t, at in (marks[0], marks[-1]))

    def place(seconds):
        share = (math.log(max(seconds, 0.001)) - math.log(low)) / (math.log(high) - math.log(low))
        return start + (end - start) * min(1, max(0, share))

    return place


def check_dots(driver, directory):
    """The queues with five values are dots from the slowest on, with whiskers from ten values on, and all of them at the end."""
    found = raw(directory)
    shown = [row["key"] for table in driver.execute_script(CELLS) if table["caption"] == "Queues by number of conversations" for row in table["rows"]]
    rows = {tuple(map(shown_in_key, k[1:])): v for k, v in found.items() if k[0] == "by_queue.csv"}
    rows = [(key[2], rows[tuple(key)]) for key in map(tuple, shown) if int(rows[tuple(key)]["first_response_created_count"]) >= 5]
    rows.sort(key=lambda row: -float(row[1]["first_response_created_median_s"]))
    chart = driver.execute_script(DOTS)
    if not rows:
        tables.same(None, chart, f"{directory}: no queue has five values")
        return
    place = scale_of(chart["marks"])
    rows = rows[:30] + [("All conversations", found[("summary.csv",)])]
    tables.same(len(rows), len(chart["rows"]), f"{directory}: dots of queues")
    for (name, row), dot in zip(rows, chart["rows"]):
        count = int(row["first_response_created_count"])
        assert shown_in_key(name)[:20].strip() in dot["title"] or not name.isascii(), (name, dot)
        assert f"of {count:,} value" in dot["title"], (count, dot)
        assert abs(place(float(row["first_response_created_median_s"])) - dot["x"]) < 0.11, (name, row, dot)
        tables.same(count >= 10, dot["whisker"] is not None, f"{directory}: whisker of {name}")
        assert count < 10 or abs(place(float(row["first_response_created_p90_s"])) - dot["whisker"]) < 0.11, (name, row, dot)


def check_hours(driver, directory):
    """The hours of by_hour.csv, if the run writes it, are dots and whiskers; without it the page has them all the same."""
    charts = driver.execute_script(HOURS)
    hours = {k[1]: v for k, v in raw(directory).items() if k[0] == "by_hour.csv" and k[1] != "(none)"}
    tables.same(bool(charts), bool(driver.find_elements("css selector", "#spread svg")), f"{directory}: charts of hours")
    for chart, measure in zip(charts, ("first_response_created", "response_created")) if hours else ():
        place = scale_of(chart["marks"])
        wanted = [(hour, row) for hour, row in sorted(hours.items()) if int(row[f"{measure}_count"])]
        tables.same(len(wanted), len(chart["rows"]), f"{directory}: hours of {measure}")
        for (hour, row), dot in zip(wanted, chart["rows"]):
            count = int(row[f"{measure}_count"])
            assert dot["title"].startswith(f"{hour}:00") and f"of {count:,} value" in dot["title"], (hour, count, dot)
            assert abs(place(float(row[f"{measure}_median_s"])) - dot["y"]) < 0.11 and dot["weak"] == (count < 5), (hour, row, dot)
            tables.same(count >= 10, dot["whisker"] is not None, f"{directory}: whisker of {hour}")
            assert count < 10 or abs(place(float(row[f"{measure}_p90_s"])) - dot["whisker"]) < 0.11, (hour, row, dot)


def check_breakdowns(driver, directory):
    """Each table of --by is a part, with its first rows by number of conversations, or the last times."""
    with open(os.path.join(directory, "run.json"), encoding="utf-8") as file:
        asked = json.load(file)["options"]["by"] or []
    asked = [name for name in asked if name not in ("queue", "agent", "day", "hour")][:10]
    sections = driver.find_elements("css selector", "section[id^=by-]")
    tables.same(len(asked), len(sections), f"{directory}: tables of --by")
    for name, section in zip(asked, sections):
        source = "by_" + re.sub(r"[^A-Za-z0-9-]", "_", name.replace(",", "_")) + ".csv"
        rows = [(k[1:], v) for k, v in raw(directory).items() if k[0] == source]
        if set(name.split(",")) <= {"day", "week", "month", "quarter", "year", "hour", "weekday"}:
            wanted = [key for key, _ in rows][-40:]
        else:
            wanted = [key for key, _ in sorted(rows, key=lambda row: -int(row[1]["conversations"]))][:40]
        keys = [tuple(row["key"]) for table in driver.execute_script(CELLS) if table["source"] == source for row in table["rows"]]
        tables.same([tuple(map(shown_in_key, key)) for key in wanted], keys, f"{directory}: rows of {source}")
        assert ("first" in section.text or len(rows) <= 40 or f"of {len(rows):,} rows" in section.text), section.text[-200:]


ORDER = ["figures", "days", "queues", "waiting", "week", "agents", "spread", "clocks", "roles", "quality", "measured"]


def check_order(driver, directory):
    """The parts are in the order in which people ask, with a link to each; on a phone the agents and the waits are folded."""
    ids = driver.execute_script("return Array.from(document.querySelectorAll('main > section')).map(s => s.id)")
    wanted = [name for name in ORDER if name != "clocks" or has_sender_clocks(directory)]
    tables.same(wanted, [name for name in ids if name in ORDER], f"{directory}: order of the parts")
    links = [link.get_attribute("href").partition("#")[2] for link in driver.find_elements("css selector", "nav a")]
    tables.same(ids[1:], links, f"{directory}: links to the parts")
    for width, folded in ((1280, False), (390, True)):
        look(driver, os.path.abspath(os.path.join(directory, "report.html")), width, "light")
        for part in driver.find_elements("css selector", "details.phone"):
            tables.same([not folded, folded], [part.find_element("css selector", ".scroll").is_displayed(),
                                               part.find_element("css selector", "summary").is_displayed()],
                        f"{directory}: folded at {width}")


def check_scrolling(driver, directory):
    """A table that goes on beyond an edge has a shade there, none at its end; heads of rows stay while it moves."""
    driver.execute_script("document.querySelectorAll('details.phone').forEach(d => { d.open = true })")
    frames = driver.find_elements("css selector", ".scroll")
    seen = 0
    for frame in frames:
        if not frame.is_displayed() or not driver.execute_script("return arguments[0].scrollWidth > arguments[0].clientWidth + 20", frame):
            continue
        for place in ("start", "end"):
            driver.execute_script(
                "arguments[0].scrollLeft = arguments[1] === 'end' ? 100000 : 0", frame, place)
            left, top, right, head = driver.execute_script(
                "var f = arguments[0].getBoundingClientRect(), h = arguments[0].querySelector('tbody th').getBoundingClientRect();"
                "return [f.left + scrollX, f.top + scrollY, f.right + scrollX, h.left + scrollX]", frame)
            assert left - 1 <= head < left + 20, f"{directory}: the row's head is at {head} from {left} on at the {place}"
            # Above the caption is nothing but paper and shade.
            strip = pixels(driver, right - 40, math.ceil(top) + 1, 40, 3)
            apart = sum(abs(a - b) for a, b in zip(strip.getpixel((38, 1)), strip.getpixel((2, 1))))
            assert apart > 30 if place == "start" else apart < 6, f"{directory}: a shade of {apart} at the {place}"
        seen += 1
    return seen


def check_paper(driver, directory, hostile):
    """On A4 nothing is cut off (a browser shrinks what is too wide, by a tenth here at most), and no page has rows without their heads."""
    metrics = {"width": 718, "height": 1040, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    cut = driver.execute_script(
        "return Array.from(document.querySelectorAll('table, svg, p, h1, h2')).filter(e => e.getBoundingClientRect().right > 790)"
        ".map(e => [e.getBoundingClientRect().right, e.outerHTML.slice(0, 200)])")
    tables.same([], cut, f"{directory}: beyond the edge of the paper")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    paper = driver.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": True})
    if not shutil.which("pdftotext") or hostile:
        return
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(base64.b64decode(paper["data"]))
        file.flush()
        pages = subprocess.run(["pdftotext", "-layout", file.name, "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    ids = {k[3] for k in raw(directory) if k[0] == "conversations.csv"}
    pages = pages[:-1]
    heading = driver.find_element("css selector", "h1").text
    for number, page in enumerate(pages):
        foot = page.strip().splitlines()[-1]
        assert foot.endswith(f"{number + 1} of {len(pages)}") and foot.strip().startswith(heading), f"{directory}: foot of page {number + 1}: {foot}"
    assert "Agents by number of" in "".join(pages) or not driver.find_elements("css selector", "#agents table"), f"{directory}: agents on paper"
    for page in pages:
        rows = [line for line in page.splitlines() if line.split()[:1] and line.split()[0] in ids and re.search(r"\d{4}, \d\d:\d\d", line)]
        assert not rows or "Assigned to" in page, f"{directory}: rows without heads: {rows[0]}"


def check_ranks(driver, directory):
    """Queues and agents are in order, the first forty; each queue's chart has as many responses as its row."""
    found = raw(directory)
    shown = {table["source"]: [tuple(map(str, row["key"])) for row in table["rows"]]
             for table in driver.execute_script(CELLS) if re.match("(Queues|Agents) by number of", table["caption"])}
    slow = {table["source"]: [tuple(map(str, row["key"])) for row in table["rows"]]
            for table in driver.execute_script(CELLS) if table["caption"].startswith("The slowest")}
    for name, column in (("by_queue.csv", "conversations"), ("by_agent.csv", "responses")):
        rows = [(k[1:], v) for k, v in found.items() if k[0] == name and v.get("agent") != "(none)"]
        wanted = [tuple(map(shown_in_key, key)) for key, row in sorted(rows, key=lambda kv: -int(kv[1][column]))][:40]
        tables.same(wanted, shown.get(name, []), f"{directory}: {name} ranked")
        measure = "first_response_created" if name == "by_queue.csv" else "response_created"
        known = [(key, row) for key, row in rows if int(row[f"{measure}_count"]) >= 20] if len(rows) > 40 else []
        known.sort(key=lambda kv: (-float(kv[1][f"{measure}_median_s"]), -int(kv[1][column])))
        tables.same([tuple(map(shown_in_key, key)) for key, _ in known[:10]], slow.get(name, []), f"{directory}: slowest of {name}")
        totals = [table["total"] for table in driver.execute_script(CELLS) if table["source"] == name and "number of" in table["caption"]]
        tables.same([len(rows)] if rows else [], totals, f"{directory}: rows of {name}")
    spread = driver.execute_script(
        "var t = Array.from(document.querySelectorAll('table')).find(t => t.caption && t.caption.textContent.startsWith('Responses by queue'));"
        "return Array.from(t.tBodies[0].rows).map(r => Array.from(r.cells).slice(1).reduce((n, c) => n + Number(c.textContent.replace(/,/g, '')), 0))")
    queues = {tuple(map(shown_in_key, k[1:])): int(v["response_created_count"]) for k, v in found.items() if k[0] == "by_queue.csv"}
    tables.same([queues[key] for key in shown["by_queue.csv"]], spread, f"{directory}: responses in the spread of queues")
    pictures = driver.execute_script("return document.querySelectorAll('#queues svg.spark').length")
    tables.same(sum(count > 0 for count in spread), pictures, f"{directory}: small charts")


def check_coverage(driver, directory):
    """A bar for each day from the first to the last, those without messages set apart; every key figure explained."""
    days = {datetime.date.fromisoformat(k[1]): int(v["messages"]) for k, v in raw(directory).items()
            if k[0] == "by_day.csv" and re.fullmatch(r"\d{4}-\d\d-\d\d", k[1])}
    last = max(days)
    first = max(min(days), last - datetime.timedelta(days=365))
    every = [days.get(first + datetime.timedelta(days=n), 0) for n in range((last - first).days + 1)]
    bars = driver.execute_script(
        "var f = Array.from(document.querySelectorAll('#quality figure')).pop();"
        "return Array.from(f.querySelectorAll('rect')).map(r => r.classList.contains('odd') ? 'none' : r.classList.contains('second') ? 'part' : '')")
    partial = check_partial(driver, directory, first, last)
    wanted = ["none" if count == 0 else "part" if first + datetime.timedelta(days=n) in partial else "" for n, count in enumerate(every)]
    tables.same(wanted, bars, f"{directory}: coverage")
    meanings = driver.execute_script(
        "return Array.from(document.querySelectorAll('.card')).map(c => (c.querySelector('.meaning') || {textContent: ''}).textContent.length)")
    assert 4 <= len(meanings) <= 6 and min(meanings) > 40, meanings


def check_keyboard(driver, directory):
    """A table is sorted by Enter on a head that Tab reaches."""
    button = driver.find_elements("css selector", "#agents thead th[data-column=conversations] button")
    if button:
        driver.execute_script("arguments[0].focus()", button[0])
        driver.switch_to.active_element.send_keys(Keys.ENTER)
        tables.same("descending", button[0].find_element("xpath", "..").get_attribute("aria-sort"), f"{directory}: Enter sorts")
        driver.switch_to.active_element.send_keys(Keys.TAB)
        tables.same("BUTTON", driver.switch_to.active_element.tag_name.upper(), f"{directory}: Tab goes on to the next head")


def check_waiting(driver, directory):
    """The longest waits of conversations that are not resolved; the card counts the same, and the resolved ones apart."""
    with open(os.path.join(directory, "run.json"), encoding="utf-8") as file:
        count = json.load(file)["counts"]["conversations"]
    waits = [v for k, v in raw(directory).items() if k[0] == "conversations.csv" and v["unanswered"] == "1"]

    def status(row):
        known = row["status"] if row["status"] in ("open", "pending", "snoozed", "resolved") else None
        if row["resolved"] == "":
            return known
        return "resolved" if row["resolved"] == "1" else known if known in ("pending", "snoozed") else "open"

    unresolved = sorted((row for row in waits if status(row) != "resolved"), key=lambda row: -float(row["waiting_s"]))
    listed = [row["cells"][1] for table in driver.execute_script(CELLS) if table["source"] == "conversations.csv"
              for row in table["rows"]]
    tables.same([row["waiting_s"] for row in unresolved[:50]], listed, f"{directory}: longest waits")
    heads = [head.text for head in driver.find_elements("css selector", "#waiting thead th")]
    if "Status" in heads:
        shown_statuses = driver.execute_script(
            "return Array.from(document.querySelectorAll('#waiting tbody tr')).map(r => [JSON.parse(r.dataset.key)[2], r.cells[3].textContent])")
        known = {shown_in_key(row["conversation_id"]): status(row) or "\u2013" for row in waits}
        for key, text in shown_statuses:
            tables.same(known[key], text, f"{directory}: status of {key}")
    else:
        assert not any(map(status, waits)), f"{directory}: no column of statuses"
    ages = [float(row["waiting_s"]) for row in unresolved]
    wanted = {"open": len(unresolved), "over_hour": sum(age > 3600 for age in ages), "over_day": sum(age > 86_400 for age in ages),
              "never_answered": sum(row["never_answered"] == "1" for row in unresolved)}
    if len(waits) > len(unresolved):
        wanted["resolved"] = len(waits) - len(unresolved)
    card = dict(driver.execute_script(
        "return Array.from(document.querySelectorAll('[data-waiting]')).map(s => [s.dataset.waiting, [s.dataset.v, s.textContent]])"))
    tables.same({name: [str(n), f"{n:,}"] for name, n in wanted.items()}, card, f"{directory}: card of waits")
    sentence = driver.find_element("css selector", "#waiting p").text
    assert not unresolved or f"{len(unresolved):,} " in sentence and f" of {count:,} " in sentence, sentence


MEANING = {"order": "created", "wait_from": "first", "resolve_ends_wait": True, "sessions": None, "activities": None,
           "first_response_from": "message", "bots": "respond", "bot_agent": [], "no_sender": None}
TERMS = ["Options", "Conversations that count", "As of", "Zone", "Inputs", "Conversation", "Message", "Wait", "First response",
         "Response", "Never answered", "Waiting, unanswered", "Resolved", "Reopening", "Clocks", "Ingest lag", "Turn",
         "Median, 90th percentile", "Day, week, hour"]


def check_links(driver, directory):
    """A waiting conversation links to the address that its row has, and nothing else links anywhere."""
    links = {tuple(map(shown_in_key, k[1:4])): row.get("link", "") for k, row in raw(directory).items() if k[0] == "conversations.csv"}
    found = driver.execute_script(
        "return Array.from(document.querySelectorAll('#waiting tbody tr')).map(r => "
        "[JSON.parse(r.dataset.key).slice(0, 3), r.querySelector('th a') ? r.querySelector('th a').getAttribute('href') : ''])")
    for key, link in found:
        tables.same(links[tuple(key)], link, f"{directory}: link of {key}")
    outside = driver.execute_script("return document.querySelectorAll('a:not([href^=\"#\"])').length")
    tables.same(len([link for _, link in found if link]), outside, f"{directory}: links")


def check_measured(driver, directory):
    """The options that change meanings are named above the cards and in the section, and the sentences follow from them."""
    with open(os.path.join(directory, "run.json"), encoding="utf-8") as file:
        run = json.load(file)
    options = run["options"]
    changed = ["--" + name.replace("_", "-") for name, usual in MEANING.items() if options[name] != usual]
    text = lambda selector: [e.get_attribute("textContent") for e in driver.find_elements("css selector", selector)]
    notes = text("#figures > .note code") if run["counts"]["conversations"] else text("#measured > .note code")
    tables.same(sorted(changed), sorted(note.split()[0] for note in notes), f"{directory}: options that change meanings")
    tables.same(notes, text("#measured > .note code"), f"{directory}: options, again")
    terms = dict(zip(text("#measured dt"), text("#measured dd")))
    told = [term for term in TERMS if has_sender_clocks(directory) or term not in ("Clocks", "Ingest lag")]
    told += ["Within a target"] if options["within"] else []
    tables.same(told, list(terms), f"{directory}: terms")
    assert all(len(meaning) > (0 if term == "Options" else 20) for term, meaning in terms.items()), terms
    stated = [code.split()[0] for code in text("#measured dd:nth-of-type(1) code")]
    given = [name for name in ("within", "hours", "as_of", "timezone", "where", "since", "until", "anchor", "backlog",
                              "buckets", "agents", "customers")
             if options[name] not in (None, "UTC", "names")]
    assert set(changed) | {"--" + name.replace("_", "-") for name in given} == set(stated), (stated, changed, given)
    assert (options["timezone"] or "UTC") in terms["Zone"], terms["Zone"]
    assert f"{len(run['inputs']):,} input" in terms["Inputs"] and f"{run['counts']['lines']:,} line" in terms["Inputs"], terms["Inputs"]
    if options["first_response_from"] == "conversation":
        assert terms["First response"].startswith("From the creation"), terms["First response"]
    last = options["wait_from"] == "last"
    tables.same([last] * 3, ["last customer message" in terms[t] for t in ("First response", "Response", "Wait")], f"{directory}: --wait-from")
    ignores = options["bots"] == "ignore"
    tables.same([ignores] * 3, ["messages of bots" in terms[t].lower() for t in ("Message", "Wait", "Never answered")], f"{directory}: --bots")
    cards = " ".join(text(".card .meaning"))
    for term in ("Conversation", "First response", "Response", "Never answered") if run["counts"]["conversations"] else ():
        assert terms[term] in cards, (term, cards)


def check_use(driver, directory):
    """Sorting by a click, filtering by a word."""
    order = LEAVES + """
      var table = Array.from(document.querySelectorAll('#queues table[data-source]'))[0];
      var heads = leaves(table), place = heads.findIndex(c => c.dataset.column === arguments[0]);
      heads[place].querySelector('button').click();
      return [heads[place].getAttribute('aria-sort'),
        Array.from(table.tBodies[0].rows).map(r => r.cells[place].dataset.v)];
    """
    if len(driver.find_elements("css selector", "#queues table[data-source] tbody tr")) < 2:
        return
    for column in ("conversations", "response_created_p90_s"):
        # The largest is first at the first click, and rows without a value are always last.
        for wanted in ("descending", "ascending"):
            direction, values = driver.execute_script(order, column)
            known = [float(value) for value in values if value]
            tables.same([wanted, sorted(known, reverse=wanted == "descending")], [direction, known], f"{directory}: sorted by {column}")
            assert all(values[:len(known)]), values
    field = driver.find_elements("css selector", "#queues .filter input")
    if field:
        caption = driver.find_element("css selector", "#queues table[data-source] caption").text
        assert caption in field[0].get_attribute("aria-label"), field[0].get_attribute("aria-label")
        name = driver.find_element("css selector", "#queues tbody th").text
        field[0].send_keys(name)
        left = driver.execute_script(
            "return Array.from(document.querySelector('#queues table[data-source]').tBodies[0].rows)"
            ".filter(r => !r.hidden).map(r => r.textContent)")
        assert left and all(name.lower() in text.lower() for text in left), (name, left)
        field[0].send_keys(" no such queue")
        total, rows, said = driver.execute_script(
            "var t = document.querySelector('#queues table[data-source]');"
            "return [Number(t.dataset.total), t.tBodies[0].rows.length, document.querySelector('#queues .filter span').textContent.trim()]")
        tables.same(f"0 of the {rows} shown; {total:,} in by_queue.csv" if total > rows else f"0 of {rows}", said, f"{directory}: filtered")


def check_escape(driver, directory):
    """Names are shown as text, whatever characters they contain."""
    intruders = driver.execute_script(
        "return Array.from(document.querySelectorAll('*')).filter(e =>"
        " ['IMG', 'IFRAME', 'OBJECT', 'EMBED', 'FORM', 'LINK', 'BASE'].includes(e.tagName)"
        " || Array.from(e.attributes).some(a => a.name.startsWith('on') || a.name === 'style' || a.name === 'src'"
        " || (a.name === 'href' && !a.value.startsWith('#') && !(e.rel === 'noopener noreferrer' && /^https?:/.test(a.value)))))"
        ".map(e => e.outerHTML.slice(0, 200))")
    tables.same([], intruders, f"{directory}: intruders")
    tables.same(1, len(driver.find_elements("css selector", "script")), f"{directory}: scripts")
    tables.same(0, driver.execute_script("return performance.getEntriesByType('resource').length"), "requests")
    ids = driver.execute_script("return Array.from(document.querySelectorAll('[id]')).map(e => e.id)")
    tables.same(len(set(ids)), len(ids), f"{directory}: ids")


def main(hostile, directories):
    driver = browser()
    for directory in directories:
        path = os.path.abspath(os.path.join(directory, "report.html"))
        assert os.path.getsize(path) <= 2_000_000, os.path.getsize(path)
        look(driver, path, 1280, "light")
        script_on = driver.execute_script(
            "return [document.querySelectorAll('tbody tr').length, document.querySelectorAll('svg').length,"
            " document.querySelectorAll('h2').length]")
        check_escape(driver, directory)
        check_figures(driver, directory)
        check_measured(driver, directory)
        is_empty = not driver.find_elements("css selector", "#queues")
        if not is_empty:
            check_charts(driver, directory)
            check_days(driver, directory)
            check_volume(driver, directory)
            check_targets(driver, directory)
            check_dots(driver, directory)
            check_hours(driver, directory)
            check_breakdowns(driver, directory)
            check_waiting(driver, directory)
            check_links(driver, directory)
            check_week(driver, directory)
            check_ranks(driver, directory)
            check_coverage(driver, directory)
            check_order(driver, directory)
            look(driver, path, 1280, "light")
            if not hostile:
                check_keyboard(driver, directory)
                check_use(driver, directory)
        for width, scheme in ((1280, "light"), (1920, "dark"), (390, "light"), (390, "dark"), (320, "light")):
            look(driver, path, width, scheme)
            wide = driver.execute_script("return document.documentElement.scrollWidth")
            assert wide <= width, f"{directory}: {wide} wide at {width}"
            for details in (False, True):
                driver.execute_script(
                    "document.querySelectorAll('details').forEach(d => { d.open = arguments[0] })", details)
            cut = driver.execute_script(
                "return Array.from(document.querySelectorAll('figure svg text')).filter(t => {"
                " var a = t.getBoundingClientRect(), b = t.ownerSVGElement.getBoundingClientRect();"
                " return a.width > 0 && (a.left < b.left - 1 || a.right > b.right + 1) }).map(t => t.textContent)")
            tables.same([], cut, f"{directory}: words that a chart cuts at {width}")
            # The shade lies at the edges only, but hides from axe which colour is behind the text. So do the edges of a wide
            # table, of which the narrow widths see that it can be scrolled.
            driver.execute_script(
                "document.querySelectorAll('.scroll').forEach(f => { f.style.background = 'none';"
                " if (arguments[0]) { f.style.overflow = 'visible' } })", width == 1920)
            driver.execute_script(AXE)
            result = driver.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
            violations = [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0].get("failureSummary")) for v in result["violations"]]
            tables.same([], violations, f"{directory}: accessibility at {width}, {scheme}")
            assert len(result["passes"]) > 10, len(result["passes"])
            if width == 1920:
                unclear = [node["html"] for v in result["incomplete"] if v["id"] == "color-contrast" for node in v["nodes"]]
                tables.same([], [html for html in unclear if not html.startswith("<text")], f"{directory}: contrast that is not known")
        for scheme in ("light", "dark"):
            look(driver, path, 390, scheme)
            seen = check_scrolling(driver, directory)
            assert is_empty or seen > 2, f"{directory}: {seen} tables to scroll"
        check_paper(driver, directory, hostile)
        messages = [entry for entry in driver.get_log("browser")]
        tables.same([], messages, f"{directory}: console")

        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        look(driver, path, 1280, "light")
        root = driver.execute_cdp_cmd("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
        counted = [len(driver.execute_cdp_cmd("DOM.querySelectorAll", {"nodeId": root, "selector": s})["nodeIds"])
                   for s in ("tbody tr", "svg", "h2")]
        tables.same(script_on, counted, f"{directory}: without JavaScript")
        paper = base64.b64decode(driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"])
        assert paper.startswith(b"%PDF") and len(paper) > 10_000, len(paper)
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        driver.get_log("browser")
    driver.quit()


if __name__ == "__main__":
    main(sys.argv[1] == "1", sys.argv[2:])
