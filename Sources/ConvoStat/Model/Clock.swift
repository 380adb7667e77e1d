// The two clocks by which every latency is measured.

/// A clock (Definitions: latency): the platform's, or that of the sender's device.
package enum Clock: CaseIterable, BitwiseCopyable, Sendable {
  case created, client

  /// The part of column names that names the clock.
  var name: String {
    switch self {
    case .created: "created"
    case .client: "client"
    }
  }
}

/// A value for each clock.
package struct ByClock<Value> {
  package var created: Value
  package var client: Value

  /// The value of a clock.
  @inline(__always)
  subscript(clock: Clock) -> Value {
    get {
      switch clock {
      case .created: created
      case .client: client
      }
    }
    set {
      switch clock {
      case .created: created = newValue
      case .client: client = newValue
      }
    }
  }
}

extension ByClock: BitwiseCopyable where Value: BitwiseCopyable {}
