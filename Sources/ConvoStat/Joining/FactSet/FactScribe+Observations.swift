// Observations of a reference, and names found with it, as parts of fact lines. For each piece the one with
// the highest rank is written.

extension FactScribe {
  /// A piece of an observation: the value with the highest rank, which is empty if the attribute was removed.
  struct Piece {
    /// The index of the kind of piece: attributes, attributes that options ask for, metadata, names of
    /// agents, names of inboxes.
    var part: Int
    var key: Text
    var value: Text
    var rank: Rank
  }

  /// Appends the observations of a reference.
  /// - Returns: the agent that the conversation is assigned to, or an empty text.
  func appendObservations(_ index: Int, to bytes: inout [UInt8]) -> Text {
    let pieces = observedPieces(index)
    let links = set.links(index)
    let external = pieces.first { $0.part == FactScribe.part(of: .externalID) }?.value
    var others: [Text] = []
    for link in links.sorted() where !link.isEmpty && link != external && link != others.last ?? .empty {
      others.append(link)
    }
    if !links.isEmpty, !others.isEmpty || pieces.isEmpty {
      FactScribe.append("links", others, to: &bytes) { $1.append(jsonString: $0) }
    }
    if pieces.isEmpty { return .empty }
    bytes.append(literal: ",\"said\":[")
    var start = 0
    while start < pieces.count {
      let end = pieces[start...].firstIndex { $0.rank != pieces[start].rank } ?? pieces.count
      if start > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "{"))
      FactScribe.append(pieces[start].rank, to: &bytes)
      FactScribe.append(pieces[start..<end], to: &bytes)
      bytes.append(UInt8(ascii: "}"))
      start = end
    }
    bytes.append(UInt8(ascii: "]"))
    return pieces.first { $0.part == FactScribe.part(of: .assignedAgentID) }?.value ?? .empty
  }

  private static func part(of attribute: Attribute) -> Int {
    FactLine.attributes.firstIndex { $0.attribute == attribute } ?? 0
  }

  private static func part(of named: Named) -> Int {
    keys.count + (named == .metadata ? 0 : named == .inbox ? 2 : 1)
  }

  /// The keys of attributes, in the order in which they are written.
  private static let keys = FactLine.attributes.map(\.key) + ExtraAttribute.kept.map(\.factKey)

  /// Returns the winning pieces, by falling rank, then by part and key.
  private func observedPieces(_ index: Int) -> [Piece] {
    var pieces: [Piece] = []
    set.forEachObservation(index) { number, text, rank in
      let part =
        Attribute(rawValue: number).map(FactScribe.part)
        ?? number - Attribute.allCases.count + FactLine.attributes.count
      pieces.append(Piece(part: part, key: .empty, value: text, rank: rank))
    }
    set.forEachName(index) { named, key, value, rank in
      pieces.append(Piece(part: FactScribe.part(of: named), key: key, value: value, rank: rank))
    }
    // Of each piece the one with the highest rank comes first, and stays. Sorting all pieces is
    // linearithmic; searching the earlier ones for each would be quadratic.
    pieces.sort { left, right in
      if left.part != right.part { return left.part < right.part }
      if left.key != right.key { return left.key < right.key }
      return left.rank != right.rank ? right.rank < left.rank : right.value < left.value
    }
    _ = pieces.keepFirsts { $0.part == $1.part && $0.key == $1.key }
    leaveOutOtherHalf(&pieces)
    pieces.sort { left, right in
      if left.rank != right.rank { return right.rank < left.rank }
      return left.part != right.part ? left.part < right.part : left.key < right.key
    }
    return pieces
  }

  /// Removes the piece of an assigned agent without id, or without name.
  ///
  /// A reader of one half knows that the record removed the other one.
  private func leaveOutOtherHalf(_ pieces: inout [Piece]) {
    let (id, name) = (FactScribe.part(of: .assignedAgentID), FactScribe.part(of: .assignedAgentName))
    guard let first = pieces.firstIndex(where: { $0.part == id }), first + 1 < pieces.count,
      pieces[first + 1].part == name, pieces[first].rank == pieces[first + 1].rank
    else { return }
    if pieces[first + 1].value.isEmpty {
      pieces.remove(at: first + 1)
    } else if pieces[first].value.isEmpty {
      pieces.remove(at: first)
    }
  }

  private static func append(_ pieces: ArraySlice<Piece>, to bytes: inout [UInt8]) {
    let containers: [StaticString] = ["metadata", "agents", "inboxes"]
    var last = -1
    for piece in pieces {
      let isInside = piece.part >= keys.count
      if piece.part == keys.count - 1 {  // the creation time is written as a number
        bytes.append(literal: ",\"created\":")
        bytes.append(piece.value)
        continue
      }
      if !isInside {
        append(keys[piece.part], orNull: piece.value, to: &bytes)
        continue
      }
      if piece.part != last {
        if last >= 0 { bytes.append(UInt8(ascii: "}")) }
        bytes.append(literal: ",\"")
        bytes.append(literal: containers[piece.part - keys.count])
        bytes.append(literal: "\":{")
      } else {
        bytes.append(UInt8(ascii: ","))
      }
      last = piece.part
      bytes.append(jsonString: piece.key)
      bytes.append(UInt8(ascii: ":"))
      append(orNull: piece.value, to: &bytes)
    }
    if last >= 0 { bytes.append(UInt8(ascii: "}")) }
  }

  /// Appends a key with a text, or with null if the text is empty.
  private static func append(_ key: StaticString, orNull text: Text, to bytes: inout [UInt8]) {
    bytes.append(literal: ",\"")
    bytes.append(literal: key)
    bytes.append(literal: "\":")
    append(orNull: text, to: &bytes)
  }

  private static func append(orNull text: Text, to bytes: inout [UInt8]) {
    if text.isEmpty { bytes.append(literal: "null") } else { bytes.append(jsonString: text) }
  }

  /// Appends the position of a record and the rest of its rank, without a leading comma.
  private static func append(_ rank: Rank, to bytes: inout [UInt8]) {
    bytes.append(literal: "\"from\":[")
    let path = Array(String(path: rank.input.bytes.bytes).utf8)
    path.withText { bytes.append(jsonString: $0) }
    bytes.append(UInt8(ascii: ","))
    bytes.append(decimal: rank.offset)
    if rank.index >= 0 {
      bytes.append(UInt8(ascii: ","))
      bytes.append(decimal: rank.index)
    }
    bytes.append(UInt8(ascii: "]"))
    if !rank.isRecord { bytes.append(literal: ",\"of\":\"message\"") }
    if rank.updated != 0 {
      bytes.append(literal: ",\"updated\":")
      bytes.append(decimal: Int(rank.updated))
    }
  }

  /// Returns the lines of the names whose account is known, and of the names that apply to all accounts.
  static func names(of workers: [Facts]) -> [UInt8] {
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
    var bytes: [UInt8] = []
    for line in lines {
      bytes += opening
      let key: StaticString =
        switch line.named {
        case .asappAgent: "asapp_agent"
        case .chatwootAgent: "chatwoot_agent"
        case .inbox, .metadata: "inbox"
        case .inboxChannel: "inbox_channel"
        case .mappedAgent: "mapped_agent"
        case .accountInbox: "account_inbox"
        }
      append(key, line.id, to: &bytes)
      append(account: line.account, isSourced: line.named == .mappedAgent, to: &bytes)
      if line.named != .accountInbox {
        append("name", line.name, to: &bytes)
        bytes.append(UInt8(ascii: ","))
        append(line.rank, to: &bytes)
      }
      bytes.append(literal: "}\n")
    }
    return bytes
  }
}
