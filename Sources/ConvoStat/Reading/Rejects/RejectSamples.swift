// A few rejects of each reason, for the report.

import Synchronization

/// The first rejects of each reason, in the order of rejects.ndjson.
package final class RejectSamples: Sendable {
  /// Maximum number of samples per reason.
  static let perReason = 3
  private let kept = Mutex<[RejectReason: [RejectExample]]>([:])

  /// Takes a reject that was written.
  /// - Parameter linesBefore: added to the number of its line.
  func absorb(_ reject: Reject, _ path: String, linesBefore: Int) {
    kept.withLock { kept in
      guard kept[reject.reason, default: []].count < RejectSamples.perReason else { return }
      kept[reject.reason, default: []].append(
        RejectExample(
          path: path.printablePath, line: linesBefore + reject.line,
          index: reject.index < 0 ? nil : reject.index, reason: reject.reason,
          detail: String(decoding: reject.detail, as: UTF8.self)))
    }
  }

  /// Removes all samples, because the inputs are read once more.
  func restart() { kept.withLock { $0 = [:] } }

  /// Returns the samples of a reason.
  package func examples(of reason: RejectReason) -> [RejectExample] { kept.withLock { $0[reason] ?? [] } }
}
