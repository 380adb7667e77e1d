// By what a record names its conversation, before it is known which conversation that is.

/// A conversation as one record names it (README 1.2).
enum Reference {
  /// An asapp conversation by its `id`.
  case byID(Text)
  /// An asapp conversation by its `externalId`.
  case byExternalID(Text)
  /// A chatwoot conversation, the account empty where the record gives none.
  case chatwoot(account: Text, conversation: Text)
  /// A conversation of the platform that the run has a map of, the account empty where there is none.
  case mapped(account: Text, conversation: Text)

  /// The kinds, in the order in which references of one name stand.
  enum Kind: UInt8 {
    case byID, byExternalID, chatwoot, mapped

    /// Whether conversations of one id are told apart by accounts.
    @inline(__always)
    var hasAccount: Bool { rawValue >= Kind.chatwoot.rawValue }
  }

  @inline(__always)
  var kind: Kind {
    switch self {
    case .byID: .byID
    case .byExternalID: .byExternalID
    case .chatwoot: .chatwoot
    case .mapped: .mapped
    }
  }

  /// The conversation's id, external id or number.
  @inline(__always)
  var name: Text {
    switch self {
    case .byID(let name), .byExternalID(let name), .chatwoot(_, let name), .mapped(_, let name): name
    }
  }

  /// The account, or empty.
  @inline(__always)
  var account: Text {
    switch self {
    case .byID, .byExternalID: .empty
    case .chatwoot(let account, _), .mapped(let account, _): account
    }
  }

  var platform: Platform {
    switch kind {
    case .byID, .byExternalID: .asapp
    case .chatwoot: .chatwoot
    case .mapped: .mapped
    }
  }

  init(_ kind: Kind, account: Text, name: Text) {
    switch kind {
    case .byID: self = .byID(name)
    case .byExternalID: self = .byExternalID(name)
    case .chatwoot: self = .chatwoot(account: account, conversation: name)
    case .mapped: self = .mapped(account: account, conversation: name)
    }
  }
}
