// The keys of an object, shown to people if a record was not recognised.

/// Returns the first keys, as written, of an object that was proved to be JSON; empty for any other value.
func topKeys(_ value: Text, atMost limit: Int) -> [Text] {
  var keys: [Text] = []
  var walk = ValueWalk(value, UnescapedTexts())
  guard value.count > 1, walk.enters("{") else { return [] }
  while keys.count < limit, let key = try? walk.nextKeyAsWritten() {
    keys.append(key)
    walk.skip()
  }
  return keys
}
