"""The job of samples/spark on a small cluster of processes, where executors die and slow tasks run twice.

    sparkcluster.py CONVOSTAT

Prints what differs, and then ends with 1.
"""

import atexit
import collections
import os
import socket
import subprocess
import sys
import tempfile

import pyspark
from pyspark.sql import SparkSession

from sparkjob import Bench

place = tempfile.mkdtemp()
spark_class = os.path.join(os.path.dirname(pyspark.__file__), "bin", "spark-class")
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    master = f"spark://127.0.0.1:{free.getsockname()[1]}"


def start(role, *words):
    """Starts a process of the cluster, which ends with this one."""
    process = subprocess.Popen(
        [spark_class, f"org.apache.spark.deploy.{role}", "--webui-port", "0", *words],
        env={**os.environ, "SPARK_DAEMON_MEMORY": "256m", "SPARK_LOCAL_DIRS": place},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(process.wait)
    atexit.register(process.terminate)


# A task runs twice only on two machines, so each worker has its own address.
start("master.Master", "--host", "127.0.0.1", "--port", master.rpartition(":")[2])
for address in ("127.0.0.2", "127.0.0.3"):
    start("worker.Worker", "--host", address, "--cores", "1", "--memory", "1g", "--work-dir", place, master)

spark = SparkSession.builder.master(master).config("spark.ui.enabled", "false").config("spark.local.dir", place) \
    .config("spark.driver.host", "127.0.0.1").config("spark.executor.memory", "512m") \
    .config("spark.sql.files.openCostInBytes", "0").config("spark.sql.files.maxPartitionBytes", "20k") \
    .config("spark.scheduler.minRegisteredResourcesRatio", "1").config("spark.default.parallelism", "2") \
    .config("spark.speculation", "true").config("spark.speculation.quantile", "0.5") \
    .config("spark.speculation.multiplier", "1.5").config("spark.speculation.interval", "100ms") \
    .config("spark.speculation.minTaskRuntime", "200ms").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
bench = Bench(sys.argv[1], place)
bench.write_dump("dump")
# `$run` is the step that a task runs for its partition: its facts, its part or its rows.
RUNS = 'case "$2" in *nothing.ndjson) ;; *) case "$1$3" in summarize--partial) run=part;; summarize--out) run=rows;; ' \
    'facts*) run=facts;; esac;; esac; '

# A task that hangs is run again elsewhere. Here it continues when that has begun: both finish, and one of them counts.
files, _ = bench.job.find_dumps(spark, [bench.path("dump")])
runs = {"facts": len(files), "part": 3}
stands = bench.wrapped("stands", RUNS + '[ -n "$run" ] && count ran-$run && [ $run != rows ] && once $run && '
                       f'{{ most={runs["part"]}; [ $run = facts ] && most={runs["facts"]}; left=300; '
                       'while [ $left != 0 ] && [ "$(ls "$flags" | grep -c "^ran-$run-")" -le $most ]; do '
                       'sleep 0.2; left=$((left - 1)); done; }')
bench.expect_same("dump", ["--by=queue,day"], ["--partitions=3"], binary=stands)
ran = collections.Counter(flag.split("-")[1] for flag in bench.flags("stands") if flag.startswith("ran-"))
for run, least in runs.items():
    bench.require(ran[run] > least, f"no task of {run} ran twice: {ran}")

# A killed executor also loses the data that it had kept.
kills = bench.wrapped("kills", RUNS + '[ "$run" = part ] && once $run && { '
                      'read -r _ _ _ daemon _ < /proc/$PPID/stat; read -r _ _ _ executor _ < /proc/$daemon/stat; '
                      'kill -9 $executor; sleep 1; exit 9; }')
bench.expect_same("dump", [], ["--partitions=3"], binary=kills)
bench.require(bench.flags("kills") == {"part"}, "no executor died")
spark.stop()
bench.end()
