// The account of a conversation of another platform, with the platform in front.

/// The accounts of conversations that maps read: the source, a zero byte, and the account of the platform.
///
/// A source has no zero byte, so bytewise order is the order by source, then by account. All that knows
/// conversations by (platform, account, id) tells the sources of several maps apart without knowing them.
enum SourcedAccount {
  private static let separator: UInt8 = 0

  /// Returns the source and the account of a sourced account, borrowed from it.
  static func parts(of sourced: Text) -> (source: Text, account: Text) {
    guard let end = sourced.offset(of: separator) else { return (sourced, .empty) }
    return (sourced[0..<end], sourced.suffix(from: end + 1))
  }

  /// Returns the bytes of the account of a source.
  static func joined(_ source: Text, _ account: Text) -> [UInt8] {
    Array(source.bytes) + [separator] + Array(account.bytes)
  }

  /// Returns true if a text can be the source of a map that is not asapp or chatwoot.
  static func isSource(_ text: Text) -> Bool {
    !text.isEmpty && Platform(source: text) == .mapped && text.bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F }
  }
}

/// The sourced accounts that a reader met.
final class SourcedAccounts {
  private let texts = TextTable()
  private var last = (source: Text.empty, account: Text.empty, sourced: Text.empty)

  /// Returns the sourced account, valid as long as this object.
  func text(_ source: Text, _ account: Text) -> Text {
    if !last.sourced.isEmpty, last.source == source, last.account == account { return last.sourced }
    let number = SourcedAccount.joined(source, account).withText { texts.number(of: $0) }
    let parts = SourcedAccount.parts(of: texts[number])
    last = (parts.source, parts.account, texts[number])
    return last.sourced
  }
}
