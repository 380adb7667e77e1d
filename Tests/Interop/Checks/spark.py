"""The job of samples/spark in local mode, compared byte for byte with a run on one machine.

    spark.py CONVOSTAT

Prints what differs, and then ends with 1.
"""

import sys
import tempfile

from pyspark.sql import SparkSession

from sparkjob import Bench

OPTIONS = ["--by=queue,day", "--by=agent", "--by=metadata.region", "--metadata=region", "--attributes",
           "--timezone=Europe/Berlin", "--within=30s,5m", "--responses", "--buckets=default", "--order=client",
           "--wait-from=last"]

place = tempfile.mkdtemp()
spark = SparkSession.builder.master("local[2,2]").config("spark.ui.enabled", "false").config("spark.local.dir", place) \
    .config("spark.sql.files.openCostInBytes", "0").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
bench = Bench(sys.argv[1], place)

# From 1 to 7 partitions; small files whole, and all but the smallest by lines and in splits.
bench.write_dump("dump")
hours = bench.hours()
wants = [[], OPTIONS, OPTIONS + [f"--hours={hours}"], ["--bots=ignore", "--as-of=2026-03-01T00:00:00Z"]]
for partitions in range(1, 8):
    options = wants[partitions % len(wants)]
    whole = [] if partitions % 2 else ["--whole=1500"]
    size = "8192" if partitions % 3 else "134217728"
    spark.conf.set("spark.sql.files.maxPartitionBytes", size)
    spark._jsc.hadoopConfiguration().set("fs.local.block.size", size)
    words = [*options, f"--partitions={partitions}", *whole]
    bench.expect_same("dump", options, words, exact=not whole)

# Dumps of several platforms, with a map for the inputs of each.
maps = bench.write_mapped("mapped")
for partitions in (1, 4):
    options = OPTIONS + ["--by=source,day", *maps]
    bench.expect_same("mapped", options, [*options, f"--partitions={partitions}"])
bench.expect_failure("mapped", 64, words=[*maps, maps[0].replace("=mapped/desk/", "=**/1.ndjson")], text="several maps")
bench.expect_failure("mapped", 64, words=["--map=" + bench.path("absent.map")], text="absent.map")

# Guards end the job before any output is replaced.
bench.expect_failure("dump", 65, words=["--min-records=100000"], text="fewer than --min-records")
bench.expect_failure("dump", 65, words=["--newest-within=26h"], text="older than --newest-within")
bench.expect_failure("dump", 64, words=["--newest-within=soon"], text="newest-within")
bench.expect_failure("dump", 64, words=["--max-drop=x"], text="max-drop")
before = bench.outputs("out-0")
bench.write("small/a.ndjson", b"\n".join(line for line in bench.lines("dump") if b"messageId" in line)[:2000].rpartition(b"\n")[0])
status, said = bench.main("small", bench.path("out-0"), ["--partitions=2", "--max-drop=50%"])
bench.require(status == 65 and "messages dropped from" in said, f"--max-drop: {status}: {said}")
bench.require(bench.outputs("out-0").items() >= {name: before[name] for name in before if "rejects" not in name}.items(),
              "--max-drop replaced outputs")
status, said = bench.main("dump", bench.path("out-0"), ["--partitions=2", "--max-drop=0.5", "--min-records=10"])
bench.require(status == 0, f"guards that pass: {status}: {said}")

# With a scheme in its path, the tables are written where Spark writes.
bench.expect_same("dump", [], ["--partitions=2"], scheme="file:")

# Workers that die on the first attempt at each of the three things that they run.
verbs = 'case "$2" in *nothing.ndjson) ;; *) case "$1$3" in summarize--partial) run=part;; summarize--out) run=rows;; '
verbs += 'facts*) run=facts;; esac;; esac; '
binary = bench.wrapped("dies", verbs + '[ -n "$run" ] && once $run && { kill -9 $PPID; sleep 1; exit 9; }')
bench.expect_same("dump", [], ["--partitions=3"], binary=binary)
bench.require(bench.flags("dies") == {"facts", "part", "rows"}, f"not all died: {bench.flags('dies')}")

# A binary that fails ends the job with its status, and nothing is put in place.
for verb, status in [("facts", 74), ("summarize", 71), ("merge", 73)]:
    body = f'case "$1$2$3" in *nothing.ndjson*|*part-of-nothing--out) ;; {verb}*) echo broken >&2; exit {status};; esac'
    bench.expect_failure("dump", status, binary=bench.wrapped(f"fails-{verb}", body), text="broken")

# Over the outputs of a successful run: report.json is missing then.
bench.expect_failure("dump", 73, binary=bench.path("convostat-fails-merge"), text="broken", out=bench.path("out-0"))

# So do inputs that break off, have no usable records or do not exist, and too many rejects.
bench.write("cut/a.ndjson.gz", bench.compressed("dump")[:-20])
bench.expect_failure("cut", 66, text="66: convostat: " + bench.path("cut/a.ndjson.gz") + ": broke off")
bench.expect_failure("cut", 66, words=["--whole=10"], text="end of input")
bench.write("useless/a.ndjson", b'{"a":1}\n{"b":\n')
bench.expect_failure("useless", 65, text="bad_json")
bench.expect_failure("absent", 66)
bench.expect_failure("dump", 65, words=["--max-rejects=1"], text="more than --max-rejects 1")
bench.expect_failure("dump", 65, words=["--max-reject-share=0.1%"], text="greater share")
bench.expect_failure("dump", 64, words=["--by=nonsense"])
bench.expect_failure("dump", 64, words=["--no-such-option"], text="")
bench.write("array/a.json", b"[" + b",\n".join([b'{"a":1}'] * 40) + b"]")
bench.expect_failure("array", 66, words=["--whole=10"], text="not a JSON value per line")

# Nothing to read makes tables without rows.
bench.write("empty/a.ndjson", b"")
bench.expect_same("empty", [], ["--partitions=2"])
spark.stop()
bench.end()
