// The small worlds of random dumps: few names, ids and accounts, so that everything meets.

extension RandomScribe {
  /// Names in the spellings of people and spreadsheets.
  static let names = [
    "Ann", "=SUM(A1)", "+49 1", "-x", "@you", "'=quoted", "''+", "'plain", "a,b", "say \"hi\"", "two\nlines",
    "\ttab", "\rreturn", "＝wide", "－", "＠", "Zo\u{EB}", "Zoe\u{308}", "\0nul", "nul\0", "(none)", "(unknown)",
    "0", "12345678901234567890123456789", "日本", "😀", "\u{FFFD}", "\\", "/", " ",
  ]
  /// Ids of agents and customers.
  static let agents = ["9", "10", "agent-9", "agent-10", "=a", "Zo\u{EB}", "Zoe\u{308}", "(unknown)"]
  /// Ids of asapp conversations.
  static let conversations = [
    "C1", "star-9", "star-10", "9", "01BX5ZZKBKACTAV9WEVGEMMVRZ", "01BX5ZZKBKACTAV9WEVGEMMVS1",
    "8e033668-9f1a-11ec-b909-0242ac120002", "u\u{308}", "\u{FC}", "=C", String(repeating: "long", count: 40),
  ]
  /// The customer's own ids of conversations.
  static let externals = ["ext-1", "ext-2", "+491", "E\0", "a,\"b\"\n", "\u{FFFD}"]
  /// Ids of chatwoot conversations.
  static let tickets = ["1", "2", "10", "007", "12345678901234567890", "C1"]
  /// Ids of accounts.
  static let accounts = ["1", "2", "acc=1"]
  /// Creation times of conversations as JSON; some have none.
  static let creations = [
    "\"2026-01-05T09:00:00Z\"", "1767603605", "\"2026-01-05T10:00:01.5+01:00\"", "\"1767603610\"",
    "1767603600250",
    "\"2026-01-04T23:59:59.999\"", "\"2026-03-01T00:00:00Z\"", "1764547200", "0",
    "\"soon\"", "{}",
  ]
  /// Ids of inboxes.
  static let inboxes = ["1", "2", "3", "@in"]
}
