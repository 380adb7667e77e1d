// A few rejects of each reason, picked from rejects.ndjson while it is written.

import Foundation
import Synchronization

/// The first rejects of each reason, as the file has them.
final class RejectSamples: Sendable {
  /// So many of each reason are kept.
  static let perReason = 3
  private let kept = Mutex<[RejectReason: [RejectExample]]>([:])

  /// Looks at whole lines of rejects.ndjson.
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

  /// Forgets all, as the inputs are read once more.
  func restart() { kept.withLock { $0 = [:] } }

  /// The rejects that were kept of a reason.
  func examples(of reason: RejectReason) -> [RejectExample] { kept.withLock { $0[reason] ?? [] } }

  /// The reason, found without reading the line: quotes within its texts are escaped, so only the key matches.
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
