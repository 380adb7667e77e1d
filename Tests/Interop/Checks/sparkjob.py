"""A dump whose records need each other across files, and the job of samples/spark compared with one machine."""

import collections
import contextlib
import glob
import gzip
import importlib.util
import io
import json
import os
import random
import shutil
import stat
import subprocess
import sys

JOB = os.path.join(os.path.dirname(__file__), "../../../samples/spark/convostat_spark.py")


def job():
    """Returns the module of the job. Its functions are sent to executors with the task, as for a script."""
    spec = importlib.util.spec_from_file_location("convostat_spark", JOB)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def time(seconds):
    """Returns the time a number of seconds after a Monday morning."""
    return f"2026-01-{5 + seconds // 86400:02}T{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}Z"


def records(seed):
    """Returns records of both platforms in random order: references by either name, accounts and names from other records."""
    choose = random.Random(seed)
    lines = []
    for number in range(120):
        id, external = f"id-{number:03}", f"ext-{number // 2 if number % 10 == 0 else number}"
        if number % 7:
            lines.append({"id": id, "externalId": external, "customer": {"externalId": f"u{number % 11}"},
                          "agent": {"externalId": f"a{number % 5}", "name": f"Agent {number % 5} {number % 3}"},
                          "metadata": {"queue": choose.choice(["billing", "=sales", "té, 'x'"]),
                                       "region": choose.choice("ns"), "external": "ext-3"}})
        if number % 20 == 1:
            lines.append({"id": id, "externalId": external + "-old", "customer": {}, "metadata": {"queue": "late"}})
        for message in range(choose.randrange(6)):
            reference = choose.choice(
                [{"conversationId": id}, {"conversationExternalId": external}, {"conversationId": external},
                 {"conversationExternalId": id}])
            sender = choose.choice([("customer", "u"), ("agent", f"a{choose.randrange(7)}"), ("bot", "b"), ("system", "s")])
            at = choose.randrange(400_000)
            line = {**reference, "messageId": f"m{message}", "createdTimestamp": time(at),
                    "sender": {"role": sender[0], "externalId": sender[1]}, "text": "línea \u2028 \"from\":[\"x\",1]"}
            lines += [line] * choose.choice([1, 1, 1, 2])
    for number in range(60):
        # No record of every third conversation has the account; the numbers of some belong to two accounts.
        if number % 3:
            accounts = [1 + number % 2] + ([3] if number % 9 == 1 else [])
            for account in accounts:
                lines.append({"id": number, "inbox_id": number % 4, "account_id": account, "status": "open",
                              "created_at": 1767600000, "meta": {"sender": {"id": number}}})
        # Every fifth conversation has only the id of its agent: other conversations have the name.
        assignee = {"id": number % 6, **({"name": f"Person {number % 6} {number % 3}"} if number % 5 else {})}
        page = {"meta": {"assignee": assignee}, "conversation_id": number, "payload": []}
        for message in range(choose.randrange(5)):
            page["payload"].append(
                {"id": 100 * number + message, "message_type": choose.randrange(3), "inbox_id": number % 4,
                 "created_at": 1767600000 + choose.randrange(400_000), "content": "x",
                 "sender": {"id": choose.randrange(6), "type": "user", "name": f"Name {choose.randrange(9)}"}})
        lines.append(page)
    for inbox in range(3):
        lines.append({"id": inbox, "name": f"Inbox {inbox}", "channel_type": "Channel::Api"})
    lines += [{"nothing": "known"}, {"conversationId": "id-001", "messageId": "bad", "sender": {"role": "boss"}}]
    choose.shuffle(lines)
    texts = [json.dumps(line).encode() for line in lines] + [b"", b'{"broken":', b'{"\xff":1}']
    choose.shuffle(texts)
    return texts


