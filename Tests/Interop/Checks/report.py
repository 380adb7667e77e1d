"""report.html in Chromium: quiet, complete without JavaScript, accessible, and with the figures of the tables.

`report.py NAMES DIRECTORY...`, where NAMES is 0 for names as they are, 1 where some of them try to break out.
"""

import base64
import csv
import glob
import json
import os
import shutil
import sys

import axe_playwright_python
import tables
from selenium import webdriver

SCRIPT = glob.glob(os.path.join(os.path.dirname(axe_playwright_python.__file__), "axe.min.js"))[0]
with open(SCRIPT, encoding="utf-8") as file:
    AXE = file.read()

CELLS = """
return Array.from(document.querySelectorAll('table[data-source]')).map(table => ({
  source: table.dataset.source,
  columns: Array.from(table.tHead.rows[0].cells).map(cell => cell.dataset.column || null),
  rows: Array.from(table.tBodies[0].rows).map(row => ({
    key: JSON.parse(row.dataset.key), cells: Array.from(row.cells).map(cell => cell.dataset.v)}))
}));
"""


def browser():
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))


def look(driver, path, width, scheme):
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    driver.get("file://" + path)


def raw(directory):
    """The cells of every table as they stand in its file, without guards, by the key of the row."""
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
    """A text as HTML can hold it in an attribute."""
    return "".join(
        " " if c in "\t\n\r" else "\ufffd" if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\ufffe\uffff" + BIDI else c
        for c in text)


def shown_in_key(text):
    """In keys, which are JSON, controls are escaped and come back."""
    return "".join("\ufffd" if c in "\ufffe\uffff" + BIDI else c for c in text)


BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def check_figures(driver, directory):
    expected = {(k[0], *map(shown_in_key, k[1:])): v for k, v in raw(directory).items()}
    compared = 0
    for table in driver.execute_script(CELLS):
        for row in table["rows"]:
            wanted = expected[(table["source"], *row["key"])]
            for column, cell in zip(table["columns"], row["cells"]):
                if column:
                    tables.same(shown(wanted[column]), cell, f"{directory}: {table['source']} {row['key']} {column}")
                    compared += 1
    figures = driver.execute_script(
        "return Array.from(document.querySelectorAll('[data-figures] [data-column]'))"
        ".map(span => [span.dataset.column, span.dataset.v, span.textContent])")
    summary = expected.get(("summary.csv",), {})
    for column, value, text in figures:
        tables.same(summary[column], value, f"{directory}: {column}")
        if column.endswith("_count") or not column.endswith("_s"):
            tables.same(f"{int(value):,}", text, f"{directory}: {column} as shown")
        compared += 1
    with open(os.path.join(directory, "run.json"), encoding="utf-8") as file:
        run = json.load(file)
    counts = driver.execute_script(
        "return Array.from(document.querySelectorAll('[data-count]')).map(r => [r.dataset.count, r.cells[1].dataset.v])")
    for name, value in counts:
        tables.same(str(run["counts"][name]), value, f"{directory}: {name}")
    tables.same(11, len(counts), f"{directory}: counts")
    rejects = driver.execute_script(
        "return Array.from(document.querySelectorAll('[data-reason]')).map(r => [r.dataset.reason, r.cells[1].dataset.v])")
    tables.same({k: str(v) for k, v in run["rejects"].items()}, dict(rejects), f"{directory}: rejects")
    if run["counts"]["conversations"]:
        assert compared > 60 and len(figures) == 17, (compared, len(figures))


