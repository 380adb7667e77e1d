// The platforms whose dumps are read, as in the column `source`.

enum Platform: UInt8, CaseIterable, Sendable {
  case asapp, chatwoot
  /// The platform of a run with a map, which also names it (Maps).
  case mapped

  /// The name; empty if the map of the run defines it.
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
