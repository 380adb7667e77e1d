// Processors by quota, read from the files that a control group consists of.

import Testing

@testable import ConvoStat

@Suite struct SystemLimitsTests {
  @Test("A process has at least one processor and has held memory") func bounds() {
    #expect(SystemLimits.allowedProcessors >= 1)
    #expect(SystemLimits.peakMemoryBytes > 1 << 20)
  }

  @Test(
    "The affinity of the process is the bits of its mask",
    arguments: [
      ("Cpus_allowed:\t1\nCpus_allowed_list:\t0\n", 1), ("Name:\tx\nCpus_allowed:\tff,fffffffe\n", 39),
      ("Cpus_allowed:\t0\n", nil), ("Name:\tx\n", nil),
    ] as [(String, Int?)])
  func affinity(_ status: String, _ processors: Int?) {
    #expect(SystemLimits.affineProcessors(status: status) == processors)
  }

  static let quotas: [(files: [String: String], processors: Int?)] = [
    ([:], nil),
    (["/sys/fs/cgroup/a/b/cpu.max": "max 100000\n"], nil),
    (["/sys/fs/cgroup/a/b/cpu.max": "150000 100000\n"], 2),
    (["/sys/fs/cgroup/a/b/cpu.max": "200000 100000\n"], 2),
    (["/sys/fs/cgroup/a/b/cpu.max": "1 100000\n"], 1),
    (["/sys/fs/cgroup/a/b/cpu.max": "400000 100000", "/sys/fs/cgroup/a/cpu.max": "300000 100000"], 3),
    (["/sys/fs/cgroup/cpu.max": "500000 100000"], 5),
    (["/sys/fs/cgroup/a/b/cpu.max": "nonsense"], nil),
  ]

  @Test("The smallest quota of the group and those above it counts, rounded up", arguments: quotas)
  func version2(_ files: [String: String], _ processors: Int?) throws {
    let group = try #require(ControlGroup(membership: "0::/a/b\n"))
    #expect(group.processors { files[$0] } == processors)
  }

  @Test("The older form has quota and period in files of their own") func version1() throws {
    let group = try #require(ControlGroup(membership: "3:cpu,cpuacct:/a\n2:memory:/b\n1:cpuset:/c\n"))
    #expect(
      group.directories == [
        "/sys/fs/cgroup/cpu/a", "/sys/fs/cgroup/cpu", "/sys/fs/cgroup/memory/b", "/sys/fs/cgroup/memory",
      ])
    let files = ["cpu.cfs_quota_us": "250000\n", "cpu.cfs_period_us": "100000\n"]
    #expect(group.processors { path in files[String(path.split(separator: "/").last ?? "")] } == 3)
    #expect(group.processors { $0.hasSuffix("quota_us") ? "-1\n" : "100000\n" } == nil)
  }

  @Test(
    "The smallest limit of memory of the group and those above it counts",
    arguments: [
      ("0::/a/b\n", ["/sys/fs/cgroup/a/b/memory.max": "max\n"], nil),
      ("0::/a/b\n", ["/sys/fs/cgroup/a/b/memory.max": "max\n", "/sys/fs/cgroup/memory.max": "900\n"], 900),
      ("0::/a/b\n", ["/sys/fs/cgroup/a/b/memory.max": "700\n", "/sys/fs/cgroup/a/memory.max": "800"], 700),
      ("4:memory:/b\n", ["/sys/fs/cgroup/memory/b/memory.limit_in_bytes": "500\n"], 500),
    ] as [(String, [String: String], Int?)])
  func memory(_ membership: String, _ files: [String: String], _ bytes: Int?) throws {
    let group = try #require(ControlGroup(membership: membership))
    #expect(group.memoryBytes { files[$0] } == bytes)
  }

  @Test("Without control groups there is no quota", arguments: ["", "\n", "nonsense", "5:devices:/a\n"])
  func none(_ membership: String) {
    #expect(ControlGroup(membership: membership) == nil)
  }

  @Test(
    "Of a limit of address space or data counts what the process has not taken yet, at least 1 MiB",
    arguments: [
      (nil, "VmSize:\t  100 kB\n", Int.max), (8 << 20, "VmSize:\t  1024 kB\n", 7 << 20),
      (8 << 20, "", 8 << 20),
      (1 << 20, "VmPeak:\t 5 kB\nVmSize:\t  4096 kB\n", 1 << 20),
    ] as [(Int?, String, Int)])
  func limits(_ limit: Int?, _ status: String, _ bytes: Int) {
    #expect(SystemLimits.remainingBytes(of: limit, after: "VmSize:", status: status) == bytes)
  }
}
