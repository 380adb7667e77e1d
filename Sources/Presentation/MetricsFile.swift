// The outcome of a run for a monitoring system, in the text format that the Prometheus node exporter
// collects.

import ConvoStat

/// A file of metrics, written whole or not at all, also after a run that failed.
public struct MetricsFile: Sendable {
  private let path: String

  /// Creates the file of a path.
  ///
  /// - Parameter path: the path; the collector reads files that end with `.prom`.
  public init(path: String) { self.path = path }

  /// Writes the metrics of a run.
  ///
  /// - Parameters:
  ///   - exit: the exit status of the run; 0 is success.
  ///   - report: the report; `nil` if the run failed before there was one. Its metrics are then absent.
  ///   - directory: the output directory as given on the command line, as the label that distinguishes runs.
  public func write(exit: Int, _ report: RunReport?, directory: String) throws(Failure) {
    let now = currentMoment()
    let lastSuccess = exit == 0 ? now : MetricsFile.lastSuccess(in: previousContent)
    var text = MetricsText(label: "out=\"\(MetricsText.quoted(directory))\"")
    text.gauge("convostat_success", "Whether the latest run ended with status 0.", exit == 0 ? "1" : "0")
    text.gauge("convostat_exit_status", "The exit status of the latest run.", "\(exit)")
    text.gauge("convostat_last_run_timestamp_seconds", "When the latest run ended.", MetricsText.seconds(now))
    if let lastSuccess {
      text.gauge(
        MetricsFile.lastSuccessName, "When the latest run with status 0 ended.",
        MetricsText.seconds(lastSuccess))
    }
    if let report { text.add(report) }
    let file = try ReplacedFile(path, wait: MetricsFile.waitSeconds, isLate: true)
    try file.replace(with: Array(text.text.utf8))
  }

  /// The seconds to wait while another run writes the same metrics, which takes only a moment.
  private static let waitSeconds = 10

  /// The bytes of the previous file; empty if it is not a regular file, which might never end.
  private var previousContent: [UInt8] {
    var status = stat()
    guard path.withPath({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
    return contents(of: path, atMost: 1 << 20) ?? []
  }

  private static let lastSuccessName = "convostat_last_success_timestamp_seconds"

  /// Returns the moment in the previous file; `nil` if it has none.
  static func lastSuccess(in bytes: [UInt8]) -> Int64? {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let line = lines.last { $0.hasPrefix(lastSuccessName) }
    let seconds = line?.split(separator: " ").last.flatMap { Double($0) }
    return seconds.flatMap { $0.isFinite && abs($0) < 1e12 ? Int64(($0 * 1000).rounded()) : nil }
  }
}

/// Lines of the text format: each metric with its help and its type.
private struct MetricsText {
  let label: String
  private(set) var text = ""

  init(label: String) { self.label = label }

  mutating func gauge(_ name: String, _ help: String, _ value: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n\(name){\(label)} \(value)\n"
  }

  mutating func add(_ report: RunReport) {
    let counts = report.counts
    let bytes = report.inputs.reduce(0) { $0 + $1.bytes }
    let milliseconds = report.durationMilliseconds
    for (name, help, value) in [
      ("run_seconds", "How long the latest run took.", MetricsText.seconds(milliseconds)),
      ("peak_memory_bytes", "The most memory that the latest run held.", "\(report.peakMemoryBytes)"),
      ("inputs", "Inputs that were read.", "\(report.inputs.count)"),
      ("broken_inputs", "Inputs that were left out because they cannot be read.", "\(report.broken.count)"),
      ("input_bytes", "Bytes of the decompressed inputs.", "\(bytes)"),
      ("lines", "Lines of the inputs.", "\(counts.lines)"),
      ("records", "Lines that were read as records.", "\(counts.records)"),
      ("messages", "Messages that were kept.", "\(counts.messages)"),
      ("conversations", "Conversations that were kept.", "\(counts.conversations)"),
      ("duplicates", "Repetitions of messages, which were left out.", "\(counts.duplicates)"),
    ] { gauge("convostat_" + name, help, value) }
    if let newest = report.newestMilliseconds {
      gauge(
        "convostat_newest_message_timestamp_seconds", "When the latest message was created.",
        MetricsText.seconds(newest))
    }
    text += "# HELP convostat_rejects Rejected lines and elements of pages.\n# TYPE convostat_rejects gauge\n"
    for reason in RejectReason.allCases {
      text += "convostat_rejects{\(label),reason=\"\(reason.rawValue)\"} \(report.rejects[reason] ?? 0)\n"
    }
  }

  static func seconds(_ milliseconds: Int64) -> String { String(decimal: milliseconds, places: 3) }

  /// Returns the value of a label for its quotes.
  ///
  /// Control characters, which a terminal would obey, become U+FFFD.
  static func quoted(_ value: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in value.printablePath.unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control && scalar != "\n"
      text.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
      "\n", with: "\\n")
  }
}
