"""More scenarios of export.py: exports that go on, changes, ids, keys, pace, many conversations, the command line."""

import glob
import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from exportserver import ACCOUNT, ASAPP_ID, ASAPP_SECRET, TOKEN, World


def scenarios(Place, platforms):
    def unchanged():
        """A second export fetches only what changed."""
        world = World(60)
        place = Place(world)
        for platform in platforms:
            place.export(platform)
            before = place.files(platform)
            _, asked = place.export(platform)
            assert not any("messages" in path for path in asked), asked
            assert place.files(platform) == before
        world.write(9)
        world.conversations[31]["status"] = "resolved"
        _, asked = place.export("chatwoot")
        changed = {path.split("/")[6] for path in asked if "/messages" in path}
        assert changed == {"9", "31"}, changed
        place.is_whole("chatwoot")

    def since():
        """--since exports what moved; `last` is the last export that was complete."""
        world = World(60)
        place = Place(world)
        place.export("chatwoot", "--since", "last", night="1")
        place.is_whole("chatwoot", "1")
        world.write(9)
        world.faults = [("/9/messages", ["503", "always"])]
        place.export("chatwoot", "--since", "last", "--retries", "0", status=69, night="2")
        world.faults = []
        world.write(10)
        _, asked = place.export("chatwoot", "--since", "last", night="2")
        changed = {path.split("/")[6] for path in asked if "/messages" in path}
        # The newest conversation of the first night has the moment from which the second begins.
        assert changed in ({"9", "10"}, {"9", "10", "60"}, {"9", "10", "59"}), changed
        assert sum("page=" in path for path in asked) <= 2, asked
        # Both nights are one dump.
        tables, rejects = place.tables(place.dump)
        assert tables == place.truth("chatwoot") and not rejects
        newest = max(c["active"] for c in world.conversations.values())
        moment = lambda seconds: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(newest - seconds))
        for when, count in [(moment(1), 1), (moment(61), 2), (str(newest), 1), ("1h", 0), ("2026-01-01", 60)]:
            place.export("chatwoot", "--since", when, night="when-" + when.replace(":", ""))
            found = [n for n in place.files("chatwoot", "when-" + when.replace(":", "")) if n[0] == "c"]
            assert len(found) == count, (when, found)

    def hear_stops():
        """The threads of a test runner block signals, and children inherit that."""
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])

    def killed():
        """An export that is killed goes on, and gives the same bytes."""
        world = World(300, messages=2)
        place = Place(world)
        for platform in platforms:
            process = subprocess.Popen(place.command(platform, rate=60), env=place.environment(), start_new_session=True,
                                       stderr=subprocess.DEVNULL)
            wanted = 120
            deadline = time.monotonic() + 120
            while place.count(platform) < wanted and time.monotonic() < deadline:
                time.sleep(0.05)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            done = place.files(platform)
            assert wanted <= len(done) < 300, len(done)
            assert all(body.endswith(b"\n") for body in done.values())
            _, asked = place.export(platform)
            assert sum("messages" in path for path in asked) <= 2 * (301 - len(done)) + 2, "asked again"
            place.export(platform, night="at-once")
            assert place.files(platform) == place.files(platform, "at-once")
            place.is_whole(platform)
        # One that is asked to stop leaves no half file either.
        process = subprocess.Popen(place.command("asapp", rate=20, night="stopped"), env=place.environment(),
                                   start_new_session=True, stderr=subprocess.DEVNULL, preexec_fn=hear_stops)
        while not place.count("asapp", "stopped"):
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGTERM)
        assert process.wait(60) in (143, -signal.SIGTERM), process.returncode
        place.export("asapp", night="stopped")
        assert place.files("asapp", "stopped") == place.files("asapp")

    def ids():
        """Ids of 17 and 19 digits keep every digit, whatever jq does with numbers."""
        for first in (2**53, 10**18 + 6):
            world = World(30, first_id=first)
            place = Place(world)
            for platform in platforms:
                place.export(platform)
                place.is_whole(platform)
            assert f"chatwoot-{ACCOUNT}-{first + 1}.ndjson" in place.files("chatwoot")
            tables, _ = place.tables("night", "chatwoot")
            assert str(first + 29).encode() in tables["conversations.csv"]
            _, asked = place.export("chatwoot")
            assert not any("messages" in path for path in asked), asked

    def sizes():
        """Long texts and answers, and a full disk, which ends with a status and leaves no half file."""
        world = World(14, messages=25)
        for c in world.conversations.values():
            c["messages"][3]["content"] = '\\"' * 40000 + "12345678901234567890" + "ü" * 200000
        place = Place(world)
        for platform in platforms:
            place.export(platform)
            place.is_whole(platform)
            command = "ulimit -f 900; exec " + shlex.join(place.command(platform, night="full"))
            run = subprocess.run(["bash", "-c", command], env=place.environment(), capture_output=True, text=True)
            assert run.returncode not in (0, 64), run
            whole = place.files(platform)
            for name, body in place.files(platform, "full").items():
                assert name.startswith("errors-") or body == whole[name], name

    def lists():
        """The list of ids may have CRLF, a byte-order mark, blanks, repetitions, and no last newline."""
        place = Place(World(12))
        place.export("asapp")
        place.write_ids("\ufeff{}\r\n\r\n \n", "  {}\t")
        place.export("asapp", night="crlf")
        place.write_ids("{0}\n{0}\r\n", "{}\r")
        _, asked = place.export("asapp", night="twice")
        assert len(asked) == len(set(asked))
        for night in ("crlf", "twice"):
            assert place.files("asapp", night) == place.files("asapp")
            place.is_whole("asapp", night)
        place.ids.write_text("x" * 250 + "\next-3")
        place.export("asapp", status=69, night="long")
        assert "too long" in place.errors("asapp", "long")[0]["error"]["message"]
        assert "asapp-ext-3.ndjson" in place.files("asapp", "long")
        place.ids.write_text("")
        said, asked = place.export("asapp", night="none")
        assert not asked and "0 ids" in said

    def secrets():
        """No key is ever in a command line, in what is printed or in what is written."""
        place = Place(World(40))
        found, stop, samples = [], threading.Event(), [0]
        keys = [TOKEN.encode(), ASAPP_SECRET.encode(), ASAPP_ID.encode()]

        def watch():
            while not stop.is_set():
                for path in glob.glob("/proc/[0-9]*/cmdline"):
                    try:
                        line = Path(path).read_bytes()
                    except OSError:
                        continue
                    samples[0] += b"curl" in line
                    if any(key in line for key in keys):
                        found.append(line)

        threading.Thread(target=watch, daemon=True).start()
        key = place.root / "key"
        key.write_text(TOKEN + "\n")
        by_file = place.environment(CHATWOOT_TOKEN_FILE=str(key)) | {"CHATWOOT_TOKEN": ""}
        said = ""
        for platform in platforms:
            said += place.export(platform, rate=30)[0]
        said += place.export("chatwoot", night="file", environment=by_file)[0]
        place.is_whole("chatwoot", "file")
        stop.set()
        assert not found and samples[0] > 0, (found, samples)
        written = said.encode() + b"".join(p.read_bytes() for p in place.dump.rglob("*") if p.is_file())
        assert not any(key in written for key in keys)

    def pace():
        """--rate holds on average."""
        world = World(24, messages=2)
        place = Place(world)
        for platform in platforms:
            start = time.monotonic()
            _, asked = place.export(platform, rate=20, night="slow")
            assert len(asked) > 40 and time.monotonic() - start > (len(asked) - 26) / 20

    def many():
        """2 000 conversations, some requests of which fail at first, in a bounded time."""
        world = World(2000, messages=3)
        place = Place(world)
        world.faults = [("(77|page=9)$|/1?[0-9]77/", ["503"]), ("/[0-9]*50/", ["cut"])]
        for platform in platforms:
            start = time.monotonic()
            said, asked = place.export(platform, rate=2000)
            print(f"{platform}: {len(asked)} requests in {time.monotonic() - start:.1f} s")
            assert time.monotonic() - start < 400
            place.is_whole(platform)
            start = time.monotonic()
            _, asked = place.export(platform, rate=2000)
            assert len(asked) < 100 and time.monotonic() - start < 200, len(asked)

    def usage():
        """Wrong usage ends with 64 before anything is asked or written."""
        place = Place(World(3))

        def fails(platform, *words, status=64, **environment):
            run = subprocess.run([place.command(platform)[0], *words], env=place.environment(**environment),
                                 capture_output=True, text=True)
            assert run.returncode == status and run.stderr, (words, run)
            return run.stderr

        dump = str(place.dump)
        for platform in platforms:
            operands = [dump] + [str(place.ids)] * (platform == "asapp")
            assert "--bogus" in fails(platform, "--bogus", *operands)
            for option, value in [("--rate", "0"), ("--jobs", "x"), ("--retries", "-1"), ("--night", "../up"), ("--night", "")]:
                fails(platform, option, value, *operands)
            fails(platform, *operands, "--rate")
            fails(platform)
            fails(platform, *operands, dump)
            text = subprocess.run([place.command(platform)[0], "--help"], capture_output=True, text=True)
            assert text.returncode == 0 and "--rate N" in text.stdout and "#" not in text.stdout
            assert "source" not in text.stdout
        for name in ("CHATWOOT_URL", "CHATWOOT_ACCOUNT", "CHATWOOT_TOKEN"):
            assert name in fails("chatwoot", dump, **{name: ""})
        assert "ASAPP_ID" in fails("asapp", dump, str(place.ids), ASAPP_ID="")
        assert "ASAPP_SECRET" in fails("asapp", dump, str(place.ids), ASAPP_SECRET="")
        fails("chatwoot", dump, CHATWOOT_TOKEN="two\nlines")
        fails("chatwoot", "--since", "yesterday", dump)
        fails("asapp", "--since", "last", dump, str(place.ids))
        fails("asapp", dump, str(place.root / "absent"), status=66)
        assert not place.world.requests and not place.files("")

    def alone():
        """A second export into the same directory does not begin."""
        place = Place(World(60))
        place.world.faults = [("page=1$", ["429"])]
        process = subprocess.Popen(place.command("chatwoot"), env=place.environment(), stderr=subprocess.DEVNULL)
        while not any("page=1" in path for _, path in place.world.requests):
            time.sleep(0.01)
        said, _ = place.export("chatwoot", status=75)
        assert "another export" in said and process.wait(120) == 0
        place.is_whole("chatwoot")

    def nightly():
        """The line of samples/nightly/crontab: two nights, and one on which the platform is down."""
        world = World(60)
        place = Place(world)
        samples = Path(place.command("asapp")[0]).parents[1]
        lines = (samples / "nightly" / "crontab").read_text().splitlines()
        (line,) = (line for line in lines if line[:1].isdigit())
        home = shlex.quote(str(place.root))
        for old, new in [
                ("/usr/local/lib/convostat/export/", str(samples / "export") + "/"), ("--quiet", "--rate 1000 --quiet"),
                ("/usr/local/bin/convostat", shlex.quote(sys.argv[1])), ("/var/lib/convostat", home),
                ("/etc/convostat/nightly.conf", home + "/nightly.conf")]:
            assert old in line, old
            line = line.replace(old, new, 1 if old == "--quiet" else -1)
        command = line.split(maxsplit=5)[5]
        options = (samples / "nightly" / "nightly.conf").read_text()
        for old, new in [("26h", "900000h"), ("--min-records 1000", "--min-records 10")]:
            assert old in options, old
            options = options.replace(old, new)
        (place.root / "nightly.conf").write_text(options)

        def night(platform_is_up=True):
            run = subprocess.run(["bash", "-c", command], env=place.environment(), capture_output=True, text=True)
            assert (run.returncode == 0 and not run.stderr) == platform_is_up, run
            return {p.name: p.read_bytes() for p in (place.root / "tables").glob("*.csv")}, run

        def is_truth(tables):
            path = place.root / "truth-chatwoot.ndjson"
            place.truth("chatwoot")
            out = place.root / "expected"
            subprocess.run([sys.argv[1], "summarize", str(path), "--out", str(out), "--quiet"], check=True)
            for name, cells in tables.items():
                assert cells == (out / name).read_bytes(), name

        is_truth(night()[0])
        world.write(9)
        tables = night()[0]
        is_truth(tables)
        world.faults = [("", ["html502", "always"])]
        command = command.replace("--rate 1000", "--rate 1000 --retries 0")
        old, run = night(platform_is_up=False)
        assert run.returncode == 69 and old == tables, run

    return {f.__name__: f
            for f in (unchanged, since, killed, ids, sizes, lists, secrets, pace, many, usage, alone, nightly)}
