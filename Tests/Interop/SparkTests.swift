// The job of samples/spark on a real Spark: what many tasks make is what one machine makes.

import Foundation
import TestSupport
import Testing

@Suite(
  .enabled(
    if: Skips.unless(Machine.hasSpark, "PySpark and Java"),
    "run .ci/run once: it makes .build/spark, with PySpark, and installs Java"))
struct SparkTests {
  @Test("The Spark job gives the bytes of one machine from 1 to 7 partitions, and every failure its status")
  func local() throws {
    try Outputs.check("spark", by: Machine.sparkPython, Machine.command.path)
  }

  @Test("A task that runs twice and an executor that dies change nothing")
  func cluster() throws {
    try Outputs.check("sparkcluster", by: Machine.sparkPython, Machine.command.path)
  }
}
