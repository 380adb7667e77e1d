// The keys of an object, shown to people if a record was not recognised.

/// Returns the first keys, as written, of an object that was proved to be JSON; empty for any other value.
func topKeys(_ value: Text, atMost limit: Int) -> [Text] {
  var keys: [Text] = []
  var depth = 0
  var at = value.start
  let end = at + value.count
  while at < end, keys.count < limit {
    switch at.pointee {
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
    case UInt8(ascii: "\""):
      guard let token = try? scanString(at + 1) else { return keys }
      at = token.start + token.count
      if depth == 1, value[0] == UInt8(ascii: "{"), isKey(endingBefore: at + 1) {
        keys.append(Text(start: token.start, count: token.count))
      }
    default: break
    }
    at += 1
  }
  return keys
}

/// Returns true if a string of valid JSON that ends at an address is a key: then a colon follows.
func isKey(endingBefore place: UnsafePointer<UInt8>) -> Bool {
  var at = place
  while at.pointee == 0x20 || at.pointee == 0x09 || at.pointee == 0x0D || at.pointee == 0x0A { at += 1 }
  return at.pointee == UInt8(ascii: ":")
}
