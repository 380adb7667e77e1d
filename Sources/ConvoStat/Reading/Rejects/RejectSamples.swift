// A few rejects of each reason, picked from rejects.ndjson while it is written.

import Foundation
import Synchronization

/// The first rejects of each reason, as written to the file.
final class RejectSamples: Sendable {
  /// Maximum number of samples per reason.
  static let perReason = 3
  private let kept = Mutex<[RejectReason: [RejectExample]]>([:])

  /// Picks samples from whole lines of rejects.ndjson.
  func absorb(_ lines: Text) {
    kept.withLock { kept in
      for line in lines.bytes.split(separator: UInt8(ascii: "\n")) {
        guard let reason = RejectSamples.reason(of: line),
          kept[reason, default: []].count < RejectSamples.perReason,
          let example = RejectSamples.example(line, reason)
        else { continue }
        kept[reason, default: []].append(example)
      }
    }
  }

  /// Removes all samples, because the inputs are read once more.
  func restart() { kept.withLock { $0 = [:] } }

  /// Returns the samples of a reason.
  func examples(of reason: RejectReason) -> [RejectExample] { kept.withLock { $0[reason] ?? [] } }

  /// Returns the reason of a line without parsing it: quotes inside texts are escaped, so only the key
  /// matches.
  private static func reason(of line: some BidirectionalCollection<UInt8>) -> RejectReason? {
    guard let key = line.firstRange(of: Array("\"reason\":\"".utf8)) else { return nil }
    let name = line[key.upperBound...].prefix { $0 != UInt8(ascii: "\"") }
    return RejectReason(rawValue: String(decoding: name, as: UTF8.self))
  }

  private static func example(_ line: some BidirectionalCollection<UInt8>, _ reason: RejectReason)
    -> RejectExample?
  {
    guard let content = try? JSONDecoder().decode(Line.self, from: Data(line)) else { return nil }
    return RejectExample(
      path: content.path, line: content.line, index: content.index, reason: reason, detail: content.detail)
  }

  private struct Line: Decodable {
    var path: String
    var line: Int
    var index: Int?
    var detail: String
  }
}
