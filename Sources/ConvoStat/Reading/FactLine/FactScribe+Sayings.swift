// What records said of a reference, and the names that they gave, as parts of fact lines: of each piece the one that
// holds.

extension FactScribe {
  /// A piece of what was said, the one that holds.
  struct Said {
    /// Attributes, those that options ask for, then metadata, names of agents and names of inboxes.
    var part: Int
    var key: Text
    var value: Text
    var rank: Rank
  }

  /// Appends what was said of a reference.
  /// - Returns: the agent that the reference's conversation is assigned to, or empty.
  func appendSayings(_ place: Int, to bytes: inout [UInt8]) -> Text {
    let said = sayings(place)
    let links = set.links(place)
    let external = said.first { $0.part == FactScribe.part(of: .externalID) }?.value
    var others: [Text] = []
    for link in links.sorted() where !link.isEmpty && link != external && link != others.last ?? .empty {
      others.append(link)
    }
    if !links.isEmpty, !others.isEmpty || said.isEmpty {
      FactScribe.append("links", others, to: &bytes) { $1.append(jsonString: $0) }
    }
    if said.isEmpty { return .empty }
    bytes.append(literal: ",\"said\":[")
    var start = 0
    while start < said.count {
      let end = said[start...].firstIndex { $0.rank != said[start].rank } ?? said.count
      if start > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "{"))
      FactScribe.append(said[start].rank, to: &bytes)
      FactScribe.append(said[start..<end], to: &bytes)
      bytes.append(UInt8(ascii: "}"))
      start = end
    }
    bytes.append(UInt8(ascii: "]"))
    return said.first { $0.part == FactScribe.part(of: .assignedAgentID) }?.value ?? .empty
  }

  private static func part(of attribute: Attribute) -> Int {
    FactLine.attributes.firstIndex { $0.attribute == attribute } ?? 0
  }

  private static func part(of named: Named) -> Int {
    keys.count + (named == .metadata ? 0 : named == .inbox ? 2 : 1)
  }

  /// The keys of attributes, in the order in which they are written.
  private static let keys = FactLine.attributes.map(\.key) + ExtraAttribute.kept.map(\.factKey)

  /// What holds of all that was said, by falling rank, then part and key.
  private func sayings(_ place: Int) -> [Said] {
    var said: [Said] = []
    set.forEachSaying(place) { number, text, rank in
      let part =
        Attribute(rawValue: number).map(FactScribe.part)
        ?? number - Attribute.allCases.count + FactLine.attributes.count
      said.append(Said(part: part, key: .empty, value: text, rank: rank))
    }
    set.forEachName(place) { named, key, value, rank in
      said.append(Said(part: FactScribe.part(of: named), key: key, value: value, rank: rank))
    }
    // Of each piece the one of the greatest rank comes first, and stays: as many as there are are sorted, not searched.
    said.sort { left, right in
      if left.part != right.part { return left.part < right.part }
      if left.key != right.key { return left.key < right.key }
      return left.rank != right.rank ? right.rank < left.rank : right.value < left.value
    }
    var kept = min(1, said.count)
    for piece in said.dropFirst() where piece.part != said[kept - 1].part || piece.key != said[kept - 1].key {
      said[kept] = piece
      kept += 1
    }
    said.removeLast(said.count - kept)
    said.sort { left, right in
      if left.rank != right.rank { return right.rank < left.rank }
      return left.part != right.part ? left.part < right.part : left.key < right.key
    }
    return said
  }

  private static func append(_ said: ArraySlice<Said>, to bytes: inout [UInt8]) {
    let containers: [StaticString] = ["metadata", "agents", "inboxes"]
    var last = -1
    for piece in said {
      let isInside = piece.part >= keys.count
      if piece.part == keys.count - 1 {  // the time when the conversation was created is a number
        bytes.append(literal: ",\"created\":")
        bytes.append(piece.value)
        continue
      }
      if !isInside {
        append(keys[piece.part], piece.value, to: &bytes)
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
      bytes.append(jsonString: piece.value)
    }
    if last >= 0 { bytes.append(UInt8(ascii: "}")) }
  }

  /// Appends where a record stood, and what else ranks it, without a comma in front.
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

  /// The lines of the names whose account is known, or that hold everywhere.
  static func names(of workers: [Facts]) -> [UInt8] {
    var held = NameTable()
    for facts in workers {
      facts.names.forEachName { named, scope, id, name, rank in
        if case .reference = scope { return }
        held.add(named, scope, id: id, name: name, rank: rank)
      }
    }
    var lines: [(named: Named, account: Text, id: Text, name: Text, rank: Rank)] = []
    held.forEachName { named, scope, id, name, rank in
      var account = Text.empty
      if case .account(let own) = scope { account = own }
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
        }
      append(key, line.id, to: &bytes)
      append("account", line.account, to: &bytes)
      append("name", line.name, to: &bytes)
      bytes.append(UInt8(ascii: ","))
      append(line.rank, to: &bytes)
      bytes.append(literal: "}\n")
    }
    return bytes
  }
}
