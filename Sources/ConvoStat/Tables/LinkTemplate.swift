// The address of a conversation on its platform: a template with placeholders, and the link of a conversation.

/// The template of `--link`.
public struct LinkTemplate: Sendable {
  /// The template as typed.
  public let text: String
  fileprivate let parts: [Part]

  /// A part of the template.
  fileprivate enum Part {
    case literal(String)
    case value(LinkValue)
  }

  /// The mistake in a template.
  public struct Mistake: Error, Equatable {
    /// What the option takes instead.
    public let expected: String
    /// What to do; `nil` if the explanation of the option is enough.
    public let hint: String?
    /// The name in a placeholder that is unknown; `nil` for another mistake.
    public var unknownName: String?
  }

  /// The names in placeholders, except those of metadata.
  public static let names = LinkValue.named.map(\.name)

  /// Reads a template.
  public init(_ text: String) throws(Mistake) {
    let scheme = text.prefix { $0 != ":" }.lowercased()
    let rest = text.dropFirst(scheme.count)
    guard scheme == "https" || scheme == "http", rest.hasPrefix("://") else {
      throw Mistake(expected: "an address that begins with https:// or http://", hint: nil)
    }
    let host = rest.dropFirst(3).prefix { !"/?#".contains($0) }
    if host.isEmpty || host.contains(where: { "@{}".contains($0) }) {
      throw Mistake(expected: "an address with a host, and no user or placeholder in it", hint: nil)
    }
    self.text = text
    parts = try LinkTemplate.parts(of: text)
    let hasValue = parts.contains { if case .value = $0 { true } else { false } }
    if !hasValue { throw Mistake(expected: "an address with a placeholder", hint: LinkValue.list) }
  }

  /// The extra attributes that the template needs.
  var extras: [ExtraAttribute] {
    parts.compactMap { if case .value(.metadata(let key)) = $0 { .metadata(key) } else { nil } }
  }

  private static func parts(of text: String) throws(Mistake) -> [Part] {
    var parts: [Part] = []
    var rest = text[...]
    while !rest.isEmpty {
      let literal = rest.prefix { $0 != "{" }
      if let wrong = literal.first(where: { !isOfAddress($0) }) {
        throw Mistake(
          expected: "an address without the character \(String(wrong).visible)",
          hint: "write it percent-encoded, such as %20 for a blank")
      }
      if !literal.isEmpty { parts.append(.literal(String(literal))) }
      rest = rest[literal.endIndex...]
      if rest.isEmpty { break }
      guard let end = rest.firstIndex(of: "}") else {
        throw Mistake(expected: "an address with a } for each {", hint: nil)
      }
      let name = String(rest[rest.index(after: rest.startIndex)..<end])
      guard let value = LinkValue(name) else {
        throw Mistake(
          expected: "an address with known placeholders, and {\(name.visible)} is unknown",
          hint: LinkValue.list,
          unknownName: name)
      }
      parts.append(.value(value))
      rest = rest[rest.index(after: end)...]
    }
    return parts
  }

  /// Returns true if an address may have a character (RFC 3986).
  private static func isOfAddress(_ character: Character) -> Bool {
    guard let byte = character.asciiValue, character != "\r\n" else { return false }
    return Bytes.isUnreserved(byte) || ":/?#[]@!$&'()*+,;=%".contains(character)
  }
}

/// The value of a placeholder.
private enum LinkValue {
  case conversationID, accountID, externalID, source, queue, customerID
  case metadata(String)

  /// All values except those of the metadata.
  static let named: [LinkValue] = [.conversationID, .accountID, .externalID, .source, .queue, .customerID]

  /// The sentence that lists the placeholders.
  static var list: String {
    "placeholders are " + named.map { "{\($0.name)}" }.joined(separator: ", ") + " and {metadata.K}"
  }

  /// Creates the value of a name in a placeholder; `nil` for any other name.
  init?(_ name: String) {
    if name.hasPrefix("metadata."), name.utf8.count > 9 {
      self = .metadata(String(name.dropFirst(9)))
    } else if let value = LinkValue.named.first(where: { $0.name == name }) {
      self = value
    } else {
      return nil
    }
  }

  /// The name in a placeholder: that of the column.
  var name: String {
    switch self {
    case .conversationID: ColumnName.conversationID.text
    case .accountID: ColumnName.accountID.text
    case .externalID: ColumnName.externalID.text
    case .source: ColumnName.source.text
    case .queue: ColumnName.queue.text
    case .customerID: ColumnName.customerID.text
    case .metadata(let key): ColumnName.metadata(key).text
    }
  }
}

/// A template whose placeholders are found in the conversations of a run.
struct ConversationLink: Sendable {
  private let parts: [(part: LinkTemplate.Part, extra: Int?)]

  /// Prepares a template.
  /// - Parameter extras: the extra attributes that are read.
  init(_ template: LinkTemplate, extras: [ExtraAttribute]) {
    parts = template.parts.map { part in
      guard case .value(.metadata(let key)) = part else { return (part, nil) }
      return (part, extras.firstIndex(of: .metadata(key)))
    }
  }

  /// Returns the link of a conversation; empty if the conversation lacks the value of a placeholder.
  func link(of conversation: Conversation) -> [UInt8] {
    var link: [UInt8] = []
    for (part, extra) in parts {
      switch part {
      case .literal(let text): link += text.utf8
      case .value(let value):
        let text = text(of: value, conversation, extra)
        if text.isEmpty { return [] }
        for byte in text.bytes {
          if Bytes.isUnreserved(byte) {
            link.append(byte)
          } else {
            link += ("%" + String(byte, radix: 16, uppercase: true).zeroPadded(to: 2)).utf8
          }
        }
      }
    }
    return link
  }

  private func text(of value: LinkValue, _ conversation: Conversation, _ extra: Int?) -> Text {
    switch value {
    case .conversationID: conversation.id
    case .accountID: conversation.account
    case .externalID: conversation.externalID
    case .source: conversation.source
    case .queue: conversation.queue
    case .customerID: conversation.customerID
    case .metadata: extra.map { conversation.extras[$0] } ?? .empty
    }
  }
}

private enum Bytes {
  /// Returns true for a byte that is never percent-encoded (RFC 3986, 2.3).
  static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }
}

struct LinkCells: RowCells {
  /// The links; `nil` if only the column is described.
  let link: ConversationLink?

  func write<Sink: CellSink & ~Copyable>(_ row: ConversationRow, to sink: inout Sink) {
    guard let link else { return sink.empty() }
    link.link(of: row.conversation).withText { sink.text($0) }
  }
}
