// The platforms whose dumps are read; the column `source`.

enum Platform: UInt8, CaseIterable, Sendable {
  case asapp, chatwoot

  var name: StaticString {
    switch self {
    case .asapp: "asapp"
    case .chatwoot: "chatwoot"
    }
  }
}
