"""Runs the exports of samples/export against a local server that misbehaves: export.py CONVOSTAT SCENARIO."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from exportserver import ACCOUNT, ASAPP_ID, ASAPP_SECRET, TOKEN, World, serve

CONVOSTAT = sys.argv[1]
SCRIPTS = Path(__file__).resolve().parents[3] / "samples" / "export"
PLATFORMS = ["chatwoot", "asapp"]


class Place:
    """A directory for one scenario, a server, and the two exports from it."""

    def __init__(self, world):
        self.world, self.server = world, serve(world)
        self.root = Path(tempfile.mkdtemp())
        self.dump = self.root / "dump it"
        self.ids = self.root / "ids"
        self.write_ids()

    def write_ids(self, form="{}\n", last="{}\n"):
        names = [self.world.external(i) for i in self.world.conversations]
        text = "".join((last if i == len(names) - 1 else form).format(n) for i, n in enumerate(names))
        self.ids.write_bytes(text.encode())

    def command(self, platform, *options, night="night", rate=1000):
        words = [str(SCRIPTS / f"{platform}.sh"), "--rate", str(rate), "--night", night, *options, str(self.dump)]
        return words + [str(self.ids)] * (platform == "asapp")

    def environment(self, **more):
        keys = {"CHATWOOT_URL": self.server.url, "CHATWOOT_ACCOUNT": str(ACCOUNT), "CHATWOOT_TOKEN": TOKEN,
                "ASAPP_URL": self.server.url + "/", "ASAPP_ID": ASAPP_ID, "ASAPP_SECRET": ASAPP_SECRET}
        return {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")} | keys | more

    def export(self, platform, *options, status=0, environment=None, **more):
        """Runs an export, and returns what it printed and the paths that it asked for."""
        before = len(self.world.requests)
        run = subprocess.run(self.command(platform, *options, **more), env=environment or self.environment(),
                             stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)
        assert run.returncode == status and run.stdout == "", (platform, options, run)
        return run.stderr, [path for _, path in self.world.requests[before:]]

    def files(self, platform, night="night"):
        return {p.name: p.read_bytes() for p in (self.dump / night).glob(f"*{platform or '.'}*.ndjson")}

    def count(self, platform, night="night"):
        return len(list((self.dump / night).glob(f"*{platform}-*.ndjson")))

    def errors(self, platform, night="night"):
        name = f"errors-{platform}{'-' + str(ACCOUNT) if platform == 'chatwoot' else ''}.ndjson"
        path = self.dump / night / name
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def tables(self, dump, platform=None):
        """The bytes of the tables over a dump, and the reasons and details of its rejects."""
        out = Path(tempfile.mkdtemp(dir=self.root))
        inputs = [dump] if platform is None else sorted((self.dump / dump).glob(f"*{platform}*.ndjson"))
        run = subprocess.run([CONVOSTAT, "summarize", *inputs, "--out", out, "--attributes", "--quiet", "--json"],
                             capture_output=True, text=True)
        assert run.returncode == 0, run
        rejects = [json.loads(line) for line in (out / "rejects.ndjson").read_text().splitlines()]
        return {p.name: p.read_bytes() for p in out.glob("*.csv")}, rejects

    def truth(self, platform):
        """The tables over everything that the server knows, written without any export."""
        world, lines = self.world, []
        if platform == "chatwoot":
            lines.append(world.inboxes())
            for i, c in world.conversations.items():
                lines.append(world.chatwoot_record(i))
                lines.append({"conversation_id": i, "account_id": ACCOUNT, "meta": {"contact": {"id": i}},
                              "payload": c["messages"]})
        else:
            for i in world.conversations:
                lines.append(world.asapp_record(i))
                items = [m for start in range(0, len(world.conversations[i]["messages"]), 20)
                         for m in world.asapp_messages(i, start)["items"]]
                lines.append({"conversationId": world.asapp_record(i)["id"], "items": items})
        path = self.root / f"truth-{platform}.ndjson"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        tables, rejects = self.tables(path)
        assert not rejects
        return tables

    def is_whole(self, platform, night="night"):
        """Checks that an export has the tables of the truth."""
        tables, rejects = self.tables(night, platform)
        assert not rejects, rejects
        truth = self.truth(platform)
        for name in truth:
            assert tables[name] == truth[name], f"{platform}: {name} differs"
        assert tables.keys() == truth.keys() and not self.errors(platform, night)
        leftovers = [p.name for p in (self.dump / night).iterdir() if p.name.startswith(".") and p.is_dir()]
        assert not leftovers, leftovers


def good():
    place = Place(World())
    for platform in PLATFORMS:
        said, _ = place.export(platform)
        assert "nothing is missing" in said
        place.is_whole(platform)
        assert place.export(platform, "--quiet", night="quiet")[0] == ""
        assert place.files(platform) == place.files(platform, "quiet")
    # Both platforms in one directory are one dump.
    _, rejects = place.tables(place.dump / "night")
    assert not rejects


def faulty():
    """Every path misbehaves in one way or several before it answers."""
    kinds = ["429", "503", "html502", "cut", "short", "empty", "html200", "other", "reset", "pretty"]
    world = World(60)
    place = Place(world)
    world.faults = [(rf"{k}(\D*)$", [kind, kinds[k - 3]] if k % 4 == 0 else [kind]) for k, kind in enumerate(kinds)]
    for platform in PLATFORMS:
        start = time.monotonic()
        place.export(platform, "--jobs", "8")
        place.is_whole(platform)
        assert time.monotonic() - start < 120
    world.faults = []
    for platform in PLATFORMS:
        place.export(platform, night="without")
        assert place.files(platform) == place.files(platform, "without"), "another server, other bytes"


def waits():
    """After 429 with Retry-After a path is not asked again before that time."""
    world = World(12)
    world.faults = [("messages", ["429"])]
    place = Place(world)
    for platform in PLATFORMS:
        place.export(platform)
        place.is_whole(platform)
    times = {}
    for second, path in world.requests:
        times.setdefault(path, []).append(second)
    waits = [t[1] - t[0] for path, t in times.items() if "messages" in path]
    assert len(waits) > 20 and min(waits) > 0.9, waits


def bad():
    """An answer that stays bad is a named gap; the rest is there, and the next export fetches only the gap."""
    world = World(20)
    world.page_size = 8
    place = Place(world)
    gaps = {"chatwoot": ("conversations/4/messages[?]before=", "conversations/4/messages?before="),
            "asapp": ("conversations/01BX0*18/messages[?]cursor=20", "018/messages?cursor=20")}
    for platform in PLATFORMS:
        pattern, request = gaps[platform]
        for kind, words in {"html502": "HTTP 502, not JSON", "503": "HTTP 503: Service Unavailable",
                            "cut": "cut off", "other": "no list", "reset": "no answer"}.items():
            world.faults = [(pattern, [kind, "always"])]
            night = f"{platform}-{kind}"
            said, asked = place.export(platform, "--retries", "1", status=69, night=night)
            (error,) = place.errors(platform, night)
            assert request in error["request"] and words in error["error"]["message"], error
            assert error["error"]["message"] in said and "errors-" in said
            # Curl itself asks once more if a connection that it used before was closed.
            assert 2 <= sum(request in path for path in asked) <= (2 if kind != "reset" else 12), asked
            tables, rejects = place.tables(night, platform)
            (reject,) = rejects
            assert reject["reason"] == "api_error" and request in reject["detail"], reject
            if kind == "503":
                assert "r-503" in reject["detail"]
            rows = tables["conversations.csv"].count(b"\n")
            assert rows == place.truth(platform)["conversations.csv"].count(b"\n") - 1, "a half conversation"
            world.faults = []
            _, asked = place.export(platform, night=night)
            assert sum("messages" in path for path in asked) <= 4, asked
            place.is_whole(platform, night)
    # A page of the list, the inboxes, a wrong key: what can be had is there, and the status is not 0.
    world.faults = [("page=2$", ["html502", "always"])]
    place.export("chatwoot", "--retries", "0", "--jobs", "1", status=69, night="list")
    assert any("page=2" in e["request"] for e in place.errors("chatwoot", "list"))
    assert len(place.files("chatwoot", "list")) == 1 + 8 + 1
    world.faults = [("inboxes", ["503", "always"])]
    place.export("chatwoot", "--retries", "0", status=69, night="inboxes")
    assert [e["error"]["code"] for e in place.errors("chatwoot", "inboxes")] == ["503"]
    assert len(place.files("chatwoot", "inboxes")) == 20 + 1
    world.faults = []
    wrong = place.environment(CHATWOOT_TOKEN="wrong", ASAPP_SECRET="wrong")
    for platform in PLATFORMS:
        said, asked = place.export(platform, status=69, night="key", environment=wrong)
        assert "HTTP 401" in said and len(asked) <= 20, (said, asked)
    # What the server does not know is missing too.
    place.ids.write_text("ext-3\nnobody\n")
    said, _ = place.export("asapp", status=69, night="unknown")
    assert [e["conversationExternalId"] for e in place.errors("asapp", "unknown")] == ["nobody"]


def down():
    """Without a server the export ends soon, with a status, and good files stay."""
    place = Place(World(30))
    for platform in PLATFORMS:
        place.export(platform)
    before = place.files("")
    place.server.shutdown()
    place.server.server_close()
    start = time.monotonic()
    for platform in PLATFORMS:
        said, _ = place.export(platform, "--retries", "2", status=69, night="down")
        assert "no answer" in said and place.errors(platform, "down"), said
        assert all(name.startswith("errors-") for name in place.files(platform, "down"))
        if platform == "chatwoot":
            place.export(platform, "--retries", "2", status=69)
    assert time.monotonic() - start < 90
    assert before.items() <= place.files("").items()
    # Every conversation of the list that was not fetched is named, asked or not.
    assert len(place.errors("asapp", "down")) == 30


def endless():
    """Pages that repeat or never end stop the export, and are named unless everything was there."""
    world = World(60)
    place = Place(world)
    world.repeats_list = 3  # the last page comes again and again: all conversations are there
    place.export("chatwoot", night="last")
    place.is_whole("chatwoot", "last")
    world.says_count = False
    place.export("chatwoot", status=69, night="uncounted")
    assert "repeats" in place.errors("chatwoot", "uncounted")[0]["error"]["message"]
    world.says_count, world.repeats_list = True, 1  # the parameter is not obeyed
    said, asked = place.export("chatwoot", status=69, night="first")
    assert "25 of 60" in said and sum("page=" in path for path in asked) < 20
    world.repeats_list = False
    world.ignores_before, world.endless_messages = 4, 18
    for platform in PLATFORMS:
        place.export(platform, "--max-pages", "30", status=69)
        found = sorted(e["error"]["message"].split(": ")[1] for e in place.errors(platform))
        assert found == ["more than 30 pages", "the page repeats"], found
        assert len([n for n in place.files(platform) if n[0] in "ac"]) == 58


SCENARIOS = {f.__name__: f for f in (good, faulty, waits, bad, down, endless)}

if __name__ == "__main__":
    import exportscenarios

    SCENARIOS.update(exportscenarios.scenarios(Place, PLATFORMS))
    SCENARIOS[sys.argv[2]]()
