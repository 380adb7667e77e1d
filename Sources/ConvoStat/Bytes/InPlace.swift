// A value that is read or changed where its owner keeps it.

/// A borrowed value that is read in place. Copying a conversation or its figures would cost as much as writing its cells.
struct InPlace<Value> {
  // SAFETY: the owner that made the view guarantees an initialized value at `address` for as long as it states.
  private let address: UnsafePointer<Value>

  /// Creates a view of a value that the caller owns and keeps alive.
  @inline(__always)
  init(_ address: UnsafePointer<Value>) { self.address = address }

  @inline(__always)
  var value: Value { unsafeAddress { address } }
}

/// A borrowed value that is read and changed in place, by one thread at a time.
struct MutableInPlace<Value> {
  // SAFETY: the owner that made the view guarantees an initialized value at `address` for as long as it states, and lets
  // nobody else use it in that time.
  private let address: UnsafeMutablePointer<Value>

  /// Creates a view of a value that the caller owns and keeps alive.
  @inline(__always)
  init(_ address: UnsafeMutablePointer<Value>) { self.address = address }

  @inline(__always)
  var value: Value {
    unsafeAddress { UnsafePointer(address) }
    nonmutating unsafeMutableAddress { address }
  }
}

/// Calls `body` with a view of `value`, valid during the call.
@inline(__always)
func withInPlace<Value, Result>(_ value: Value, _ body: (InPlace<Value>) -> Result) -> Result {
  withUnsafePointer(to: value) { body(InPlace($0)) }
}

/// Calls `body` with a view of `value`, valid during the call.
@inline(__always)
func withMutableInPlace<Value, Result>(_ value: inout Value, _ body: (MutableInPlace<Value>) -> Result)
  -> Result
{
  withUnsafeMutablePointer(to: &value) { body(MutableInPlace($0)) }
}
