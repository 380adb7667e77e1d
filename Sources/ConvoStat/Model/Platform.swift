// The platforms whose dumps are read, as in the column `source`.

enum Platform: UInt8, CaseIterable, Sendable {
  case asapp, chatwoot
  /// Another platform, whose records a map reads and names (Maps).
  case mapped

  /// The name; empty if a map defines it.
  var name: StaticString {
    switch self {
    case .asapp: "asapp"
    case .chatwoot: "chatwoot"
    case .mapped: ""
    }
  }

  /// Creates the platform from its name in the column `source`.
  init(source: Text) {
    self = source == Platform.asapp.name ? .asapp : source == Platform.chatwoot.name ? .chatwoot : .mapped
  }
}
