// Observations of a reference, and names found with it, as parts of fact lines. For each piece the one with
// the highest rank is written, and the highest one that disagrees with it at the same rank time.

extension FactScribe {
  /// A piece of an observation: the value with the highest rank, which is empty if the attribute was removed.
  struct Piece {
    /// The index of the kind of piece: attributes, attributes that options ask for, metadata, names of
    /// agents, names of inboxes.
    var part: Int
    var key: Text
    var value: Text
    var rank: Rank
    /// The name of the assigned agent whose id is the value: both are one attribute.
    var name = Text.empty
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

  /// Returns the winning pieces and those that disagree with them, by falling rank, then by part and key.
  private func observedPieces(_ index: Int) -> [Piece] {
    var pieces: [Piece] = []
    let agent = FactScribe.part(of: .assignedAgentID)
    set.forEachObservation(index) { number, text, rank in
      // The name follows the id of the same record.
      if number == Attribute.assignedAgentName.rawValue {
        if let last = pieces.indices.last, pieces[last].part == agent, pieces[last].rank == rank {
          pieces[last].name = text
        } else {
          pieces.append(Piece(part: agent, key: .empty, value: .empty, rank: rank, name: text))
        }
        return
      }
      let part =
        Attribute(rawValue: number).map(FactScribe.part)
        ?? number - Attribute.allCases.count + FactLine.attributes.count
      pieces.append(Piece(part: part, key: .empty, value: text, rank: rank))
    }
    set.forEachName(index) { named, key, value, rank in
      pieces.append(Piece(part: FactScribe.part(of: named), key: key, value: value, rank: rank))
    }
    // Of each piece the one with the highest rank comes first. Sorting all pieces is
    // linearithmic; searching the earlier ones for each would be quadratic.
    pieces.sort { left, right in
      if left.part != right.part { return left.part < right.part }
      if left.key != right.key { return left.key < right.key }
      if left.rank != right.rank { return right.rank < left.rank }
      return left.value != right.value ? right.value < left.value : right.name < left.name
    }
    keepTelling(&pieces)
    divideAgents(&pieces)
    pieces.sort { left, right in
      if left.rank != right.rank { return right.rank < left.rank }
      return left.part != right.part ? left.part < right.part : left.key < right.key
    }
    return pieces
  }

  /// Keeps the first piece of each part and key, and the first one that disagrees with it at the same rank time.
  private func keepTelling(_ pieces: inout [Piece]) {
    let created = FactScribe.keys.count - 1
    var kept: [Piece] = []
    var (winner, hasRival) = (0, false)
    for piece in pieces {
      if kept.isEmpty || kept[winner].part != piece.part || kept[winner].key != piece.key {
        (winner, hasRival) = (kept.count, false)
        kept.append(piece)
      } else if !hasRival, piece.part <= FactScribe.keys.count, piece.part != created,
        piece.rank.isTied(with: kept[winner].rank),
        piece.value != kept[winner].value || piece.name != kept[winner].name
      {
        hasRival = true
        kept.append(piece)
      }
    }
    pieces = kept
  }

  /// Divides the pieces of assigned agents into those of ids and of names.
  ///
  /// The half that is missing is left out: a reader of one half knows that the record removed the other one.
  private func divideAgents(_ pieces: inout [Piece]) {
    let (id, name) = (FactScribe.part(of: .assignedAgentID), FactScribe.part(of: .assignedAgentName))
    pieces = pieces.flatMap { piece -> [Piece] in
      guard piece.part == id else { return [piece] }
      let named = Piece(part: name, key: .empty, value: piece.name, rank: piece.rank)
      if piece.name.isEmpty != piece.value.isEmpty { return piece.name.isEmpty ? [piece] : [named] }
      return [piece, named]
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
        case .inboxHours: "inbox_hours"
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
