// The values of a file that is not NDJSON: pretty-printed ones, or the elements of one array.

extension Twin.Lines {
  /// Passes one value after the other to `body`; if `opensArrays`, the elements of arrays instead of the
  /// arrays.
  func values(opensArrays: Bool, _ body: (Twin.Line) -> Void) -> Set<Int> {
    var at = start
    var number = 1
    var tolerated: Set<Int> = []
    var inArray = false
    var isAfterValue = false
    var comma: Twin.Line?
    func give(_ offset: Int, _ content: Twin.Line.Content, length: Int = 0) {
      body(Twin.Line(number: number, offset: offset, length: length, content: content))
    }
    func pass(to end: Int) {
      number += bytes[at..<end].count { $0 == 0x0A }
      at = end
    }
    func endLine() {
      if inArray { return }
      if let comma { tolerated.insert(comma.number) }
      comma = nil
      isAfterValue = false
    }
    while at < bytes.count {
      let byte = bytes[at]
      if isSpace(byte) {
        if byte == 0x0A { endLine() }
        pass(to: at + 1)
      } else if isLineStart(at), markLength(at) > 0 {
        tolerated.insert(number)
        at += markLength(at)
      } else if byte == UInt8(ascii: "]"), inArray {
        if let comma { body(comma) }
        comma = nil
        (inArray, isAfterValue) = (false, true)
        at += 1
      } else if byte == UInt8(ascii: ",") {
        let here = Twin.Line(number: number, offset: at, content: .rejected("bad_json", bytes: 1))
        if let earlier = comma { body(earlier) } else if !isAfterValue { body(here) }
        comma = comma != nil || isAfterValue ? here : nil
        isAfterValue = false
        at += 1
      } else {
        if !inArray, let comma { body(comma) }
        comma = nil
        if opensArrays, !inArray, byte == UInt8(ascii: "[") {
          (inArray, isAfterValue) = (true, false)
          at += 1
          continue
        }
        let found = value(from: at, to: bytes.count, inArray: inArray)
        let length = solidLength(at, found.end)
        if let value = found.value {
          give(at, .value(value), length: length)
        } else {
          give(at, .rejected(found.reason, bytes: length))
          if found.isOpen { inArray = false }
        }
        isAfterValue = true
        pass(to: found.end)
      }
    }
    if inArray { give(bytes.count, .rejected("bad_json", bytes: 0)) }
    if !inArray, let comma { tolerated.insert(comma.number) }
    return tolerated
  }
}
