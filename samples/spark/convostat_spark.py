"""Summarizes dumps on Apache Spark: the tables of one machine, made by many.

    spark-submit convostat_spark.py INPUT... --out DIR --convostat PATH [options of summarize]

The binary does all the work on records; Spark reads, moves facts and manages tasks. README.md next to this file
says how, what is written and what is promised.
"""

import argparse
import contextlib
import datetime
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zlib

from pyspark import SparkFiles, StorageLevel
from pyspark.sql import SparkSession

READING = [("account", 1), ("conversation-from-filename", 0), ("conversation-from-directory", 0), ("max-line-bytes", 1)]
TABLES = [
    ("metadata", 2), ("attributes", 0), ("by", 2), ("max-groups", 1), ("where", 2), ("since", 1), ("until", 1),
    ("anchor", 1), ("timezone", 1), ("csv-text", 1), ("dialect", 1), ("buckets", 1), ("responses", 0),
    ("split-rows", 1), ("xlsx", 0), ("durations", 1), ("report", 0), ("as-of", 1), ("within", 1), ("hours", 1), ("order", 1),
    ("wait-from", 1), ("bots", 1), ("bot-agent", 2), ("no-sender", 1),
]
# Options that change the form of conversations.csv, or add outputs that a partition does not need.
NOT_OF_ROWS = {"dialect", "split-rows", "xlsx", "durations", "report", "as-of", "buckets", "responses", "by", "max-groups"}
# Options about how tables are written. Parts have no tables, so these options go to merge.
OF_MERGE = {"dialect", "split-rows", "xlsx", "durations", "report"}
DUMPS = re.compile(r"\.(ndjson|jsonl|json)(\.(gz|zst|xz|bz2))?$", re.IGNORECASE)


class Failed(Exception):
    """A failure that ends the job, with the exit status of the binary."""

    def __init__(self, status, text):
        super().__init__(f"{text} [status {status}]")
        self.status, self.text = status, text


def pattern(glob):
    """Returns the expression of a pattern of paths, as the binary reads it."""
    while glob.startswith("./"):
        glob = glob[2:]
    parts = [".*" if part[:2] == "**" else "[^/]*" if part == "*" else "[^/]" if part == "?" else re.escape(part)
             for part in re.findall(r"\*+|\?|[^*?]+", glob)]
    inside = ".*" if glob.endswith("/") else ""
    return re.compile(("" if glob.startswith("/") else "(?:.*/)?") + "".join(parts) + inside, re.DOTALL)


def map_of(path, maps):
    """Returns the number of the map that reads a path, or None. Raises if the patterns of two maps match."""
    found = [number for number, (_, glob, _) in enumerate(maps) if glob is not None and pattern(glob).fullmatch(path)]
    if len(found) > 1:
        raise Failed(64, f"{path}: several maps are for it: {', '.join(maps[number][0] for number in found)}")
    return (found or [number for number, (_, glob, _) in enumerate(maps) if glob is None] or [None])[-1]


# On the executors


def convostat(job, *words, accepted=(0,)):
    """Runs the shipped binary and returns its status and report. Raises for a status that is not accepted."""
    command = [job.get("path") or SparkFiles.get(job["name"]), *words, "--quiet", "--json"]
    done = subprocess.run(command, capture_output=True)
    report = done.stdout.decode().strip().rpartition("\n")[2]
    if done.returncode not in accepted or not report.startswith("{"):
        status = done.returncode if done.returncode >= 0 else 128 - done.returncode
        said = done.stderr.decode(errors="replace").strip()[-2000:]
        raise Failed(status, f"convostat {words[0]} ended with {status}: {said}")
    return done.returncode, json.loads(report)


