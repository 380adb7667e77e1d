// The fuzz targets. Each compares the program's reading of arbitrary bytes with the plain twin's.

/// The targets by name, for FUZZ_TARGET.
enum FuzzTarget: String, CaseIterable {
  case cursor, timestamp, record, walk, facts, part, map, hours, run

  /// Reads the bytes both ways.
  ///
  /// Returns `nil` if both agree, or else both results.
  func disagreement(on bytes: [UInt8]) -> String? {
    switch self {
    case .cursor: FuzzTarget.cursor(bytes)
    case .timestamp: FuzzTarget.timestamp(bytes)
    case .record: FuzzTarget.record(bytes)
    case .walk: FuzzTarget.walk(bytes)
    case .facts: FuzzTarget.facts(bytes)
    case .part: FuzzTarget.part(bytes)
    case .map: FuzzTarget.map(bytes)
    case .hours: FuzzTarget.hours(bytes)
    case .run: FuzzTarget.run(bytes)
    }
  }

  /// Created once, because a run creates them once per worker.
  nonisolated(unsafe) private static let fields = Fields(tree: FieldTree(paths: []))

  /// Created once, because to create it took 95 % of an execution.
  nonisolated(unsafe) static let usualFields = Field.tree(extras: [])

  /// Compares whether the bytes are one JSON value, and if not, the error.
  private static func cursor(_ bytes: [UInt8]) -> String? {
    let twin = Twin.Reader.whole(bytes).reason
    for alignment in [0, 1, 7] {
      let padded = PaddedBytes(bytes, alignment: alignment)
      let own = withExtendedLifetime(padded) { cursorReason(padded, fields) }
      if own != twin { return "cursor \(own ?? "value"), twin \(twin ?? "value")" }
    }
    return nil
  }

  /// Compares the time that the bytes denote as the text of a field.
  private static func timestamp(_ bytes: [UInt8]) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let padded = PaddedBytes(bytes)
    var lastDate = LastDate()
    let (own, first, again) = withExtendedLifetime(padded) {
      (Timestamp(padded.text), Timestamp(padded.text, &lastDate), Timestamp(padded.text, &lastDate))
    }
    if own != first || own != again { return "timestamp \(own), by words \(first), then \(again)" }
    let twin = Twin.Clock.read(.string(text))
    let isSame =
      switch (own, twin) {
      case (.missing, .missing), (.unreadable, .bad): true
      case (.milliseconds(let own), .at(let twin)): own == twin
      default: false
      }
    return isSame ? nil : "timestamp \(own), twin \(twin)"
  }

  /// Compares the counts of a line, its messages, and the reasons of rejected elements.
  private static func record(_ bytes: [UInt8]) -> String? {
    let line = bytes.map { $0 == 0x0A ? UInt8(ascii: " ") : $0 }
    // The first line prevents that the file is read as one array.
    var twin = Twin.Intake(options: Twin.Options())
    twin.read(path: "-", bytes: Array("1\n".utf8) + line)

    let (account, padded) = (PaddedBytes(""), PaddedBytes(line))
    return withExtendedLifetime((account, padded)) {
      let reader = RecordReader(
        options: ReadingOptions(extras: [], account: account.text), fields: usualFields)
      if !line.isEmpty {
        reader.readLine(padded.text, line: 1, RecordPosition(input: .none, offset: 0))
      }
      var own = Dictionary(uniqueKeysWithValues: reader.rejects.map { ($0.key.rawValue, $0.value) })
      own["unknown_shape", default: 0] += 1
      let reasons = Dictionary(twin.rejects.map { ($0.reason, 1) }, uniquingKeysWith: +)
      if own.filter({ $0.value > 0 }) != reasons { return "rejects \(own), twin \(reasons)" }
      let messages = (0..<reader.facts.messages.count).map { number in
        let fact = reader.facts.messages[number]
        let client = fact.client == Message.noClient ? "-" : "\(fact.client)"
        return "\(Array(fact.id.spelled)) \(fact.kind) \(fact.created) \(client) \(fact.updated)"
      }
      let expected = twin.messages.map { message in
        let client = message.client.map { "\($0)" } ?? "-"
        return
          "\(Array(message.id.string.utf8)) \(message.role) \(message.created) \(client) \(message.bearer.rank.updated)"
      }
      return messages.sorted() == expected.sorted() ? nil : "messages \(messages), twin \(expected)"
    }
  }
}
