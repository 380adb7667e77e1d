// A file read by the first half of a run: its counts and its rejects.

import Foundation
import Synchronization

@testable import ConvoStat

/// The counts and rejects of one file.
struct ReadFile {
  /// A reject as written to rejects.ndjson.
  struct Reject: Decodable, Equatable, CustomStringConvertible {
    var line: Int
    var offset: Int
    var index: Int?
    var reason: String

    var description: String { "\(line)@\(offset)\(index.map { "[\($0)]" } ?? "") \(reason)" }
  }

  let counts: Counts
  let rejects: [Reject]

  /// Reads a file.
  init(_ path: String, options: Options = Options()) throws {
    let lines = Mutex<[UInt8]>([])
    let ledger = InputLedger(paths: [path]) { bytes, _ in lines.withLock { $0 += bytes.bytes } }
    _ = try ReadStage(paths: [path], options: options, ledger: ledger).run()
    counts = ledger.counts
    rejects = try lines.withLock { $0 }.split(separator: 0x0A).map {
      try JSONDecoder().decode(Reject.self, from: Data($0))
    }
  }
}