@contextlib.contextmanager
def workplace():
    """Gives a directory for this attempt only. Spark removes the directories of killed attempts."""
    place = tempfile.mkdtemp(prefix="convostat-", dir=os.path.abspath(SparkFiles.getRootDirectory()))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def write_file(path, chunks):
    """Writes chunks of bytes into a new file."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        for chunk in chunks:
            file.write(chunk)


def whole_files(rows):
    """Yields the segments of files that are read whole: (path, number of the split, chunks)."""
    for row in rows:
        yield row.path, 0, [row.content]


def split(path, number, lines):
    """Yields the segment of a split of a large file, given its number in the file."""
    first = next(lines, None)
    if first is None:
        return
    if number == 0 and not path.lower().endswith((".gz", ".bz2")):
        text = first.lstrip(b"\xef\xbb\xbf \t\r")
        if text.rstrip() == b"{" or text[:1] == b"[" or text[:4] in (b"\x28\xb5\x2f\xfd", b"\xfd7zX"):
            raise Failed(66, f"{path}: larger than --whole, and not a JSON value per line")
    yield path, number, (line + b"\n" for line in itertools.chain([first], lines))


COUNTS = ("lines", "records", "blank", "ignored", "rejected", "elements", "rejected_elements", "duplicates", "created_missing")


def no_report():
    """Returns the report of an empty input."""
    return {"counts": dict.fromkeys(COUNTS, 0), "rejects": {}, "newest_message": None, "is_usable": False, "paths": []}


def add(report, other):
    """Adds another report to a report."""
    for name in COUNTS:
        report["counts"][name] += other["counts"][name]
    for reason, count in other["rejects"].items():
        report["rejects"][reason] = report["rejects"].get(reason, 0) + count
    report["newest_message"] = max(report["newest_message"] or "", other["newest_message"] or "") or None
    report["is_usable"] |= other["is_usable"]
    report["paths"] += other["paths"]


def read(job, segments):
    """Yields the facts of a partition's segments: (kind, key, value) as in `items`."""
    report = no_report()
    with workplace() as place:
        for path, number, chunks in segments:
            file = os.path.join(place, "dump", path.rpartition("/")[2])
            write_file(file, chunks)
            yield from read_segment(job, place, file, path, number, report)
            os.remove(file)
    yield "report", None, json.dumps(report)


def read_segment(job, place, file, path, number, total):
    """Yields the facts of a segment, under its path as given, ranked after the splits before it.

    Each segment has a run of its own: paths decide which of two records is later, and facts in a file already have
    paths.
    """
    facts, rejects = os.path.join(place, "facts"), os.path.join(place, "rejects")
    given = as_given(path, job["homes"])
    words = ["facts", file, "--out", facts, "--rejects", rejects, "--jobs", "1", *job["reading"]]
    words += map_words(job["maps"], map_of(given, job["maps"]), place)
    try:
        status, report = convostat(job, *words, accepted=(0, 65))
    except Failed as error:
        raise Failed(error.status, error.text.replace(file, given)) from None
    counts = report["counts"]
    add(total, {**report, "paths": [path], "is_usable": status == 0 and counts["lines"] > counts["blank"]})

    given = json.dumps(given, ensure_ascii=False)
    ours = re.compile(b'"' + re.escape(place).encode() + rb'/dump/(?:[^"\\]|\\.)*"(?:,(\d+))?')

    def theirs(match):
        text = given
        if match[1]:
            text += f",{int(match[1]) + (number << 40)}"
        elif number:
            text += f',"split":{number}'
        return text.encode()

    with open(rejects, "rb") as lines:
        for line in lines:
            yield "reject", None, ours.sub(theirs, line, count=1)[:-1].decode()
    if status == 0:
        with open(facts, "rb") as lines:
            for line in lines:
                yield from items(ours.sub(theirs, line))


def map_words(maps, number, place):
    """Writes the map with a number into a file, and returns the option that names it; nothing for no map."""
    if number is None:
        return []
    write_file(f"{place}/{number}.map", [maps[number][2]])
    return [f"--map={place}/{number}.map"]


