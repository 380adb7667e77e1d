// A value that is read or changed where its owner keeps it.

/// A borrowed value that is read in place.
///
/// Copying a conversation or its figures would cost as much as writing its cells.
struct InPlace<Value> {
  // SAFETY: the owner that made the view guarantees an initialized value at `address` for as long as it states.
  private let address: UnsafePointer<Value>

  /// Creates a view of a value that the caller owns and keeps alive.
  @inline(__always)
  init(_ address: UnsafePointer<Value>) { self.address = address }

  @inline(__always)
  var value: Value { unsafeAddress { address } }
}
