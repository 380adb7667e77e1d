// Options that change nothing without another one.

extension Arguments {
  /// Throws if an option is given without the one that it needs.
  func requireNeeded() throws(UsageError) {
    for flag in typedNames.compactMap(Flag.named) {
      if let other = flag.needs, !typedNames.contains(other) { throw .alone(flag.name, needs: other) }
    }
  }
}
