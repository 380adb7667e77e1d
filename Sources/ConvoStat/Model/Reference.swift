// References: how records name their conversation, before it is known which conversation that is.

/// The name of a conversation in one record (Inputs: which conversation).
enum Reference {
  /// An asapp conversation by its `id`.
  case byID(Text)
  /// An asapp conversation by its `externalId`.
  case byExternalID(Text)
  /// A chatwoot conversation. The account is empty if the record names none.
  case chatwoot(account: Text, conversation: Text)
  /// A conversation that a map reads. The account is a `SourcedAccount`, which names the platform.
  case mapped(account: Text, conversation: Text)
  /// A chatwoot conversation without an account, by a record that names its inbox: the inbox may tell the account.
  case ofInbox(Text, conversation: Text)
  /// The conversation of a reporting event. The text is that of a `ReportedConversation`.
  case reported(Text, conversation: Text)

  /// The kinds of references, in the order of references with equal names.
  enum Kind: UInt8 {
    case byID, byExternalID, chatwoot, mapped, ofInbox, reported

    /// The number of bits that hold a raw value.
    static let bitCount: UInt32 = 3

    /// The kind whose raw value is in the lowest bits of `number`.
    ///
    /// Every combination of the bits is a kind, so that reading a stored reference does not fail.
    @inline(__always)
    init(lowestBitsOf number: UInt32) {
      switch number & (1 << Kind.bitCount - 1) {
      case 0: self = .byID
      case 1: self = .byExternalID
      case 2: self = .chatwoot
      case 3: self = .mapped
      case 4: self = .ofInbox
      default: self = .reported
      }
    }

    /// True if an account is part of the conversation's key.
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
    case .ofInbox: .ofInbox
    case .reported: .reported
    }
  }

  /// The conversation's id, external id or number.
  @inline(__always)
  var name: Text {
    switch self {
    case .byID(let name), .byExternalID(let name), .chatwoot(_, let name), .mapped(_, let name),
      .ofInbox(_, let name), .reported(_, let name):
      name
    }
  }

  /// The account, or empty.
  @inline(__always)
  var account: Text {
    switch self {
    case .byID, .byExternalID, .ofInbox: .empty
    case .chatwoot(let account, _), .mapped(let account, _), .reported(let account, _): account
    }
  }

  /// The text that tells references with the same kind and name apart: the account, the inbox of a reference without
  /// an account, or the text of a `ReportedConversation`.
  @inline(__always)
  var qualifier: Text {
    switch self {
    case .byID, .byExternalID: .empty
    case .chatwoot(let text, _), .mapped(let text, _), .ofInbox(let text, _), .reported(let text, _): text
    }
  }

  /// The name of the platform, as in the column `source`.
  var source: Text {
    platform == .mapped ? SourcedAccount.parts(of: account).source : Text(platform.name)
  }

  var platform: Platform {
    switch kind {
    case .byID, .byExternalID: .asapp
    case .chatwoot, .ofInbox, .reported: .chatwoot
    case .mapped: .mapped
    }
  }

  /// Creates a reference from its parts.
  @inline(__always)
  init(_ kind: Kind, qualifier: Text, name: Text) {
    switch kind {
    case .byID: self = .byID(name)
    case .byExternalID: self = .byExternalID(name)
    case .chatwoot: self = .chatwoot(account: qualifier, conversation: name)
    case .mapped: self = .mapped(account: qualifier, conversation: name)
    case .ofInbox: self = .ofInbox(qualifier, conversation: name)
    case .reported: self = .reported(qualifier, conversation: name)
    }
  }

  /// Creates a reference to a chatwoot conversation.
  /// - Parameter inbox: the inbox that the record names, or empty.
  @inline(__always)
  init(chatwoot conversation: Text, account: Text, inbox: Text) {
    self =
      account.isEmpty && !inbox.isEmpty
      ? .ofInbox(inbox, conversation: conversation) : .chatwoot(account: account, conversation: conversation)
  }
}

/// Returns true if `left` precedes `right` in the order of the outputs: bytewise by (source, account,
/// name), then by kind, then by inbox.
func precedes(_ left: Reference, _ right: Reference) -> Bool {
  if left.platform != right.platform { return left.source < right.source }
  if left.account != right.account { return left.account < right.account }
  if left.name != right.name { return left.name < right.name }
  if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
  return left.qualifier < right.qualifier
}
