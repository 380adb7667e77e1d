// Observations of a reference, and names found with it, as parts of fact lines. For each piece the one with
// the highest rank is written, and the highest one that disagrees with it at the same rank time.

/// The paths of inputs as fact lines write them.
struct WrittenPaths: ~Copyable {
  private var last = InputName.none
  private var text = ByteBuffer()

  /// Returns a path as a JSON string, valid until the next call.
  ///
  /// The last one is cached, because most records name the same input as the record before.
  mutating func path(_ name: InputName) -> Text {
    if text.isEmpty || name != last {
      last = name
      text.removeAll()
      Array(String(path: name.bytes.bytes).utf8).withText { text.append(jsonString: $0) }
    }
    return text.text
  }
}

extension FactScribe {
  /// A piece of an observation: the value with the highest rank, which is empty if the attribute was removed.
  struct Piece: BitwiseCopyable {
    /// The index of the kind of piece: attributes, attributes that options ask for, metadata, names of
    /// agents, names of inboxes.
    var part: Int
    var key = Text.empty
    var value: Text
    var rank: Rank
    /// The name of the assigned agent whose id is the value: both are one attribute.
    var name = Text.empty

    /// True for an assigned agent without id: the record removed the id, or only names the agent.
    var isNameOnly: Bool { value.isEmpty && !name.isEmpty }
  }

  /// Appends the observations of a reference.
  /// - Returns: the agent that the conversation is assigned to, or an empty text.
  mutating func appendObservations(_ index: Int, to bytes: inout ByteBuffer) -> Text {
    observe(index)
    appendLinks(index, to: &bytes)
    if pieces.isEmpty { return .empty }
    bytes.append(Text(",\"said\":["))
    var start = 0
    while start < pieces.count {
      let end = pieces.elements[start...].firstIndex { $0.rank != pieces[start].rank } ?? pieces.count
      bytes.append(Text(start > 0 ? ",{" : "{"))
      append(pieces[start].rank, to: &bytes)
      FactScribe.append(pieces.elements.part(start..<end), to: &bytes)
      bytes.append(UInt8(ascii: "}"))
      start = end
    }
    bytes.append(UInt8(ascii: "]"))
    return pieces.elements.first { $0.part == FactParts.agent && !$0.isNameOnly }?.value ?? .empty
  }

  private func appendLinks(_ index: Int, to bytes: inout ByteBuffer) {
    let links = set.links(index)
    if links.isEmpty { return }
    let external = pieces.elements.first { $0.part == FactParts.external }?.value
    var others: [Text] = []
    for link in links.sorted() where !link.isEmpty && link != external && link != others.last ?? .empty {
      others.append(link)
    }
    if !others.isEmpty || pieces.isEmpty {
      FactScribe.append("links", others, to: &bytes) { $1.append(jsonString: $0) }
    }
  }

  /// Collects the winning pieces and those that disagree with them, by falling rank, then by part and key.
  private mutating func observe(_ index: Int) {
    pieces.removeAll()
    let set = set
    set.forEachObservation(index) { number, text, rank in
      // The name follows the id of the same record.
      guard number == Attribute.assignedAgentName.rawValue else {
        return pieces.append(Piece(part: FactParts.part(number), value: text, rank: rank))
      }
      let last = pieces.count - 1
      if last >= 0, pieces[last].part == FactParts.agent, pieces[last].rank == rank {
        pieces[last].name = text
      } else {
        pieces.append(Piece(part: FactParts.agent, value: .empty, rank: rank, name: text))
      }
    }
    set.forEachName(index) { named, key, value, rank in
      pieces.append(Piece(part: FactParts.part(named), key: key, value: value, rank: rank))
    }
    // Usually one record says everything, in this order.
    if pieces.elements.areOfOneRecord { return }
    // Of each piece the one with the highest rank comes first. Sorting all pieces is
    // linearithmic; searching the earlier ones for each would be quadratic.
    pieces.borrowed.sort { left, right in
      if left.part != right.part { return left.part < right.part }
      if left.key != right.key { return left.key < right.key }
      if left.rank != right.rank { return right.rank < left.rank }
      return left.value != right.value ? right.value < left.value : right.name < left.name
    }
    keepTelling()
    pieces.borrowed.sort { left, right in
      if left.rank != right.rank { return right.rank < left.rank }
      return left.part != right.part ? left.part < right.part : left.key < right.key
    }
  }

  /// Keeps the first piece of each part and key, and the first one that disagrees with it at the same rank time.
  private mutating func keepTelling() {
    var (kept, winner, hasRival) = (0, 0, false)
    for index in 0..<pieces.count {
      let piece = pieces[index]
      let isFirst = kept == 0 || pieces[winner].part != piece.part || pieces[winner].key != piece.key
      if isFirst {
        (winner, hasRival) = (kept, false)
      } else {
        let isRival =
          !hasRival && piece.part <= FactParts.keys.count && piece.part != FactParts.created
          && piece.rank.isTied(with: pieces[winner].rank)
          && (piece.value != pieces[winner].value || piece.name != pieces[winner].name)
        if !isRival { continue }
        hasRival = true
      }
      pieces[kept] = piece
      kept += 1
    }
    pieces.truncate(to: kept)
  }