def as_given(path, homes):
    """Returns the path that a file would have if the inputs were given in the same words on one machine."""
    for home, given in homes:
        if path == home or path.startswith(home + "/"):
            return given + path[len(home):]
    return path


# A line of facts begins with its subject. Within a value every quote has a backslash before it.
SUBJECT = re.compile(rb'\{"convostat_fact":[12],"(\w+)":("(?:[^"\\]|\\.)*")(?:,"source":("(?:[^"\\]|\\.)*"))?'
                     rb'(?:,"account":(?P<account>"(?:[^"\\]|\\.)*"))?')


def items(line):
    """Yields a line of facts with the key by which it is joined: (kind, key, value).

    The key of asapp is a name: an id or an external id. A record that links the two also yields a link for the
    external id. The key of chatwoot is the number, for any account, also of reporting events. The key of another
    platform has its source.
    """
    match = SUBJECT.match(line)
    if match is None:
        return
    subject, name = match[1].decode(), json.loads(match[2])
    account = json.loads(match["account"]) if match["account"] else ""
    source = json.loads(match[3]) if match[3] else ""
    if subject == "mapped":
        yield "line", "m" + source + "\0" + account + "\0" + name, line
    elif subject in ("chatwoot", "reported"):
        yield "line", "c" + name, line
    elif subject in ("asapp", "asapp_external"):
        yield "line", "a" + name, line
        if subject == "asapp" and (b'"external":' in line or b'"links":[' in line):
            fact = json.loads(line)
            externals = {said.get("external", "") for said in fact.get("said", [])}
            for external in sorted(externals.union(fact.get("links", [])) - {""}):
                yield "link", "a" + external, name
    elif subject not in ("part", "part_keys"):
        fact = json.loads(line)
        yield "name", (subject, source + "\0" + account if source else account, name), (rank(fact), fact)


def rank(saying):
    """Returns the rank of a statement: the later one wins (documentation: Definitions)."""
    if "from" not in saying:  # that an account has an inbox, which no record outranks
        return False, 0, b"", 0, -1
    path, offset, *index = saying["from"]
    said_by_record = saying.get("of") != "message"
    return said_by_record, saying.get("updated", 0), path.encode(), offset, index[0] if index else -1


def settle(items):
    """Yields lines with the key of their conversation, and names whose account is known only now."""
    lines, links = {}, {}
    for _, (kind, key, value) in items:
        if kind == "line":
            lines.setdefault(key, []).append(value)
        else:
            links[key] = max(links.get(key, ""), value, key=str.encode)
    for key, own in lines.items():
        if key[0] == "c":
            yield from settle_accounts(key, own)
            continue
        # A name that is no record's id is an external id, if a record has that external id.
        is_id = any(SUBJECT.match(line)[1] == b"asapp" and (b'"said":[' in line or b'"links":[' in line) for line in own)
        target = key if is_id or key not in links else "a" + links[key]
        for line in own:
            yield "line", target, line


def settle_accounts(key, lines):
    """Yields lines of one number. Lines without account belong to the only account with that number, or to none."""
    events = [line for line in lines if SUBJECT.match(line)[1] == b"reported"]
    for line in events:
        yield "line", key, line
    lines = [line for line in lines if line not in events]
    accounts = {line: SUBJECT.match(line)["account"] for line in lines}
    known = {json.loads(account) for account in accounts.values() if account}
    account = known.pop() if len(known) == 1 else ""
    for line in lines:
        is_open = accounts[line] is None
        yield "open" if is_open and not account else "line", key, line
        if not is_open or not (b'"agents":{' in line or b'"inboxes":{' in line):
            continue
        for said in json.loads(line)["said"]:
            where = {name: said[name] for name in ("from", "of", "updated") if name in said}
            for named, subject in (("agents", "chatwoot_agent"), ("inboxes", "inbox")):
                for id, name in said.get(named, {}).items():
                    fact = {"convostat_fact": 2, subject: id, "account": account, "name": name, **where}
                    # Without an account: kept apart from inboxes whose name is valid in every account.
                    yield "name", (subject if account else "open " + named, account, id), (rank(said), fact)