def check_charts(driver, directory):
    """The charts hold as many values as the tables say, and each has words and a table."""
    bare = driver.execute_script(
        "return Array.from(document.querySelectorAll('figure svg[role=img]'))"
        ".filter(s => (s.getAttribute('aria-label') || '').length < 20).length")
    tables.same(0, bare, f"{directory}: charts without words")
    summary = raw(directory)[("summary.csv",)]
    for caption, column in (("By the platform’s clock", "response_created_count"),
                            ("By the senders’ clocks", "response_client_count"), ("Ingest lag", "ingest_lag_count")):
        total = driver.execute_script(
            "var t = Array.from(document.querySelectorAll('table')).find(t => t.caption && t.caption.textContent === arguments[0]);"
            "return t && Array.from(t.tBodies[0].rows).reduce((n, r) => n + Number(r.cells[1].textContent.replace(/,/g, '')), 0)",
            caption)
        tables.same(int(summary[column]), total or 0, f"{directory}: {caption}")
    week = driver.execute_script(
        "var t = Array.from(document.querySelectorAll('table')).find(t => t.caption && t.caption.textContent.startsWith('Customer messages by'));"
        "return Array.from(t.tBodies[0].rows).reduce((n, r) => n + Array.from(r.cells).slice(1)"
        ".reduce((m, c) => m + Number(c.textContent.replace(/,/g, '')), 0), 0)")
    tables.same(int(summary["customer_messages"]), week, f"{directory}: messages of the week")


def check_waiting(driver, directory):
    waits = sorted((v for k, v in raw(directory).items() if k[0] == "conversations.csv" and v["unanswered"] == "1"),
                   key=lambda row: -float(row["waiting_s"]))
    listed = [row["cells"][1] for table in driver.execute_script(CELLS) if table["source"] == "conversations.csv"
              for row in table["rows"]]
    tables.same([row["waiting_s"] for row in waits[:50]], listed, f"{directory}: longest waits")


def check_use(driver, directory):
    """Sorting by a click, filtering by a word."""
    order = """
      var table = Array.from(document.querySelectorAll('#queues table[data-source]'))[0];
      var place = Array.from(table.tHead.rows[0].cells).findIndex(c => c.dataset.column === 'conversations');
      table.tHead.rows[0].cells[place].querySelector('button').click();
      return [table.tHead.rows[0].cells[place].getAttribute('aria-sort'),
        Array.from(table.tBodies[0].rows).map(r => Number(r.cells[place].dataset.v))];
    """
    if len(driver.find_elements("css selector", "#queues table[data-source] tbody tr")) < 2:
        return
    for wanted, reverse in (("ascending", False), ("descending", True)):
        direction, values = driver.execute_script(order)
        tables.same([wanted, sorted(values, reverse=reverse)], [direction, values], f"{directory}: sorted")
    field = driver.find_elements("css selector", "#queues .filter input")
    if field:
        name = driver.find_element("css selector", "#queues tbody th").text
        field[0].send_keys(name)
        left = driver.execute_script(
            "return Array.from(document.querySelectorAll('#queues table[data-source] tbody tr'))"
            ".filter(r => !r.hidden).map(r => r.textContent)")
        assert left and all(name.lower() in text.lower() for text in left), (name, left)


def check_escape(driver, directory):
    """Whatever names hold, they are text."""
    intruders = driver.execute_script(
        "return Array.from(document.querySelectorAll('*')).filter(e =>"
        " ['IMG', 'IFRAME', 'OBJECT', 'EMBED', 'FORM', 'LINK', 'BASE'].includes(e.tagName)"
        " || Array.from(e.attributes).some(a => a.name.startsWith('on') || a.name === 'style' || a.name === 'src'"
        " || (a.name === 'href' && !a.value.startsWith('#')))).map(e => e.outerHTML.slice(0, 200))")
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
        is_empty = not driver.find_elements("css selector", "#queues")
        if not is_empty:
            check_charts(driver, directory)
            check_waiting(driver, directory)
            if not hostile:
                check_use(driver, directory)
        for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark"), (320, "light")):
            look(driver, path, width, scheme)
            wide = driver.execute_script("return document.documentElement.scrollWidth")
            assert wide <= width, f"{directory}: {wide} wide at {width}"
            for details in (False, True):
                driver.execute_script(
                    "document.querySelectorAll('details').forEach(d => { d.open = arguments[0] })", details)
            driver.execute_script(AXE)
            result = driver.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
            violations = [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0].get("failureSummary")) for v in result["violations"]]
            tables.same([], violations, f"{directory}: accessibility at {width}, {scheme}")
            assert len(result["passes"]) > 10, len(result["passes"])
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


main(sys.argv[1] == "1", sys.argv[2:])
