"""Runs the job of samples/spark over a dump with two local cores, and prints what Spark counted.

shuffle.py CONVOSTAT DUMP SCRATCH
"""

import glob
import importlib.util
import json
import os
import sys
import time
from contextlib import redirect_stdout

from pyspark.sql import SparkSession

binary, dump, scratch = sys.argv[1:]
os.makedirs(f"{scratch}/events")
path = os.path.join(os.path.dirname(__file__), "../../samples/spark/convostat_spark.py")
spec = importlib.util.spec_from_file_location("convostat_spark", path)
job = importlib.util.module_from_spec(spec)
spec.loader.exec_module(job)

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false") \
    .config("spark.ui.showConsoleProgress", "false").config("spark.local.dir", scratch) \
    .config("spark.eventLog.enabled", "true").config("spark.eventLog.dir", f"file:{scratch}/events") \
    .config("spark.eventLog.compress", "false").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
start = time.monotonic()
with redirect_stdout(sys.stderr):
    status = job.main([dump, "--out", f"{scratch}/out", "--convostat", binary])
wall = time.monotonic() - start
spark.stop()
if status != 0:
    sys.exit(f"status {status}")

written = busy = 0
for name in glob.glob(f"{scratch}/events/**/*", recursive=True):
    if os.path.isdir(name) or os.path.basename(name).startswith("appstatus"):
        continue
    for line in open(name, encoding="utf-8"):
        event = json.loads(line)
        if event["Event"] != "SparkListenerTaskEnd":
            continue
        metrics = event.get("Task Metrics") or {}
        busy += metrics.get("Executor Run Time", 0) / 1000
        written += metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
size = sum(os.path.getsize(name) for name in glob.glob(f"{dump}/*"))
print(f"\nThe Spark job with two local cores, once: {wall:.0f} s, tasks {busy:.0f} s; shuffled, as Spark compresses it,"
      f" {written / 1e6:.0f} MB ({written / size:.3f} of the dump).")
