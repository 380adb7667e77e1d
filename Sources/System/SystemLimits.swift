// The limits of this process: processors by affinity and quota, and memory.

import Foundation
import Intrinsics

/// The limits of this process.
package enum SystemLimits {
  /// The number of processors that this process may use at once: the smaller of its affinity and the quota of
  /// its control group, rounded up, at least 1.
  package static var allowedProcessors: Int {
    let quota = ControlGroup.current?.processors() ?? .max
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let affine = status.flatMap(affineProcessors) ?? ProcessInfo.processInfo.activeProcessorCount
    return max(1, min(affine, quota))
  }

  /// Returns the number of processors of the affinity in `/proc/self/status`, whose line `Cpus_allowed:` is a
  /// mask like `ff,ffffffff`.
  package static func affineProcessors(status: String) -> Int? {
    let line = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") }
    let count = line?.dropFirst("Cpus_allowed:".count).reduce(0) { count, digit in
      count + (digit.hexDigitValue ?? 0).nonzeroBitCount
    }
    return count == 0 ? nil : count
  }

  /// The memory that this process may use, in bytes: the smallest of the memory of the machine, the limit of
  /// its control group, and the rest of its limits of address space and data.
  package static var allowedMemoryBytes: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    return min(
      Int(clamping: ProcessInfo.processInfo.physicalMemory), ControlGroup.current?.memoryBytes() ?? .max,
      remainingBytes(of: addressSpaceLimit, after: "VmSize:", status: status),
      remainingBytes(of: limit(RLIMIT_DATA), after: "VmData:", status: status))
  }

  /// Returns the rest of a limit of this process in bytes, at least 1 MiB.
  /// - Parameters:
  ///   - limit: the limit in bytes; `nil` if there is none.
  ///   - name: the line of `/proc/self/status` with the current use.
  package static func remainingBytes(of limit: Int?, after name: String, status: String) -> Int {
    guard let limit else { return .max }
    return max(limit - bytes(name, status: status), 1 << 20)
  }

  /// Returns the bytes of a line of `/proc/self/status`, such as `VmHWM:  28 kB`; 0 if there is no such line.
  private static func bytes(_ name: String, status: String) -> Int {
    let line = status.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
    return (line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
  }

  /// The limit of the address space in bytes; `nil` if there is none.
  private static var addressSpaceLimit: Int? { limit(RLIMIT_AS) }

  private static func limit(_ kind: LimitKind) -> Int? {
    // Systems write "no limit" as the largest number of 63 or of 64 bits.
    systemLimit(kind).flatMap { Int(exactly: $0.rlim_cur) }.flatMap { $0 == .max ? nil : $0 }
  }

  /// Limits the arenas of the C library to a quarter of a limited address space: it reserves up to 128 MiB
  /// for the arena of each thread.
  ///
  /// Must be called before any thread starts.
  package static func adaptToAddressSpace() {
    guard let limit = addressSpaceLimit else { return }
    limit_arenas(Int32(clamping: max(limit / 4 / (128 << 20), 1)))
  }

  /// The default directory of temporary files: `TMPDIR`, else `/tmp`.
  package static var temporaryDirectory: String {
    let named = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    return named.isEmpty ? "/tmp" : named
  }

  /// The peak memory of this process so far, in bytes.
  package static var peakMemoryBytes: Int {
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    return status.map { bytes("VmHWM:", status: $0) } ?? peakMemoryBytesByUsage
  }
}

extension SystemLimits {
  /// Raises the limit of open files to the need of the run.
  ///
  /// Throws if the system does not allow it.
  ///
  /// Called before any work, because threads cannot be started either when descriptors have run out.
  package static func allowDescriptors(inputs: Int, jobs: Int) throws(Failure) {
    // The standard descriptors, those of threads and signals, and the outputs; for each input a file and
    // three pipes.
    let needed = 40 + 7 * min(inputs, jobs)
    guard var limit = systemLimit(RLIMIT_NOFILE), limit.rlim_cur < rlim_t(needed) else { return }
    limit.rlim_cur = min(limit.rlim_max, rlim_t(needed))
    if setSystemLimit(RLIMIT_NOFILE, limit), limit.rlim_cur >= rlim_t(needed) { return }
    throw .system(.tooFewDescriptors(limit: Int(limit.rlim_cur), needed: needed))
  }
}

/// The control group of a process on Linux, which may have less processor time and memory than the machine.
package struct ControlGroup: Equatable {
  /// The directories of the group and of its parents, which limit it too; the group itself first.
  package let directories: [String]

  /// The group of this process; `nil` if there are no control groups.
  package static var current: ControlGroup? {
    let membership = try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8)
    return membership.flatMap { ControlGroup(membership: $0) }
  }

  /// Reads `/proc/self/cgroup`: version 2 is the line `0::PATH`, version 1 the lines of the controllers `cpu`
  /// and `memory`.
  ///
  /// Within a container the path may be that of the host and not exist; the root is read nevertheless.
  package init?(membership: String) {
    var found: [String] = []
    for line in membership.split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let controllers = fields[1].split(separator: ",")
      if fields[0] == "0" && controllers.isEmpty {
        found += ControlGroup.ancestry(of: fields[2], below: "/sys/fs/cgroup")
      }
      for controller in ["cpu", "memory"] where controllers.contains(Substring(controller)) {
        found += ControlGroup.ancestry(of: fields[2], below: "/sys/fs/cgroup/" + controller)
      }
    }
    if found.isEmpty { return nil }
    directories = found
  }

  /// Returns the smallest quota in whole processors, rounded up; `nil` if there is none.
  ///
  /// - Parameter read: returns the content of a file, `nil` if there is no such file.
  package func processors(
    read: (String) -> String? = { try? String(contentsOfFile: $0, encoding: .utf8) }
  ) -> Int? {
    directories.compactMap { directory in
      if let limit = read(directory + "/cpu.max") { return ControlGroup.processors(quotaAndPeriod: limit) }
      guard let quota = read(directory + "/cpu.cfs_quota_us"),
        let period = read(directory + "/cpu.cfs_period_us")
      else { return nil }
      return ControlGroup.processors(quotaAndPeriod: quota + " " + period)
    }.min()
  }

  /// Returns the smallest limit of memory in bytes; `nil` if there is none.
  ///
  /// - Parameter read: returns the content of a file, `nil` if there is no such file.
  package func memoryBytes(
    read: (String) -> String? = { try? String(contentsOfFile: $0, encoding: .utf8) }
  ) -> Int? {
    directories.compactMap { directory in
      let limit = read(directory + "/memory.max") ?? read(directory + "/memory.limit_in_bytes")
      return limit.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }.min()
  }

  /// Returns 2 for `150000 100000`; `nil` for `max 100000` and `-1 100000`, which are no quota.
  private static func processors(quotaAndPeriod text: String) -> Int? {
    let numbers = text.split(whereSeparator: \.isWhitespace).map { Int($0) }
    guard numbers.count == 2, let quota = numbers[0], let period = numbers[1], quota > 0, period > 0 else {
      return nil
    }
    return (quota - 1) / period + 1
  }

  private static func ancestry(of path: Substring, below root: String) -> [String] {
    let names = path.split(separator: "/")
    return (0...names.count).reversed().map { count in
      names.prefix(count).reduce(root) { $0 + "/" + $1 }
    }
  }
}