  private static func append(_ pieces: BorrowedArray<Piece>, to bytes: inout ByteBuffer) {
    let containers: [StaticString] = ["metadata", "agents", "inboxes"]
    var last = -1
    for piece in pieces {
      if piece.part == FactParts.created {  // the creation time is written as a number
        begin("created", &bytes)
        bytes.append(piece.value)
      } else if piece.part == FactParts.agent {
        // The half that is missing is left out: a reader of one half knows that the record removed the other one.
        if !piece.isNameOnly { append("agent", orNull: piece.value, to: &bytes) }
        if !piece.name.isEmpty || piece.value.isEmpty { append("agent_name", orNull: piece.name, to: &bytes) }
      } else if piece.part < FactParts.keys.count {
        append(FactParts.keys[piece.part], orNull: piece.value, to: &bytes)
      } else {
        if piece.part != last {
          if last >= 0 { bytes.append(UInt8(ascii: "}")) }
          begin(containers[piece.part - FactParts.keys.count], &bytes)
          bytes.append(UInt8(ascii: "{"))
        } else {
          bytes.append(UInt8(ascii: ","))
        }
        last = piece.part
        bytes.append(jsonString: piece.key)
        bytes.append(UInt8(ascii: ":"))
        append(orNull: piece.value, to: &bytes)
      }
    }
    if last >= 0 { bytes.append(UInt8(ascii: "}")) }
  }

  /// Appends a key with a text, or with null if the text is empty.
  private static func append(_ key: StaticString, orNull text: Text, to bytes: inout ByteBuffer) {
    begin(key, &bytes)
    append(orNull: text, to: &bytes)
  }

  private static func append(orNull text: Text, to bytes: inout ByteBuffer) {
    if text.isEmpty { bytes.append(Text("null")) } else { bytes.append(jsonString: text) }
  }

  /// Appends the position of a record and the rest of its rank, without a leading comma.
  private mutating func append(_ rank: Rank, to bytes: inout ByteBuffer) {
    FactScribe.append(rank, &paths, to: &bytes)
  }

  static func append(_ rank: Rank, _ paths: inout WrittenPaths, to bytes: inout ByteBuffer) {
    bytes.append(Text("\"from\":["))
    bytes.append(paths.path(rank.input))
    bytes.append(UInt8(ascii: ","))
    bytes.append(decimal: Int64(rank.offset))
    if rank.index >= 0 {
      bytes.append(UInt8(ascii: ","))
      bytes.append(decimal: Int64(rank.index))
    }
    bytes.append(UInt8(ascii: "]"))
    if !rank.isRecord { bytes.append(Text(",\"of\":\"message\"")) }
    if rank.updated != 0 {
      begin("updated", &bytes)
      bytes.append(decimal: rank.updated)
    }
  }
}

/// The parts of an observation, numbered in the order in which they are written.
private enum FactParts {
  /// The keys of attributes.
  static let keys = FactLine.attributes.map(\.key) + ExtraAttribute.kept.map(\.factKey)
  static let created = keys.count - 1
  static let external = part(Attribute.externalID.rawValue)
  static let agent = part(Attribute.assignedAgentID.rawValue)

  /// By number among `Attribute.allCases` and `ExtraAttribute.kept`: the part.
  private static let parts =
    Attribute.allCases.map { attribute in
      FactLine.attributes.firstIndex { $0.attribute == attribute } ?? 0
    } + ExtraAttribute.kept.indices.map { FactLine.attributes.count + $0 }

  static func part(_ attribute: Int) -> Int { parts[attribute] }

  static func part(_ named: Named) -> Int {
    keys.count + (named == .metadata ? 0 : named == .inbox ? 2 : 1)
  }
}

extension BorrowedArray<FactScribe.Piece> {
  /// True if all pieces have the same rank, and no two are of the same part and key, in the order of fact lines.
  fileprivate var areOfOneRecord: Bool {
    var index = 1
    while index < count {
      let (left, right) = (self[index - 1], self[index])
      if left.rank != right.rank || right.part < left.part { return false }
      if left.part == right.part, !(left.key < right.key) { return false }
      index += 1
    }
    return true
  }
}

extension FactScribe {
  /// Returns the lines of the names whose account is known, and of the names that apply to all accounts.
  static func names(of workers: [Facts]) -> ByteBuffer {
    var held = NameTable()
    for facts in workers {
      facts.names.forEachName { named, scope, id, name, rank in
        if case .reference = scope { return }
        held.add(named, scope, id: id, name: name, rank: rank)
      }
    }
    var key = KeyBuffer()
    var lines: [(named: Named, account: Text, id: Text, name: Text, rank: Rank)] = []
    held.forEachName { named, scope, id, name, rank in
      var account = Text.empty
      if case .account(let own) = scope { account = own }
      // A name of the inbox in the account says as much.
      if named == .accountInbox, !held.name(.inbox, scope, id: id, &key).isEmpty { return }
      lines.append((named, account, id, name, rank))
    }
    lines.sort { left, right in
      if left.named != right.named { return left.named.rawValue < right.named.rawValue }
      return left.account != right.account ? left.account < right.account : left.id < right.id
    }
    var bytes = ByteBuffer()
    var paths = WrittenPaths()
    for line in lines {
      open(&bytes)
      let key: StaticString =
        switch line.named {
        case .asappAgent: "asapp_agent"
        case .chatwootAgent: "chatwoot_agent"
        case .inbox, .metadata: "inbox"
        case .inboxChannel: "inbox_channel"
        case .inboxHours: "inbox_hours"
        case .mappedAgent: "mapped_agent"
        case .accountInbox: "account_inbox"
        }
      append(key, line.id, to: &bytes)
      append(account: line.account, isSourced: line.named == .mappedAgent, to: &bytes)
      if line.named != .accountInbox {
        append("name", line.name, to: &bytes)
        bytes.append(UInt8(ascii: ","))
        append(line.rank, &paths, to: &bytes)
      }
      bytes.append(Text("}\n"))
    }
    return bytes
  }
}