def line_of(fact):
    """Returns a line of facts."""
    return json.dumps(fact, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def summarize(job, names, number, items):
    """Yields the part and the rows of a partition's conversations."""
    named = [line_of(fact) for (subject, _, _), fact in names if not subject.startswith("open ")]
    in_no_account = [(subject[5:], id, fact) for (subject, _, id), fact in names if subject.startswith("open ")]
    with workplace() as place:
        facts, rows, part = (os.path.join(place, name) for name in ("facts", "rows", "part"))
        count = 0
        with open(facts, "wb") as file:
            for _, (kind, _, line) in items:
                if kind == "open" and in_no_account:
                    line, in_no_account = with_names(line, in_no_account), []
                file.write(line)
                count += 1
            file.writelines(named)
        if count == 0:
            return
        _, report = convostat(job, "summarize", facts, "--partial", part, "--jobs", "1", *job["parts"])
        yield "report", None, json.dumps({"counts": report["counts"]})
        with open(part, "rb") as file:
            for chunk in iter(lambda: file.read(8 << 20), b""):
                yield "part", number, chunk
        # Open waits are aged at the same moment as in a run over everything.
        options = [word for word in job["tables"] if word.split("=")[0][2:] not in NOT_OF_ROWS]
        if job["as_of"]:
            options.append("--as-of=" + job["as_of"])
        convostat(job, "summarize", facts, "--out", rows, "--jobs", "1", *options)
        with open(os.path.join(rows, "conversations.csv"), encoding="utf-8", newline="\n") as lines:
            for line in lines:
                yield "row", number, line[:-1]


def with_names(line, names):
    """Returns a line of a conversation without account, with the names from others without account added."""
    fact = json.loads(line)
    for named, id, name in names:
        said = {key: name[key] for key in ("from", "of", "updated") if key in name}
        fact.setdefault("said", []).append({**said, named: {id: name["name"]}})
    return line_of(fact)


def partition_of(key):
    """Returns the same number for a key in every process."""
    return zlib.crc32(repr(key).encode())


def later(left, right):
    """Returns the later of two names."""
    if left[0] == right[0]:
        return min(left, right, key=lambda name: name[1].get("name", ""))
    return max(left, right, key=lambda name: name[0])


# On the driver


class Usage(argparse.ArgumentParser):
    """A parser that refuses arguments as the binary does."""

    def error(self, message):
        self.exit(64, f"convostat_spark: {message}\n")


def parse(words):
    """Returns the options of the job, and the options of the binary as words."""
    parser = Usage(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files, directories and patterns that Spark can read")
    parser.add_argument("--out", required=True, help="directory for tables, conversations, rejects and report.json")
    parser.add_argument("--convostat", default="convostat", help="the binary, to be shipped to the executors")
    parser.add_argument("--partitions", type=int, help="partitions of conversations (default: by the input's size)")
    parser.add_argument("--whole", type=int, default=128 << 20, metavar="BYTES",
                        help="read larger files by lines, in splits (default 128 MiB; less than 2 GiB)")
    parser.add_argument("--memory", default="512M", metavar="SIZE", help="of each run of the binary on an executor")
    parser.add_argument("--map", action="append", default=[], metavar="FILE[=GLOB]", help="as that of summarize")
    parser.add_argument("--min-records", type=int, help="as that of summarize, over all inputs")
    parser.add_argument("--newest-within", type=seconds, metavar="TIME", help="as that of summarize, over all inputs")
    parser.add_argument("--max-drop", type=share, metavar="P", help="as that of summarize: messages since the last job")
    parser.add_argument("--max-rejects", type=int, help="as that of summarize, over all inputs")
    parser.add_argument("--max-reject-share", type=share, metavar="P", help="as that of summarize, over all inputs")
    for name, values in READING + TABLES:
        action = ("store_true", "store", "append")[values]
        parser.add_argument("--" + name, action=action, help="as that of summarize")
    typed = parser.parse_args(words)

    def forwarded(options):
        for name, _ in options:
            value = getattr(typed, name.replace("-", "_"))
            for one in value if isinstance(value, list) else [value]:
                if one is not None and one is not False:
                    yield "--" + name if one is True else f"--{name}={one}"

    typed.reading_words = ["--memory=" + typed.memory, *forwarded(READING)]
    if typed.hours and os.path.exists(typed.hours):
        # The binary also takes the content of the file instead of its name, which executors do not have.
        with open(typed.hours, encoding="utf-8") as file:
            typed.hours = file.read()
    typed.table_words = list(forwarded(TABLES))
    typed.maps = []
    for text in typed.map:
        path, glob = parts_of_map(text)
        try:
            with open(path, "rb") as file:
                content = file.read()
        except OSError as error:
            parser.error(f"--map {path}: {error.strerror}")
        # As on one machine, a map without a pattern replaces an earlier one.
        typed.maps = [known for known in typed.maps if glob is not None or known[1] is not None] + [(path, glob, content)]
    return typed


def parts_of_map(text):
    """Returns the file and the pattern of FILE or FILE=GLOB; the first = after the name of a file ends it."""
    signs = [] if os.path.exists(text) else [at for at, letter in enumerate(text) if letter == "="]
    sign = next((at for at in signs if os.path.exists(text[:at])), signs[0] if signs else None)
    return (text, None) if sign is None else (text[:sign], text[sign + 1:])


def share(text):
    """Returns the number of a share: 50% or 0.5."""
    value = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    if not 0 <= value <= 1:
        raise ValueError
    return value


def seconds(text):
    """Returns the seconds of a span: 90s, 30m, 26h or 7d."""
    match = re.fullmatch(r"(\d{1,7})([smhd])", text)
    if match is None:
        raise ValueError
    return int(match[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[match[2]]


def find_dumps(spark, inputs):
    """Returns the files of the inputs, (path, bytes), found as by `summarize`, and the inputs as given."""
    found, homes = {}, {}
    for given in inputs:
        path = spark._jvm.org.apache.hadoop.fs.Path(given)
        system = path.getFileSystem(spark._jsc.hadoopConfiguration())
        is_pattern = not system.exists(path)
        tops = system.globStatus(path) if is_pattern else [system.getFileStatus(path)]
        if not tops:
            raise Failed(66, f"{given}: there is no such file or directory")
        for top in tops:
            name = top.getPath().toString()
            has_scheme = path.toUri().getScheme() is not None
            own = given.rstrip("/") if not is_pattern else name if has_scheme else top.getPath().toUri().getPath()
            homes.setdefault(name, own)
            if not top.isDirectory():
                found[top.getPath().toString()] = top.getLen()
                continue
            home, inside = top.getPath().toString(), {}
            listing = system.listFiles(top.getPath(), True)
            while listing.hasNext():
                status = listing.next()
                inside[status.getPath().toString()] = status.getLen()
            outputs = set()
            for run in [name for name in inside if name.endswith("/run.json")]:
                outputs.add(run)
                with contextlib.suppress(ValueError, TypeError, KeyError):
                    text = spark.read.text(escaped(run), wholetext=True).first()[0]
                    said = json.loads(text)
                    if said["tool"] == "convostat":
                        outputs.update(run[:-8] + output["name"] for output in said["outputs"])
            for name, size in inside.items():
                hidden = any(part.startswith(".") for part in name[len(home):].split("/"))
                if DUMPS.search(name) and not hidden and name not in outputs:
                    found[name] = size
    return sorted(found.items()), sorted(homes.items(), key=lambda home: -len(home[0]))


def escaped(path):
    """Returns a path that Spark does not interpret as a pattern."""
    return re.sub(r"([\\*?\[\]{}])", r"\\\1", path)


def reading(spark, files, whole):
    """Returns the dumps as partitions of segments."""
    small = [escaped(path) for path, size in files if size <= whole]
    large = [path for path, size in files if size > whole]
    for path in large:
        if path.lower().endswith((".xz", ".zst")):
            raise Failed(66, f"{path}: larger than --whole, and nothing that Spark can read line by line")
    context, rdds = spark.sparkContext, []
    if small:
        rows = spark.read.format("binaryFile").load(small).select("path", "content")
        rdds.append(rows.rdd.mapPartitions(whole_files))
    for path in large:
        lines = context.textFile(escaped(path), use_unicode=False)
        rdds.append(lines.mapPartitionsWithIndex(lambda number, lines, path=path: split(path, number, lines)))
    return rdds


@contextlib.contextmanager
def lines_end_with_newlines(spark):
    """Makes Spark end lines at newlines only: a carriage return is white space of JSON."""
    configuration, key = spark._jsc.hadoopConfiguration(), "textinputformat.record.delimiter"
    before = configuration.get(key)
    configuration.set(key, "\n")
    try:
        yield
    finally:
        configuration.unset(key) if before is None else configuration.set(key, before)


def main(words):
    """Runs the job and returns its exit status: that of the binary if the binary failed."""
    typed = parse(words)
    spark = SparkSession.builder.appName("convostat").getOrCreate()
    try:
        with lines_end_with_newlines(spark), tempfile.TemporaryDirectory(prefix="convostat-") as place:
            report = run(spark, typed, place)
    except Exception as error:  # an error of an executor comes as the text of its traceback
        text = f"Failed: {error}" if isinstance(error, Failed) else str(error)
        said = re.search(r"Failed: (.*?) \[status (\d+)\]", text, re.DOTALL)
        unread = re.search(r"\[FAILED_READ_FILE.*|Unexpected end of input stream|java\.util\.zip\..*", str(error))
        if not said and not unread:
            raise
        print(f"convostat_spark: {said[1] if said else unread[0]}", file=sys.stderr)
        return int(said[2]) if said else 66
    print(json.dumps(report))
    return 0


def run(spark, typed, place):
    """Runs all steps: dumps -> facts -> conversations -> parts -> tables."""
    context, out = spark.sparkContext, typed.out.rstrip("/")
    binary = shutil.which(typed.convostat)
    if binary is None:
        raise Failed(64, f"--convostat {typed.convostat}: there is no such program")
    job = {"path": binary, "reading": typed.reading_words, "tables": typed.table_words, "as_of": None}
    job["merge"] = [word for word in job["tables"] if word.split("=")[0][2:] in OF_MERGE]
    job["parts"] = [word for word in job["tables"] if word not in job["merge"]]
    # A part without conversations: wrong options end the job here, before it begins.
    write_file(f"{place}/nothing.ndjson", [])
    job["maps"] = typed.maps
    for number in range(len(typed.maps)):
        convostat(job, "check", f"{place}/nothing.ndjson", *map_words(typed.maps, number, place))
    convostat(job, "facts", f"{place}/nothing.ndjson", "--out", f"{place}/nothing.facts", *job["reading"])
    convostat(job, "summarize", f"{place}/nothing.ndjson", "--partial", f"{place}/part-of-nothing",
              *job["parts"])
    convostat(job, "merge", f"{place}/part-of-nothing", "--out", f"{place}/tables-of-nothing", *job["merge"])
    context.addFile(binary)
    job.update(path=None, name=os.path.basename(binary))

    files, job["homes"] = find_dumps(spark, typed.inputs)
    used = {map_of(as_given(path, job["homes"]), typed.maps) for path, _ in files}
    for number, (path, glob, _) in enumerate(typed.maps):
        if glob is not None and number not in used:
            print(f"convostat_spark: warning: --map: no input matches {glob}, so {path} reads nothing", file=sys.stderr)
    size = sum(length for _, length in files)
    partitions = typed.partitions or max(context.defaultParallelism, -(-size // (512 << 20)))

    # dumps -> facts, once: Spark keeps the result of each task, and nothing else counts.
    rdds = [rdd.mapPartitions(lambda segments, job=dict(job): read(job, segments))
            for rdd in reading(spark, files, typed.whole)]
    facts = context.union(rdds).persist(StorageLevel.DISK_ONLY) if rdds else context.emptyRDD()
    report = totals(facts.filter(lambda item: item[0] == "report").map(lambda item: item[2]).collect(), files)
    unfit = unfitness(report, typed)
    if unfit is None:
        require_enough(report, typed)
    write_lines(spark, facts.filter(lambda item: item[0] == "reject").map(lambda item: item[2]), out + "/rejects")
    if unfit is not None:
        raise unfit

    # facts -> conversations together
    meeting = facts.filter(lambda item: item[0] in ("line", "link")).map(lambda item: (item[1], item))
    settled = meeting.partitionBy(partitions, partition_of).mapPartitions(settle).persist(StorageLevel.DISK_ONLY)
    names = facts.union(settled).filter(lambda item: item[0] == "name").map(lambda item: item[1:]) \
        .reduceByKey(later, partitions, partition_of).mapValues(lambda name: name[1]).collect()
    names = context.broadcast(sorted(names, key=lambda name: name[0]))

    # conversations -> parts and rows
    job["as_of"] = typed.as_of or report["newest_message"]
    together = settled.filter(lambda item: item[0] != "name").map(lambda item: (item[1], item)) \
        .partitionBy(partitions, partition_of)
    shares = together.mapPartitionsWithIndex(
        lambda number, items, job=dict(job): summarize(job, names.value, number, items)).persist(StorageLevel.DISK_ONLY)
    for text in shares.filter(lambda item: item[0] == "report").map(lambda item: item[2]).collect():
        report["counts"]["duplicates"] += json.loads(text)["counts"]["duplicates"]
    parts = [f"{place}/part-of-nothing"]
    for _, number, chunk in shares.filter(lambda item: item[0] == "part").toLocalIterator(prefetchPartitions=True):
        path = f"{place}/part-{number:09}"
        if parts[-1] != path:
            parts.append(path)
        with open(path, "ab") as file:
            file.write(chunk)
    if typed.max_drop is not None:
        require_messages(spark, dict(job, path=binary), parts, typed, place)

    # From here to the end the outputs are a mixture of two runs; the missing report is the sign of that.
    system, before = hadoop(spark, out + "/report.json")
    system.delete(before, False)
    write_lines(spark, shares.filter(lambda item: item[0] == "row").map(lambda item: item[2]), out + "/conversations")

    # parts -> tables, which merge refuses to make if a conversation is in two of them
    report["counts"]["duplicates"] += merge(spark, dict(job, path=binary), parts, out + "/tables", place)
    report["parts"] = len(parts) - 1
    for kept in (facts, settled, shares):
        kept.unpersist()
    put(spark, out + "/report.json", json.dumps(report, indent=2).encode() + b"\n", place)
    return report


def totals(reports, files):
    """Returns the sum of the reports of all runs over dumps."""
    total = no_report()
    for report in reports:
        add(total, json.loads(report))
    paths = set(total.pop("paths"))
    for path, size in files:
        if size and path not in paths:
            raise Failed(66, f"{path}: Spark does not read it; names that begin with _ or . are passed over")
    return {"files": len(files), **total, "rejects": dict(sorted(total["rejects"].items()))}


def unfitness(report, typed):
    """Returns the failure of a job that could use nothing, or that rejected too much; None if it is fit."""
    counts = report["counts"]
    rejected = counts["rejected"] + counts["rejected_elements"]
    lines = counts["lines"] - counts["blank"]
    if not report.pop("is_usable") and lines:
        return Failed(65, f"no usable records in the input; {rejected} rejected: {report['rejects']}")
    if typed.max_rejects is not None and rejected > typed.max_rejects:
        return Failed(65, f"{rejected} rejected, more than --max-rejects {typed.max_rejects}: {report['rejects']}")
    limit = typed.max_reject_share
    if limit is not None and rejected > limit * (lines + counts["elements"]):
        return Failed(65, f"{rejected} rejected, a greater share than {limit:.4%}: {report['rejects']}")
    return None


def require_enough(report, typed):
    """Ends the job where fewer records were read, or older messages, than its guards require."""
    records = report["counts"]["records"]
    if typed.min_records is not None and records < typed.min_records:
        raise Failed(65, f"{records} records, fewer than --min-records {typed.min_records}")
    if typed.newest_within is None:
        return
    newest = report["newest_message"]
    if newest is None:
        raise Failed(65, "there is no message, so none within --newest-within")
    age = (datetime.datetime.now(datetime.timezone.utc) - datetime.datetime.fromisoformat(newest[:-1] + "+00:00"))
    if age.total_seconds() > typed.newest_within:
        raise Failed(65, f"the latest message is of {newest}, older than --newest-within allows")
    if -age.total_seconds() > typed.newest_within and not typed.as_of:
        raise Failed(65, f"the latest message is of {newest}, ahead of the clock by more than --newest-within")


def require_messages(spark, job, parts, typed, place):
    """Ends the job where messages dropped by more than --max-drop since the tables that are there were made."""
    system, before = hadoop(spark, typed.out.rstrip("/") + "/tables/run.json")
    if not system.exists(before):
        return
    try:
        text = spark.read.text(escaped(before.toString()), wholetext=True).first()[0]
        known = int(json.loads(text)["counts"]["messages"])
    except (ValueError, TypeError, KeyError):
        raise Failed(65, f"{before.toString()}: does not say how many messages there were") from None
    messages = convostat(job, "merge", *parts, "--out", f"{place}/tables-to-come", *job["merge"])[1]["counts"]["messages"]
    if known - messages > typed.max_drop * known:
        raise Failed(65, f"messages dropped from {known} to {messages}, by more than --max-drop {typed.max_drop:.4%}")


def write_lines(spark, lines, path):
    """Writes lines into a directory, a file per partition, by Spark's own commit: the output of one attempt of each."""
    spark.createDataFrame(lines.map(lambda line: (line,)), "line string").write.mode("overwrite").text(path)


def merge(spark, job, parts, out, place):
    """Makes the tables, on the driver's disk at once, elsewhere by a copy that takes their place.

    Returns how many messages stood in several parts of a conversation.
    """
    if "://" not in out and not out.startswith("file:"):
        return convostat(job, "merge", *parts, "--out", out, *job["merge"])[1]["counts"]["duplicates"]
    _, report = convostat(job, "merge", *parts, "--out", f"{place}/tables", *job["merge"])
    system, new, old = hadoop(spark, out + ".new", out)
    system.delete(new, True)
    system.copyFromLocalFile(hadoop(spark, f"file:{place}/tables")[1], new)
    system.delete(old, True)
    if not system.rename(new, old):
        raise Failed(74, f"{out}: cannot be put in place")
    return report["counts"]["duplicates"]


def put(spark, path, content, place):
    """Writes a small file, at once."""
    write_file(f"{place}/put", [content])
    system, target = hadoop(spark, path)
    system.copyFromLocalFile(False, True, hadoop(spark, f"file:{place}/put")[1], target)


def hadoop(spark, *names):
    """The file system of the first path, and the paths as it takes them."""
    paths = [spark._jvm.org.apache.hadoop.fs.Path(name) for name in names]
    return paths[0].getFileSystem(spark._jsc.hadoopConfiguration()), *paths


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