class Bench:
    """A directory for dumps and outputs, and the correct binary."""

    def __init__(self, binary, place):
        self.binary, self.place, self.job = binary, place, job()
        self.failures, self.runs = [], 0

    def path(self, *names):
        return os.path.join(self.place, *names)

    def require(self, condition, text):
        if not condition:
            self.failures.append(text)

    def end(self):
        """Prints the failure and ends the check."""
        shutil.rmtree(self.place, ignore_errors=True)
        for failure in self.failures:
            print(failure[:2000])
        sys.exit(1 if self.failures else 0)

    def write(self, name, content):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "wb") as file:
            file.write(content)

    def write_dump(self, name):
        """Writes a dump in several files: plain, compressed, an array, facts, and names with characters of patterns."""
        texts = records(7)
        count = len(texts)
        shares = [b"\n".join(texts[index * count // 6:(index + 1) * count // 6]) for index in range(6)]
        self.write(f"{name}/2026-01-05/plain.ndjson", shares[0] + b"\n")
        self.write(f"{name}/2026-01-05/a b%20[1]{{2}}é.jsonl", shares[1].replace(b"\n", b"\r\n"))
        self.write(f"{name}/2026-01-06/packed.ndjson.gz", gzip.compress(shares[2]))
        # Of records without an update time, the one later in the file wins, in whatever split it is.
        said = [json.dumps({"id": f"said-{number % 9}", "customer": {}, "metadata": {"queue": f"q{number}"}}).encode()
                for number in range(90)]
        random.Random(5).shuffle(said)
        said = [line.replace(b", ", b",\r", 1) for line in said]
        mixed = b"\n".join(line for pair in zip(said, shares[3].split(b"\n")) for line in pair)
        self.write(f"{name}/2026-01-06/plain.ndjson", mixed)
        self.write(f"{name}/2026-01-06/.hidden.ndjson", b"hidden")
        array = [line for line in shares[4].split(b"\n") if line.endswith(b"}") and b"\xff" not in line][:3]
        self.write(f"{name}/2026-01-07/array.json", b"[" + b",\n".join(array) + b"]")
        self.write(f"{name}/raw.ndjson", shares[4])
        subprocess.run([self.binary, "facts", self.path(f"{name}/raw.ndjson"), "--quiet", "--out",
                        self.path(f"{name}/2026-01-07/facts.ndjson")], stderr=subprocess.DEVNULL)
        os.remove(self.path(f"{name}/raw.ndjson"))
        os.remove(self.path(f"{name}/2026-01-07/facts.ndjson.rejects"))
        subprocess.run([self.binary, "summarize", self.path(f"{name}/2026-01-05"), "--quiet", "--out",
                        self.path(f"{name}/tables")], stderr=subprocess.DEVNULL)
        self.write(f"{name}/2026-01-08/last.ndjson", shares[5])

    def write_mapped(self, name):
        """Writes a dump of three platforms, two of them with maps: an agent's name is in another file, or in another source.

        Returns the options that read it.
        """
        entry = {"each": "/log/*", "conversation": "^/no", "message": "/id", "created": "/at", "sender": "/by",
                 "role": {"at": "/who", "values": {"c": "customer"}, "else": "agent"}}
        talk = {"conversation": "/no", "account": "/brand", "updated": "/changed",
                "attributes": {"queue": "/team", "assigned_agent_id": "/agent", "assigned_agent_name": "/name"},
                "metadata": {"region": "/region"}}
        for source in ("desk", "a-front"):
            self.write(f"{source}=1.map", json.dumps(
                {"source": source, "conversations": [talk], "messages": [{**entry, "account": "^/brand"}]}).encode())
        choose = random.Random(11)
        for source, day in [("desk", 1), ("desk", 2), ("a-front", 1), ("a-front", 2)]:
            lines = []
            for number in range(40):
                agent = choose.randrange(4)
                log = [{"id": message, "at": 1767600000 + choose.randrange(400_000), "who": choose.choice("ca"),
                        "by": choose.randrange(4)} for message in range(choose.randrange(4))]
                lines.append({"no": f"id-{number:03}", "brand": choose.choice([None, "b"]), "changed": 1767600000 + day,
                              "team": choose.choice(["t", "u"]), "agent": agent, "region": choose.choice(["n", None]),
                              "name": f"{source} {agent}" if day == 1 else None, "log": log})
            text = b"\n".join(json.dumps(line).encode() for line in lines)
            self.write(f"{name}/{source}/{day}.ndjson", text)
        self.write(f"{name}/plain.ndjson", b"\n".join(records(7)))
        return [f"--map={self.path('desk=1.map')}={name}/desk/", f"--map={self.path('a-front=1.map')}=a-*/*.ndjson"]

    def compressed(self, name):
        return gzip.compress(open(self.path(name, "2026-01-05/plain.ndjson"), "rb").read())

    def lines(self, name):
        return open(self.path(name, "2026-01-05/plain.ndjson"), "rb").read().split(b"\n")

    def outputs(self, name):
        """Returns the outputs of a job by name."""
        paths = glob.glob(f"{self.path(name)}/**", recursive=True)
        return {os.path.relpath(path, self.path(name)): read(path) for path in paths if os.path.isfile(path)}

    def hours(self):
        path = self.path("hours.json")
        with open(path, "w") as file:
            json.dump({"timezone": "Europe/Berlin", "week": {"mon": [["09:00", "17:30"]], "tue": [["22:00", "06:00"]]},
                       "queues": {"billing": {"week": {"wed": [["00:00", "24:00"]]}}}}, file)
        return path

    def wrapped(self, name, body):
        """Writes a shell script around the binary; `once NAME` is true for one run only."""
        flags = self.path(f"flags-{name}")
        os.makedirs(flags)
        path = self.path(f"convostat-{name}")
        with open(path, "w") as file:
            file.write(f"#!/bin/sh\nflags='{flags}'\nonce() {{ mkdir \"$flags/$1\" 2> /dev/null; }}\n"
                       f"count() {{ mktemp -d \"$flags/$1-XXXXXXXX\" > /dev/null; }}\n"
                       f"{body}\nexec '{self.binary}' \"$@\"\n")
        os.chmod(path, stat.S_IRWXU)
        return path

    def flags(self, name):
        return set(os.listdir(self.path(f"flags-{name}")))

    def main(self, dump, out, words, binary=None):
        """Runs the job, and returns its status and its messages."""
        said = io.StringIO()
        words = [self.path(dump), "--out", out, "--convostat", binary or self.binary, *words]
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                status = self.job.main(words)
            except SystemExit as error:
                status = error.code
        return status, said.getvalue()

    def expect_failure(self, dump, status, words=(), binary=None, text=None, out=None):
        """Checks that a run ends with a status and a reason, and writes no tables, or leaves those of `out` unchanged."""
        before = read(f"{out}/tables/summary.csv") if out else b""
        out = out or self.path(f"out-{self.runs}")
        self.runs += 1
        got, said = self.main(dump, out, ["--partitions=2", *words], binary)
        name = f"{dump} {list(words)} {os.path.basename(binary or '')}"
        self.require(got == status, f"{name}: status {got}, not {status}: {said}")
        self.require((text if text is not None else "convostat") in said, f"{name}: says {said}")
        self.require(read(f"{out}/tables/summary.csv") == before and not os.path.exists(f"{out}/report.json"),
                     f"{name}: tables or a report are there")

    def expect_same(self, dump, options, words, binary=None, exact=True, scheme=""):
        """Compares the tables, rows, counts and rejects of a run with those of one machine."""
        name = f"{dump} {words} {os.path.basename(binary or '')}"
        single, out = self.path(f"single-{self.runs}"), self.path(f"out-{self.runs}")
        self.runs += 1
        words = [*options, *(word for word in words if word not in options)]
        done = subprocess.run([self.binary, "summarize", self.path(dump), "--out", single, "--quiet", *options],
                              capture_output=True, text=True)
        self.require(done.returncode == 0, f"{name}: {done.stderr}")
        status, said = self.main(dump, scheme + out, words, binary)
        self.require(status == 0, f"{name}: {status}: {said}")
        if status != 0:
            return
        for path in sorted(glob.glob(f"{single}/*")):
            table = os.path.basename(path)
            if table not in ("run.json", "rejects.ndjson"):
                self.require(read(path) == read(f"{out}/tables/{table}"), f"{name}: {table} differs")
        run, report = json.loads(read(f"{single}/run.json")), json.loads(read(f"{out}/report.json"))
        for key, count in report["counts"].items():
            if run["counts"][key] != count:
                self.require(False, f"{name}: {key} {count}, not {run['counts'][key]}")
        self.require(report["rejects"] == run["rejects"], f"{name}: {report['rejects']}, not {run['rejects']}")
        if run["newest_message"]:
            self.require(report["newest_message"] == run["newest_message"], f"{name}: {report['newest_message']}")
        self.rows(name, f"{single}/conversations.csv", f"{out}/conversations")
        self.rejects(name, f"{single}/rejects.ndjson", f"{out}/rejects", exact)

    def rows(self, name, table, directory):
        """Compares the rows in all files of a directory with those of a table."""
        head, *expected = read(table).decode().split("\n")[:-1]
        got = []
        for path in sorted(glob.glob(f"{directory}/*.txt")):
            lines = read(path).decode().split("\n")[:-1]
            self.require(not lines or lines[0] == head, f"{name}: {path} begins {lines[:1]}")
            got += lines[1:]
        self.require(sorted(got) == sorted(expected), f"{name}: rows differ: "
                     f"{sorted(set(got) ^ set(expected))[:4]}, {len(got)} of {len(expected)}")

    def rejects(self, name, file, directory, exact):
        """Compares rejected lines; if files were read in splits, without their numbers within the file."""
        def all_of(lines):
            found = collections.Counter()
            for line in lines:
                reject = json.loads(line)
                if not exact:
                    for key in ("line", "offset", "split"):
                        reject.pop(key, None)
                found[json.dumps(reject, sort_keys=True)] += 1
            return found

        got = [line for path in glob.glob(f"{directory}/*.txt") for line in read(path).splitlines()]
        got, expected = all_of(got), all_of(read(file).splitlines())
        self.require(got == expected, f"{name}: rejects differ: {got - expected}, {expected - got}")


def read(path):
    """Returns the bytes of a file; empty if there is no such file."""
    return open(path, "rb").read() if os.path.exists(path) else b""
