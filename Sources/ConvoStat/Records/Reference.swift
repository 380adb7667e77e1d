// By what a record names its conversation, before it is known which conversation that is.

/// A conversation as one record names it (README 1.2).
enum Reference {
  /// An asapp conversation by its `id`.
  case byID(Text)
  /// An asapp conversation by its `externalId`.
  case byExternalID(Text)
  /// A chatwoot conversation, the account empty where the record gives none.
  case chatwoot(account: Text, conversation: Text)

  /// The kinds, in the order in which references of one name stand.
  enum Kind: UInt8 { case byID, byExternalID, chatwoot }

  @inline(__always)
  var kind: Kind {
    switch self {
    case .byID: .byID
    case .byExternalID: .byExternalID
    case .chatwoot: .chatwoot
    }
  }

  /// The conversation's id, external id or number.
  @inline(__always)
  var name: Text {
    switch self {
    case .byID(let name), .byExternalID(let name), .chatwoot(_, let name): name
    }
  }

  /// The account, or empty.
  @inline(__always)
  var account: Text {
    if case .chatwoot(let account, _) = self { account } else { .empty }
  }

  var platform: Platform { kind == .chatwoot ? .chatwoot : .asapp }

  init(_ kind: Kind, account: Text, name: Text) {
    switch kind {
    case .byID: self = .byID(name)
    case .byExternalID: self = .byExternalID(name)
    case .chatwoot: self = .chatwoot(account: account, conversation: name)
    }
  }
}
