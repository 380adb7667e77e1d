// The platforms whose dumps are read; the column `source`.

enum Platform: UInt8, CaseIterable, Sendable {
  case asapp, chatwoot
  /// The one that a map describes, and names (README 1.7).
  case mapped

  /// The name; empty where the map of the run has it.
  var name: StaticString {
    switch self {
    case .asapp: "asapp"
    case .chatwoot: "chatwoot"
    case .mapped: ""
    }
  }

  /// The platform of a name in the column `source`.
  init(source: Text) {
    self = source == Platform.asapp.name ? .asapp : source == Platform.chatwoot.name ? .chatwoot : .mapped
  }
}
